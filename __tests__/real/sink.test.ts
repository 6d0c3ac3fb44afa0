import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import type { Store } from '../../scripts/machine/dockerd.ts'
import { canStartOwn, startEngine } from '../../scripts/machine/engine.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { addLogin, writeDockerConfig } from '../../src/credentials/builder-config.ts'
import { type Sink, startSink } from '../../src/intake/sink/server.ts'
import { encodeLogin } from '../../src/oci/distribution/login.ts'
import { collectImage } from '../../src/oci/image.ts'
import type { Manifest } from '../../src/oci/manifest.ts'
import { RecordingBackend } from '../intake/recording-backend.ts'
import { image, index, layer, type TestImage } from '../support/images.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { writeLayout } from '../support/registry/content/layout.ts'

const tools = inject('tools')

const base = layer('base'.repeat(50_000))
const amd = image({ layers: [base, layer('amd')] })
const arm = image({ layers: [base, layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const whole = index([amd, arm, attestation(amd)])

/** A Docker configuration that signs in to the sink, like that of this step's builder. */
async function configFor({ host, login }: Sink, base?: string) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-docker-'))
  const written = await writeDockerConfig({ directory: folder.path, base, logins: new Map(), variables: {} })
  await addLogin(folder.path, host, login)
  // skopeo and buildah do not support Docker's way to disable a credential helper.
  const auths = { [host]: { auth: encodeLogin(login) } }
  await writeFile(join(folder.path, 'auth.json'), JSON.stringify({ auths }))
  const variables = { ...written, REGISTRY_AUTH_FILE: join(folder.path, 'auth.json') }
  return { variables, [Symbol.asyncDispose]: () => folder.remove() }
}

/** How other clients copy a layout to `127.0.0.1:PORT/name:image`. */
const clients = {
  skopeo: (layout: string, to: string) => [
    'copy',
    '--all',
    '--dest-tls-verify=false',
    `oci:${layout}:it`,
    `docker://${to}`,
  ],
  crane: (layout: string, to: string) => ['push', '--index', layout, to],
  oras: (layout: string, to: string) => ['cp', '--to-plain-http', '--from-oci-layout', `${layout}:it`, to],
}

type Client = keyof typeof clients

async function push(client: Client, content: TestImage, backend: RecordingBackend): Promise<void> {
  await using sink = await startSink(backend)
  await using layout = await mkdtempDisposable(join(tmpdir(), 'manifold-layout-'))
  await using config = await configFor(sink)
  await writeLayout(layout.path, content, { ref: 'it' })
  const args = clients[client](layout.path, `${sink.host}/${sink.name}:image`)
  await run(needTool(tools, client), args, { variables: { ...process.env, ...config.variables } })
}

test.each<Client>(['skopeo', 'crane', 'oras'])('%s cannot change anything without the password', async (client) => {
  const backend = new RecordingBackend()
  await using sink = await startSink(backend)
  await using layout = await mkdtempDisposable(join(tmpdir(), 'manifold-layout-'))
  await writeLayout(layout.path, whole, { ref: 'it' })
  const args = clients[client](layout.path, `${sink.host}/${sink.name}:image`)
  await expect(run(needTool(tools, client), args)).rejects.toThrow(
    /401|unauthorized|authentication required|credential not found/i
  )
  expect([backend.received, backend.manifests, backend.root]).toEqual([[], [], undefined])
})

/** The image under the tag, as the targets would get it. */
async function collect({ root, manifests }: RecordingBackend) {
  if (!root) throw new Error('nothing came under the tag')
  const find = (digest: string) => manifests.find(({ descriptor }) => descriptor.digest === digest) as Manifest
  return await collectImage(root.manifest.descriptor, ({ digest }) => find(digest))
}

test.each<Client>(['skopeo', 'oras'])('%s pushes an index with its images and attestations', async (client) => {
  const backend = new RecordingBackend()
  await push(client, whole, backend)
  const { root, blobs } = await collect(backend)
  expect(root).toEqual(whole.root)
  for (const { digest, size } of blobs) expect(backend.blobs.get(digest)?.length).toBe(size)
})

// crane pushes the layout's own index.json as the root.
test('crane pushes an index with its images', async () => {
  const backend = new RecordingBackend()
  await push('crane', whole, backend)
  const { manifests, blobs } = await collect(backend)
  expect(manifests.map(({ descriptor }) => descriptor.digest)).toContain(whole.root.digest)
  for (const { digest, size } of blobs) expect(backend.blobs.get(digest)?.length).toBe(size)
})

test.each<Client>(['skopeo', 'oras', 'crane'])(
  '%s writes the right sizes of blobs that the targets already have',
  async (client) => {
    const backend = new RecordingBackend()
    for (const { digest } of whole.blobs) backend.had.add(digest)
    await push(client, amd, backend)
    const { manifests, blobs } = await collect(backend)
    expect(manifests.map(({ descriptor }) => descriptor.digest)).toContain(amd.root.digest)
    expect(blobs).toEqual(amd.blobs)
  }
)

test('buildah, which computes digests while it sends, writes the right sizes, also the second time', async () => {
  const backend = new RecordingBackend()
  await using sink = await startSink(backend)
  await using config = await configFor(sink)
  const buildah = needTool(tools, 'buildah')
  const container = (await run(buildah, ['from', 'scratch'])).trim()
  try {
    await run(buildah, ['copy', container, import.meta.filename, '/'])
    const built = (await run(buildah, ['commit', container])).trim()
    const push = ['push', '--tls-verify=false', built, `docker://${sink.host}/${sink.name}:image`]
    for (const _ of ['once', 'again']) {
      await run(buildah, push, { variables: { ...process.env, ...config.variables } })
      for (const { digest, size } of (await collect(backend)).blobs) {
        expect(backend.blobs.get(digest)?.length).toBe(size)
        backend.had.add(digest)
      }
    }
    await run(buildah, ['rmi', built])
  } finally {
    await run(buildah, ['rm', container])
  }
})

// A developer's engine has only one of the stores; if the other must be tested, not having it is a failure.
const ownExpected = process.env.CI !== undefined || (await canStartOwn())

test.runIf(ownExpected).for<Store>(['classic', 'containerd'])(
  'Docker with the %s store builds into the sink, and sends less the second time',
  async (store) => {
    await using engine = await startEngine({ progress: () => undefined, store })
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-context-'))
    await writeFile(join(folder.path, 'Dockerfile'), 'FROM scratch\nCOPY one /\nCOPY two /\n')
    await writeFile(join(folder.path, 'one'), 'one')
    await writeFile(join(folder.path, 'two'), 'two')
    const backend = new RecordingBackend()
    await using sink = await startSink(backend)
    // A missing credential store must not be asked for what the step knows.
    await using users = await mkdtempDisposable(join(tmpdir(), 'manifold-users-'))
    const own = JSON.parse(await readFile(join(engine.variables.DOCKER_CONFIG ?? '', 'config.json'), 'utf8'))
    await writeFile(join(users.path, 'config.json'), JSON.stringify({ ...own, credsStore: 'that-is-not-there' }))
    await using config = await configFor(sink, users.path)
    const variables = { ...engine.variables, ...config.variables }
    const output = `type=image,name=${sink.host}/${sink.name}:image,push=true,store=false,oci-mediatypes=true`
    const metadata = join(users.path, 'metadata.json')
    const args = ['buildx', 'build', '--provenance=false', `--metadata-file=${metadata}`, `--output=${output}`]
    const stranger = { variables: engine.variables }
    await expect(run('docker', [...args, folder.path], stranger)).rejects.toThrow(
      /401|unauthorized|required|no basic auth/i
    )
    expect(backend.root).toBeUndefined()
    for (const [two, arrivals] of [
      ['two', 3],
      ['2', 2],
    ] as const) {
      await writeFile(join(folder.path, 'two'), two)
      const before = backend.received.length
      await run('docker', [...args, folder.path], { variables })
      const { root, blobs } = await collect(backend)
      expect(JSON.parse(await readFile(metadata, 'utf8'))['containerimage.digest']).toBe(root.digest)
      expect(blobs).toHaveLength(3)
      for (const { digest, size } of blobs) expect(backend.blobs.get(digest)?.length).toBe(size)
      expect(backend.received.length - before).toBe(arrivals)
    }
  }
)
