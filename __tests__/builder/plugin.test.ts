import { chmod, mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findBuildx } from '../../src/builder/buildx/plugin.ts'
import type { Variables } from '../../src/environment.ts'

const asked = { path: 'docker', args: ['buildx'] }

/** Folders in which programs and configurations can be put, and what a build finds there. */
async function openMachine() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-plugin-'))
  const path = (name: string) => join(folder.path, name)
  const put = async (name: string, text = '', mode = 0o755) => {
    await mkdir(dirname(path(name)), { recursive: true })
    await writeFile(path(name), text)
    await chmod(path(name), mode)
  }
  const variables = { PATH: [path('empty'), path('bin')].join(delimiter), DOCKER_CONFIG: path('config') }
  return {
    path,
    put,
    find: (has: Variables = variables) => findBuildx(has, [path('system-1'), path('system-2')]),
    /** What is found where a plugin is started itself. */
    itself: (name: string) => ({ path: path(name), args: [] }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

test("the plugin in Docker's configuration is started itself", async () => {
  await using machine = await openMachine()
  await machine.put('bin/docker')
  await machine.put('config/cli-plugins/docker-buildx')
  await machine.put('system-1/docker-buildx')
  expect(await machine.find()).toEqual(machine.itself('config/cli-plugins/docker-buildx'))
})

test('folders that the configuration names come first', async () => {
  await using machine = await openMachine()
  await machine.put('config/config.json', JSON.stringify({ cliPluginsExtraDirs: [1, machine.path('extra')] }))
  await machine.put('config/cli-plugins/docker-buildx')
  await machine.put('extra/docker-buildx')
  expect(await machine.find()).toEqual(machine.itself('extra/docker-buildx'))
})

test("the system's is found where Docker's client is, in the order of Docker's own", async () => {
  await using machine = await openMachine()
  await machine.put('system-2/docker-buildx')
  expect(await machine.find()).toEqual(asked)
  await machine.put('bin/docker')
  expect(await machine.find()).toEqual(machine.itself('system-2/docker-buildx'))
  await machine.put('system-1/docker-buildx')
  expect(await machine.find()).toEqual(machine.itself('system-1/docker-buildx'))
})

test('Docker is asked where there is no plugin, none that can be run, or no configuration', async () => {
  await using machine = await openMachine()
  await machine.put('bin/docker')
  await machine.put('config/cli-plugins/docker-buildx', '', 0o644)
  await mkdir(machine.path('system-1/docker-buildx'), { recursive: true })
  expect(await machine.find()).toEqual(asked)
  expect(await machine.find({})).toEqual(asked)
})
