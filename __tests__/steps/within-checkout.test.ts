import { mkdir, mkdtempDisposable, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noOptions } from '../../src/builder/buildx/selection/builder-options.ts'
import { checkWithinCheckout } from '../../src/steps/request/within-checkout.ts'

type Named = Parameters<typeof checkWithinCheckout>[0]

const nothing: Named = {
  context: '.',
  file: '',
  source: undefined,
  buildContexts: [],
  secretFiles: [],
  ssh: [],
  cacheFrom: [],
  cacheTo: [],
  outputs: [],
  builderOptions: undefined,
  scanSarif: '',
}

/** The errors in a checkout with links: `out` to another folder, `gone` to a missing one outside, `around` to itself. */
async function refused(inputs: Partial<Named>): Promise<readonly string[]> {
  await using machine = await mkdtempDisposable(join(tmpdir(), 'machine-'))
  const checkout = join(machine.path, 'checkout')
  await mkdir(join(checkout, 'api'), { recursive: true })
  await mkdir(join(machine.path, 'home'))
  await writeFile(join(machine.path, 'home', 'secret'), 'secret')
  await symlink('../home', join(checkout, 'out'))
  await symlink('../home/new', join(checkout, 'gone'))
  await symlink('around', join(checkout, 'around'))
  await symlink('api', join(checkout, 'inside'))
  return await checkWithinCheckout({ ...nothing, ...inputs }, checkout).then(
    () => [],
    (error: Error) => (error instanceof AggregateError ? error.errors : [error]).map(({ message }) => message)
  )
}

const sentence = (input: string, path: string) =>
  `Input '${input}': ${path} links to a path outside the checkout, which is not allowed for untrusted code`

test.each<[string, Partial<Named>, string]>([
  ['a context', { context: 'out' }, sentence('context', 'out')],
  ['a default context', { context: '{{defaultContext}}:out' }, sentence('context', 'out')],
  ['a Dockerfile', { file: 'out/secret' }, sentence('file', 'out/secret')],
  ['a named context', { buildContexts: ['lib=out'] }, sentence('build-contexts', 'out')],
  ['a layout as context', { buildContexts: ['lib=oci-layout://out'] }, sentence('build-contexts', 'out')],
  ['a secret', { secretFiles: [['id', 'out/secret']] }, sentence('secret-files', 'out/secret')],
  ['a key', { ssh: ['default=api,out/secret'] }, sentence('ssh', 'out/secret')],
  ['a cache that is read', { cacheFrom: ['type=local,src=out'] }, sentence('cache-from', 'out')],
  ['a cache that does not exist yet', { cacheTo: ['type=local,dest=gone'] }, sentence('cache-to', 'gone')],
  ['an output', { outputs: ['type=tar,dest=out/new/app.tar'] }, sentence('outputs', 'out/new/app.tar')],
  ['an output that is only a path', { outputs: ['gone'] }, sentence('outputs', 'gone')],
  ['a report', { scanSarif: 'out/scan.sarif' }, sentence('scan-sarif', 'out/scan.sarif')],
  [
    "BuildKit's configuration",
    { builderOptions: { ...noOptions, buildkitdConfig: 'out/secret' } },
    sentence('builder-options', 'out/secret'),
  ],
  ['an image', { source: [{ kind: 'oci-layout', location: 'out' }] }, sentence('source', 'out')],
  ['a link to itself', { context: 'around' }, sentence('context', 'around')],
])('refuses %s from a fork if a link leads out of the checkout', async (_, inputs, message) => {
  expect(await refused(inputs)).toEqual([message])
})

test('reports all of them at once', async () => {
  expect(await refused({ context: 'out', outputs: ['gone'] })).toHaveLength(2)
})

test('follows links within the checkout, and accepts missing paths and paths that the workflow names elsewhere', async () => {
  const inputs = {
    context: 'inside',
    file: '/opt/Dockerfile',
    buildContexts: ['a=https://x/y.git', 'b=docker-image://alpine', 'c=../home'],
    ssh: ['default'],
    cacheTo: ['type=local,dest=api/new/cache', 'type=gha'],
    outputs: ['type=docker', '/opt/out'],
  }
  expect(await refused(inputs)).toEqual([])
})
