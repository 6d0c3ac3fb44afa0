import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuildError } from '../../src/builder/build-error.ts'
import { Buildx } from '../../src/builder/buildx/buildx.ts'
import { BuildWatch } from '../../src/builder/watch.ts'
import type { Command, Ended, Run, Variables } from '../../src/environment.ts'
import { type RecordedLog, testEnvironment } from '../support/environment.ts'
import { plain } from './request.ts'

const good: Ended = { exitCode: 0, stdout: '', stderr: '' }

/** Runs a build with a stand-in for the docker command. */
async function buildWith(
  run: Run,
  { request = plain, signal = new AbortController().signal, variables = { A: '1' } as Variables } = {}
) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-build-'))
  const metadataFile = join(folder.path, 'metadata.json')
  const environment = testEnvironment({ run: (command) => run(command), workspace: '/checkout' })
  const addLogin = async () => undefined
  const options = { environment, variables, temp: folder.path, watch: new BuildWatch(), signal, addLogin }
  const metadata = await new Buildx(options).build(request, { kind: 'none' }).catch((error: Error) => error)
  return { metadata, log: environment.log, metadataFile }
}

const warningsIn = ({ lines }: RecordedLog) => lines.flatMap((line) => /^warning: (.*)/.exec(line)?.[1] ?? [])

const fileOf = ({ args }: Command) => args.find((arg) => arg.startsWith('--metadata-file='))?.slice(16) ?? ''

test('runs docker in the checkout with only the variables of the build', async () => {
  const commands: Command[] = []
  const { signal } = new AbortController()
  const run: Run = async (command) => {
    commands.push(command)
    return good
  }
  await buildWith(run, { signal })
  expect(commands).toHaveLength(1)
  expect(commands[0]).toMatchObject({ program: 'docker', variables: { A: '1' }, directory: '/checkout', signal })
  expect(commands[0]?.input).toBeUndefined()
})

test('logs the command and its output in a group', async () => {
  const { log, metadataFile } = await buildWith(async ({ onLine }) => {
    onLine?.('#1 [internal] load build definition')
    return good
  })
  expect(log.lines).toEqual([
    'Build',
    `[command] docker buildx build --progress=plain --metadata-file=${metadataFile} --provenance=false -- .`,
    '#1 [internal] load build definition',
  ])
})

test('reads the metadata that buildx writes', async () => {
  const text = JSON.stringify({ 'containerimage.digest': 'sha256:a', 'containerimage.config.digest': 'sha256:b', x: 1 })
  const { metadata } = await buildWith(async (command) => {
    await writeFile(fileOf(command), text)
    return good
  })
  expect(metadata).toEqual({ text, digest: 'sha256:a', configDigest: 'sha256:b', materials: [] })
})

test('accepts a build without metadata, such as a check', async () => {
  expect((await buildWith(async () => good)).metadata).toEqual({ text: '{}', materials: [] })
})

test('explains a failed build, with the Dockerfile of its context', async () => {
  const stderr =
    'Dockerfile:2\n--------------------\n   2 | >>> RUN x\n--------------------\nERROR: failed to solve: no\n'
  const run: Run = async () => ({ exitCode: 1, stdout: '', stderr })
  const { metadata } = await buildWith(run, { request: { ...plain, context: 'app' } })
  expect(metadata).toEqual(
    new BuildError('The build failed at app/Dockerfile:2: no.', {
      place: { file: 'app/Dockerfile', line: 2 },
      excerpt: '   2 | >>> RUN x',
    })
  )
})

const caches = { ...plain, cacheFrom: ['type=gha,scope=app'], cacheTo: ['ghcr.io/acme/app:cache', 'type=gha,token=x'] }

/** A stand-in for buildx that prints these lines and then ends like this. */
function printing(text: string, ended: Partial<Ended> = {}): Run {
  return async ({ onLine }) => {
    for (const line of text.split('\n')) onLine?.(line)
    return { ...good, stderr: text, ...ended }
  }
}

