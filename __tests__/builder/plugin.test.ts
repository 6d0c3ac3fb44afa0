import { chmod, mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findBuildx } from '../../src/builder/buildx/plugin.ts'
import type { Variables } from '../../src/environment.ts'

const asked = { path: 'docker', args: ['buildx'] }

/** A machine with folders for programs and configuration, and what a build finds in them. */
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
    /** The result if the plugin is run directly. */
    itself: (name: string) => ({ path: path(name), args: [] }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

test("runs the plugin in Docker's configuration folder directly", async () => {
  await using machine = await openMachine()
  await machine.put('bin/docker')
  await machine.put('config/cli-plugins/docker-buildx')
  await machine.put('system-1/docker-buildx')
  expect(await machine.find()).toEqual(machine.itself('config/cli-plugins/docker-buildx'))
})

test('prefers the folders that the configuration names', async () => {
  await using machine = await openMachine()
  await machine.put('config/config.json', JSON.stringify({ cliPluginsExtraDirs: [1, machine.path('extra')] }))
  await machine.put('config/cli-plugins/docker-buildx')
  await machine.put('extra/docker-buildx')
  expect(await machine.find()).toEqual(machine.itself('extra/docker-buildx'))
})

test("searches the system's folders in Docker's order, if the Docker client is installed", async () => {
  await using machine = await openMachine()
  await machine.put('system-2/docker-buildx')
  expect(await machine.find()).toEqual(asked)
  await machine.put('bin/docker')
  expect(await machine.find()).toEqual(machine.itself('system-2/docker-buildx'))
  await machine.put('system-1/docker-buildx')
  expect(await machine.find()).toEqual(machine.itself('system-1/docker-buildx'))
})

test('falls back to docker if there is no plugin, none that is executable, or no configuration', async () => {
  await using machine = await openMachine()
  await machine.put('bin/docker')
  await machine.put('config/cli-plugins/docker-buildx', '', 0o644)
  await mkdir(machine.path('system-1/docker-buildx'), { recursive: true })
  expect(await machine.find()).toEqual(asked)
  expect(await machine.find({})).toEqual(asked)
})
