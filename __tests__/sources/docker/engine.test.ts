import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command, Ended, Run } from '../../../src/environment.ts'
import { collectBytes } from '../../../src/oci/blob-content.ts'
import { type Digest, digestOf } from '../../../src/oci/digest.ts'
import type { ImageSource } from '../../../src/oci/image-source.ts'
import { openSource, parseSource, type SourceReference } from '../../../src/sources/open.ts'
import { archiveFiles, configOf, layerTar } from '../../support/docker-archive.ts'
import { testEnvironment } from '../../support/environment.ts'
import { image, index, json, layer } from '../../support/images.ts'
import { sourceContext } from '../../support/publish.ts'
import { attestation } from '../../support/registry/content/attestation.ts'
import { writeLayout } from '../../support/registry/content/layout.ts'
import { tarOf } from '../../support/registry/content/tar.ts'

const app = { layers: [{ tar: layerTar('app') }], names: null }
const id = digestOf(configOf(app))
let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'engine-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
})

const answer = (stdout: string): Ended => ({ exitCode: 0, stdout, stderr: '' })
const failure = (stderr: string): Ended => ({ exitCode: 1, stdout: '\n', stderr })

/** Docker's client, with an engine that has one image. */
function client(archive: Uint8Array = tarOf(archiveFiles([app]))): { readonly run: Run; readonly commands: Command[] } {
  const commands: Command[] = []
  return {
    commands,
    async run(command) {
      commands.push(command)
      const { args } = command
      if (args[1] === 'inspect') return answer(`${id}\n`)
      await writeFile(args[args.indexOf('--output') + 1] ?? '', archive)
      return answer('')
    },
  }
}

async function open(text: string, run: Run, variables = {}): Promise<ImageSource> {
  const context = sourceContext(directory)
  return await openSource(parseSource(text) as SourceReference, { ...context, temp: directory, run, variables })
}

test('saves an image by its ID, with the variables that the client needs and no secrets', async () => {
  const { run, commands } = client()
  const variables = {
    DOCKER_HOST: 'unix:///engine.sock',
    DOCKER_CONTEXT: 'other',
    INPUT_PASSWORD: 'x',
    GITHUB_TOKEN: 'x',
  }
  await using source = await open('docker-daemon:acme/app:1', run, variables)
  expect(source.image.blobs[0]?.digest).toBe(id)
  expect(source.name).toBe('docker-daemon:acme/app:1')
  expect(commands.map(({ program, args }) => [program, ...args].join(' '))).toEqual([
    'docker image inspect --format {{.Id}} -- acme/app:1',
    expect.stringMatching(new RegExp(`^docker image save --output ${directory}/engine-\\w+/image\\.tar -- ${id}$`)),
  ])
  for (const command of commands) {
    expect(command.variables).toEqual({ DOCKER_HOST: 'unix:///engine.sock', DOCKER_CONTEXT: 'other' })
  }
})

test('removes what was saved with the source, and if it cannot be opened', async () => {
  const source = await open('docker-daemon:app', client().run)
  expect((await readdir(directory)).length).toBe(2)
  await source[Symbol.asyncDispose]()
  expect(await readdir(directory)).toEqual([])
  await expect(open('docker-daemon:app', client(tarOf({ x: '' })).run)).rejects.toThrow(
    'docker-daemon:app is not a Docker archive'
  )
  expect(await readdir(directory)).toEqual([])
})

test.each([
  ['-v:x', undefined],
  ['--output=/etc/passwd', undefined],
  ['../x', undefined],
  ['/x', undefined],
  ['app x', undefined],
  ['', undefined],
  ['localhost:5000/acme/app:1', 'localhost:5000/acme/app:1'],
  [id, id],
])('takes an image for %j: %s', (text, location) => {
  expect(parseSource(`docker-daemon:${text}`)?.location).toBe(location)
})

test.each([
  [
    'Error response from daemon: No such image: app:1',
    "docker-daemon:app:1: the Docker engine has no such image. Build it in an earlier step as app:1 ('docker buildx build' needs '--load' with a docker-container builder), or pull it.",
  ],
  [
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    'docker-daemon:app:1: no Docker engine responds. Start it, or set DOCKER_HOST or DOCKER_CONTEXT',
  ],
  [
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    "docker-daemon:app:1: this user may not use the Docker engine. Add it to the group 'docker'",
  ],
  [
    'context "other" does not exist',
    'docker-daemon:app:1: \'docker image inspect\' failed: context "other" does not exist',
  ],
  ['', "docker-daemon:app:1: 'docker image inspect' failed: it exited with 1"],
])('says what to do about: %s', async (stderr, message) => {
  await expect(open('docker-daemon:app:1', async () => failure(stderr))).rejects.toThrow(message)
})

