import { mkdir, mkdtempDisposable, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../src/process/run.ts'
import { compileCache } from './support/compile-cache.ts'
import { image, layer } from './support/images.ts'
import { writeLayout } from './support/registry/content/layout.ts'
import { startTestRegistry, type TestRegistry } from './support/registry/registry.ts'

const app = image({ layers: [layer('app')] })
const annsPair = Buffer.from('ann:secret').toString('base64')

/** A job with a Docker configuration, which runs the action's step and its post step. */
async function job(registry: TestRegistry, config?: object) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'keep-login-'))
  const path = (name: string) => join(folder.path, name)
  await writeLayout(path('image'), app)
  for (const name of ['temp', 'docker']) await mkdir(path(name))
  for (const name of ['output', 'state']) await writeFile(path(name), '')
  const file = path('docker/config.json')
  if (config) await writeFile(file, JSON.stringify(config))
  const start = async (entry: string, variables: Readonly<Record<string, string>>) => {
    const args = [join(import.meta.dirname, '..', 'src', entry)]
    const common = { PATH: process.env.PATH ?? '', DOCKER_CONFIG: path('docker'), RUNNER_TEMP: path('temp') }
    const { stdout, stderr, exitCode } = await run({
      program: process.execPath,
      args,
      variables: { ...compileCache, ...common, ...variables },
      directory: folder.path,
    })
    expect([exitCode, stderr]).toEqual([0, ''])
    return stdout
  }
  return {
    file,
    read: async () => JSON.parse(await readFile(file, 'utf8')),
    left: async () => [
      ...(await readdir(path('docker'))),
      ...(await readdir(path('temp'))).filter((name) => name.startsWith('manifold-')),
    ],
    publish: (inputs: Readonly<Record<string, string>> = {}) =>
      start('entry.ts', {
        GITHUB_OUTPUT: path('output'),
        GITHUB_STATE: path('state'),
        GITHUB_REPOSITORY: 'acme/app',
        INPUT_SOURCE: 'oci-layout:image',
        INPUT_TAGS: `${registry.host}/acme/app:1`,
        INPUT_REGISTRY: registry.host,
        INPUT_USERNAME: 'ann',
        INPUT_PASSWORD: 'secret',
        'INPUT_KEEP-LOGIN': 'true',
        ...inputs,
      }),
    post: async () => {
      const saved = (await readFile(path('state'), 'utf8')).matchAll(/^(\w+)<<(\S+)\n([^\n]*)\n\2$/gm)
      return await start(
        'actions/post.ts',
        Object.fromEntries([...saved].map(([, name, , value = '']) => [`STATE_${name}`, value]))
      )
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

test('keeps the login for later steps, and removes it in the post step with the file that it made', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
  await using step = await job(registry)
  const log = await step.publish()
  expect(await step.read()).toEqual({ auths: { [registry.host]: { auth: annsPair } } })
  expect((await stat(step.file)).mode & 0o777).toBe(0o600)
  expect(log).toContain(`${registry.host}: the login is kept in ${step.file}`)
  expect(log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(annsPair)
  expect(await step.post()).toBe('')
  expect(await step.left()).toEqual([])
})

test('restores the login that was there, and leaves what another step has changed', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
  const before = {
    auths: { [registry.host]: { auth: 'Ym9iOm9sZA==' }, 'other.test': { auth: 'Ym9iOm9sZA==' } },
    credsStore: 'store',
    credHelpers: { [registry.host]: 'helper' },
    HttpHeaders: { 'X-Team': 'app' },
  }
  await using step = await job(registry, before)
  await step.publish()
  expect(await step.read()).toEqual({
    ...before,
    auths: { ...before.auths, [registry.host]: { auth: annsPair } },
    credHelpers: { [registry.host]: '' },
  })
  const changed = { ...(await step.read()), currentContext: 'remote' }
  await writeFile(step.file, JSON.stringify(changed))
  await step.post()
  expect(await step.read()).toEqual({ ...before, currentContext: 'remote' })
})

test("does not touch another step's newer login", async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
  await using step = await job(registry)
  await step.publish()
  const newer = { auths: { [registry.host]: { auth: 'Ym9iOm5ldw==' } } }
  await writeFile(step.file, JSON.stringify(newer))
  await step.post()
  expect(await step.read()).toEqual(newer)
})

test.each<[string, Readonly<Record<string, string>>]>([
  ['without the input', { 'INPUT_KEEP-LOGIN': 'false' }],
  ['in a dry run', { 'INPUT_DRY-RUN': 'true' }],
  ['if nothing is published', { INPUT_PUSH: 'false' }],
])('writes no login %s', async (_, inputs) => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
  await using step = await job(registry)
  await step.publish(inputs)
  expect(await step.left()).toEqual([])
})

test('warns if the login cannot be kept, since the image is published', async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
  await using step = await job(registry, { auths: [] })
  const log = await step.publish()
  expect(log).toMatch(/^::warning::The logins are not kept for later steps: .*'auths' is not a JSON object/m)
  expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
})