const cachesFail = `#3 importing cache manifest from gha:2615439350691418276
#3 ERROR: GetCacheEntryDownloadURL: 503
#4 importing cache manifest from ghcr.io/acme/app:cache
#4 ERROR: failed to configure registry cache importer: 401 Unauthorized.
#5 importing cache manifest from ghcr.io/acme/none:cache
#5 ERROR: failed to configure registry cache importer: ghcr.io/acme/none:cache: not found
#8 exporting cache to registry
#8 ERROR: error writing layer blob: 403 Forbidden
#9 exporting to image
#9 ERROR: is not about a cache`

test('warns about caches that fail, but for those that do not exist yet', async () => {
  const { log } = await buildWith(printing(cachesFail), {
    request: caches,
    variables: { ACTIONS_RUNTIME_TOKEN: 'x', ACTIONS_RESULTS_URL: 'x' },
  })
  const strict = "The image is not affected. To make this an error, add 'ignore-error=false' to 'cache-to'."
  expect(warningsIn(log)).toEqual([
    'Cache type=gha,scope=app could not be read and was not used: GetCacheEntryDownloadURL: 503.',
    'Cache ghcr.io/acme/app:cache could not be read and was not used: failed to configure registry cache importer: 401 Unauthorized.',
    `Cache ghcr.io/acme/app:cache could not be written: error writing layer blob: 403 Forbidden. ${strict}`,
  ])
})

test('leaves a cache that must be written to the error of the build', async () => {
  const { log, metadata } = await buildWith(
    printing(`${cachesFail}\nERROR: failed to build: failed to solve: 403`, { exitCode: 1 }),
    { request: { ...caches, cacheFrom: [] } }
  )
  expect(metadata).toEqual(new BuildError('The build failed: 403.'))
  expect(warningsIn(log).filter((text) => text.includes('written'))).toEqual([])
})

test('warns about caches that buildx leaves out, without what may be secret', async () => {
  const request = {
    ...caches,
    cacheTo: ['type=gha,url=http://cache.example/,token=hidden', 'type=gha,token=hidden,scope=b'],
  }
  const { log } = await buildWith(printing(''), { request })
  const why =
    "is not used: the runner does not provide GitHub's cache service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set). Use another type, such as 'type=registry,ref=…'."
  expect(warningsIn(log)).toEqual([`Cache type=gha,scope=app ${why}`, `Cache type=gha,scope=b ${why}`])
})

const lost = 'ERROR: failed to build: failed to solve: failed to compute cache key: failed to copy: GET http://x/blob'

test.each([
  ['a cache was read', `#3 importing cache manifest from acme/cache\n#3 DONE 0.0s\n${lost}`, 2],
  ['no cache was read', lost, 1],
  ['the build fails for another reason', '#3 importing cache manifest from acme/cache\n#3 DONE 0.0s\nERROR: no', 1],
])('builds without the caches if a layer cannot be fetched: %s', async (_, text, times) => {
  const commands: Command[] = []
  const { log } = await buildWith(
    async (command) => {
      commands.push(command)
      return await printing(text, { exitCode: commands.length === 1 ? 1 : 0 })(command)
    },
    { request: { ...plain, cacheFrom: ['acme/cache'] } }
  )
  expect(commands.map(({ args }) => args.includes('--cache-from=acme/cache'))).toEqual([true, false].slice(0, times))
  expect(warningsIn(log)).toHaveLength(times - 1)
})

test('counts the labels in the command that it logs, since they are listed elsewhere', async () => {
  const { log } = await buildWith(async () => good, { request: { ...plain, labels: ['a=b', 'c=d'], target: 'x' } })
  expect(log.lines[1]).toMatch(/ --target=x --provenance=false \[2 labels\] -- \.$/)
})

test('says what to install if Docker is missing', async () => {
  const cause = new Error('spawn docker ENOENT')
  const { metadata } = await buildWith(() => Promise.reject(cause))
  expect(metadata).toEqual(
    new BuildError('Docker cannot be started. Install Docker with buildx before this step.', { cause })
  )
})

test('fails with the abort reason if the build was aborted', async () => {
  const stopping = new AbortController()
  const reason = new Error('nobody needs it')
  const { metadata } = await buildWith(
    async () => {
      stopping.abort(reason)
      throw new Error('killed')
    },
    { signal: stopping.signal }
  )
  expect(metadata).toBe(reason)
})