test('says what to do if the image does not fit on the disk', async () => {
  const { run } = client()
  const full: Run = async (command) =>
    command.args[1] === 'inspect' ? await run(command) : failure('write /temp/x.tar: no space left on device')
  await expect(open('docker-daemon:app:1', full)).rejects.toThrow(
    `docker-daemon:app:1: the image does not fit into ${directory}. Free up disk space there. (write /temp/x.tar: no space left on device)`
  )
})

test("says that Docker's client is missing", async () => {
  const { run } = testEnvironment()
  await expect(open('docker-daemon:app:1', run, { PATH: directory })).rejects.toThrow(
    "docker-daemon:app:1 needs Docker's client, but 'docker' was not found on PATH. Install it, or save the image to a file and use 'docker-archive:'."
  )
})

test('does not believe an answer that is no image ID', async () => {
  await expect(open('docker-daemon:app:1', async () => answer('--help'))).rejects.toThrow(
    "docker-daemon:app:1: 'docker image inspect' did not print an image ID"
  )
})

const amd = image({ layers: [layer('amd')] })
const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const riscv = image({ layers: [layer('riscv')], platform: { os: 'linux', architecture: 'riscv64' } })
const whole = index([amd, arm, riscv, attestation(amd)])
const pathOf = (digest: string) => `blobs/${digest.replace(':', '/')}`

/** What an engine with the containerd image store saves of an image, of which it has only these parts. */
function savedWith(parts: readonly (typeof amd)[]): Uint8Array {
  const blobs = parts.flatMap(({ manifests, content }) => [...manifests, ...content])
  const root = whole.manifests.at(-1)
  const [config, ...layers] = amd.content.map(({ descriptor }) => pathOf(descriptor.digest))
  return tarOf({
    ...Object.fromEntries(blobs.map(({ descriptor, bytes }) => [pathOf(descriptor.digest), bytes ?? ''])),
    [pathOf(whole.root.digest)]: root?.bytes ?? '',
    'index.json': json({ schemaVersion: 2, manifests: [whole.root] }),
    'manifest.json': json([{ Config: config, RepoTags: null, Layers: layers }]),
  })
}

test('publishes the whole image if the engine has all of it', async () => {
  await using source = await open('docker-daemon:app', client(savedWith([amd, arm, riscv, attestation(amd)])).run)
  expect(source.image.root.digest).toBe(whole.root.digest)
})

test('saves an image twice at a time, under two of its names', async () => {
  const { run, commands } = client(savedWith([amd, arm, riscv, attestation(amd)]))
  await using one = await open('docker-daemon:app:1', run)
  await using other = await open('docker-daemon:app:2', run)
  const files = commands.filter(({ args }) => args[1] === 'save').map(({ args }) => args[3])
  expect(new Set(files).size).toBe(2)
  const [config] = amd.blobs
  for (const source of [one, other]) {
    const content = source.blob(config?.digest as Digest)
    expect(content && (await collectBytes((signal) => content.read(0, content.size, signal))).length).toBe(config?.size)
  }
})

test('publishes the only platform that was pulled, as docker push does, and says so', async () => {
  const context = {
    ...sourceContext(directory),
    ...testEnvironment(),
    temp: directory,
    run: client(savedWith([amd])).run,
  }
  await using source = await openSource(parseSource('docker-daemon:app') as SourceReference, context)
  expect(source.image.root.digest).toBe(amd.root.digest)
  expect(context.log.lines).toContain(
    `notice: Of the image ${whole.root.digest} (linux/amd64, linux/arm64, linux/riscv64, attestations), only linux/amd64 was pulled or saved. As with 'docker push', only that is published: ${amd.root.digest}`
  )
})

test('does not choose among several platforms', async () => {
  await expect(open('docker-daemon:app', client(savedWith([amd, arm])).run)).rejects.toThrow(
    `docker-daemon:app is missing the image for linux/riscv64 (${riscv.root.digest}). Pull that platform`
  )
})

test('says that attestations were not pulled', async () => {
  const place = join(directory, 'layout')
  await writeLayout(place, index([amd, attestation(amd)]), { without: [attestation(amd).root.digest] })
  const context = sourceContext(directory)
  const opening = openSource(parseSource(`oci-layout:${place}`) as SourceReference, context)
  await expect(opening).rejects.toThrow(
    `is missing attestations of its image (${attestation(amd).root.digest}), which 'docker pull' does not fetch.`
  )
})
