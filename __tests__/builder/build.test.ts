import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuildError } from '../../src/builder/build-error.ts'
import { Buildx } from '../../src/builder/buildx/buildx.ts'
import { BuildWatch } from '../../src/builder/watch.ts'
import type { Command, Ended, Run } from '../../src/environment.ts'
import { testEnvironment } from '../support/environment.ts'
import { plain } from './request.ts'

const good: Ended = { exitCode: 0, stdout: '', stderr: '' }

/** Runs a build with a stand-in for the docker command. */
async function buildWith(run: Run, { request = plain, signal = new AbortController().signal } = {}) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-build-'))
  const metadataFile = join(folder.path, 'metadata.json')
  const environment = testEnvironment({ run: (command) => run(command), workspace: '/checkout' })
  const addLogin = async () => undefined
  const options = { environment, variables: { A: '1' }, temp: folder.path, watch: new BuildWatch(), signal, addLogin }
  const metadata = await new Buildx(options).build(request, { kind: 'none' }).catch((error: Error) => error)
  return { metadata, log: environment.log, metadataFile }
}

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
