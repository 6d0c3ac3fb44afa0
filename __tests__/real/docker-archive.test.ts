import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Store } from '../../scripts/machine/dockerd.ts'
import { canStartOwn, type Engine, startEngine } from '../../scripts/machine/engine.ts'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { archiveFiles, layerTar } from '../support/docker-archive.ts'
import { tarEnd, tarLink, tarOf } from '../support/registry/content/tar.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')
const buildah = needTool(tools, 'buildah')

// A developer's engine has only one of the stores; if the other must be tested, not having it is a failure.
const stores: readonly Store[] =
  process.env.CI !== undefined || (await canStartOwn()) ? ['classic', 'containerd'] : [inject('engine').store]

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo made > /made"]
COPY greeting /greeting
CMD ["/bin/busybox", "cat", "/greeting"]
`

async function sample(): Promise<Workspace> {
  return await makeWorkspace({ Dockerfile: dockerfile, greeting: 'hello\n' }, [needTool(tools, 'busybox')])
}

interface Published {
  readonly digest: string
  readonly log: string
}

interface Place {
  readonly workspace: Workspace
  readonly registry: RunningRegistry
  readonly name?: string
  readonly variables?: Engine['variables']
}

/** Publishes a source as a job does, with the bundle. */
async function publish(source: string, { workspace, registry, name = 'app', variables }: Place): Promise<Published> {
  const { PATH, HOME } = process.env
  const { exitCode, log, outputs } = await runAction(workspace, {
    from: 'bundle',
    variables: variables ?? { PATH, HOME },
    inputs: { source, images: `${registry.host}/acme/${name}` },
  })
  expect(exitCode, log).toBe(0)
  return { digest: outputs.digest ?? '', log }
}

async function manifestOf(image: string) {
  return JSON.parse(await run(crane, ['manifest', image]))
}

/** The files of an image, as another program unpacks them. */
async function filesOf(image: string): Promise<string> {
  return await run('sh', ['-c', `'${crane}' export '${image}' - | tar -tv --full-time -f -`])
}

describe.each(stores)('with the %s image store', (store) => {
  let engine: Engine
  let workspace: Workspace
  beforeAll(async () => {
    engine = await startEngine({ progress: () => undefined, store })
    workspace = await sample()
    await run('docker', ['buildx', 'build', '--tag', 'app:test', '--load', workspace.path], engine)
    await run('docker', ['save', '--output', join(workspace.path, 'app.tar'), 'app:test'], engine)
  })
  afterAll(async () => {
    await workspace[Symbol.asyncDispose]()
    await engine[Symbol.asyncDispose]()
  })

  test('publishes what docker save writes, which the engine pulls and runs', async () => {
    await using registry = await startRegistry({ program })
    const { digest } = await publish('oci-archive:app.tar', { workspace, registry })
    const image = `${registry.host}/acme/app@${digest}`
    // crane takes the attestations of the other store for layers.
    if (store === 'classic') await run(crane, ['validate', '--remote', image])
    await run('docker', ['rmi', '--force', 'app:test'], engine)
    expect(await run('docker', ['run', '--rm', image], engine)).toBe('hello\n')
    await run('docker', ['load', '--input', join(workspace.path, 'app.tar')], engine)
  })

  test('sends no more than docker push does, and has the same files', async () => {
    await using registry = await startRegistry({ program })
    const { digest } = await publish('docker-archive:app.tar:app:test', { workspace, registry })
    const pushed = `${registry.host}/acme/pushed:test`
    await run('docker', ['tag', 'app:test', pushed], engine)
    await run('docker', ['push', '--quiet', pushed], engine)
    expect(await filesOf(`${registry.host}/acme/app@${digest}`)).toBe(await filesOf(pushed))
    if (store === 'containerd') {
      // The image as it was built: docker push has the same, or the part of it that is an image.
      expect((await run(crane, ['digest', pushed])).trim()).toBe(digest)
      return
    }
    const ours = await manifestOf(`${registry.host}/acme/app@${digest}`)
    const docker = await manifestOf(pushed)
    expect(ours.config.digest).toBe(docker.config.digest)
    expect(ours.layers.map(({ mediaType }: { mediaType: string }) => mediaType.split('.').at(-1))).toEqual(
      docker.layers.map(() => 'tar+gzip')
    )
    const sizeOf = ({ layers }: { layers: readonly { size: number }[] }) =>
      layers.reduce((sum, { size }) => sum + size, 0)
    expect(sizeOf(ours)).toBeLessThan(sizeOf(docker) * 1.02)
  })

  test('publishes the same archive again without sending a layer', async () => {
    await using registry = await startRegistry({ program })
    const first = await publish('docker-archive:app.tar', { workspace, registry })
    await registry.clear()
    const second = await publish('docker-archive:app.tar', { workspace, registry })
    expect(second.digest).toBe(first.digest)
    const sent = (await registry.requests()).filter(({ method }) => method === 'PUT' || method === 'PATCH')
    expect(sent).toEqual([])
  })

  test('publishes an image of the engine as docker save does, and sends no layer again', async () => {
    await using registry = await startRegistry({ program })
    const saved = await publish('docker-archive:app.tar', { workspace, registry })
    await registry.clear()
    const { variables } = engine
    const { digest } = await publish('docker-daemon:app:test', { workspace, registry, variables })
    expect(digest).toBe(saved.digest)
    expect((await registry.requests()).filter(({ method }) => method === 'PUT' || method === 'PATCH')).toEqual([])
    const id = (await run('docker', ['image', 'inspect', '--format', '{{.Id}}', 'app:test'], engine)).trim()
    if (store === 'containerd') expect(digest).toBe(id)
    else expect((await manifestOf(`${registry.host}/acme/app:main`)).config.digest).toBe(id)
  })

  test('publishes an image that the engine pulled, as docker push does', async () => {
    await using registry = await startRegistry({ program })
    const image = `${registry.host}/made/whole:1`
    const platforms = ['--platform', 'linux/amd64,linux/arm64']
    const built = [
      'buildx',
      'build',
      '--quiet',
      ...platforms,
      '--output',
      `type=registry,name=${image}`,
      workspace.path,
    ]
    await run('docker', built, { variables: inject('engine').variables })
    await run('docker', ['pull', '--quiet', image], engine)
    const pushed = `${registry.host}/acme/pushed:1`
    await run('docker', ['tag', image, pushed], engine)
    await run('docker', ['push', '--quiet', pushed], engine)
    const { variables } = engine
    const { digest, log } = await publish(`docker-daemon:${image}`, { workspace, registry, variables })
    expect(await filesOf(`${registry.host}/acme/app@${digest}`)).toBe(await filesOf(pushed))
    if (store === 'classic') return
    expect(digest).toBe((await run(crane, ['digest', pushed])).trim())
    expect(log).toContain("only linux/amd64 was pulled or saved. As with 'docker push', only that is published")
  })
})

test('reuses the base image as the registry has it, although the engine kept only its files', async () => {
  await using resources = new AsyncDisposableStack()
  const registry = resources.use(await startRegistry({ program }))
  const workspace = resources.use(await sample())
  const engine = resources.use(await startEngine({ progress: () => undefined, store: stores[0] ?? 'classic' }))
  const base = `${registry.host}/made/base:1`
  const output = `type=registry,name=${base},compression-level=1,force-compression=true`
  await run('docker', ['buildx', 'build', '--output', output, workspace.path], {
    variables: inject('engine').variables,
  })
  const images = ['one', 'two'].map((name) => `${registry.host}/acme/app:${name}`)
  for (const image of images) {
    await workspace.write('Dockerfile', `FROM ${base}\nRUN ["/bin/busybox", "sh", "-c", "echo ${image} > /name"]\n`)
    await run('docker', ['buildx', 'build', '--load', '--tag', image, workspace.path], engine)
  }
  const [first = '', second = ''] = images
  await run('docker', ['tag', first, `${registry.host}/acme/app:main`], engine)
  await run('docker', ['push', '--quiet', `${registry.host}/acme/app:main`], engine)
  const before = await manifestOf(`${registry.host}/acme/app:main`)
  await registry.clear()
  const { digest } = await publish(`docker-daemon:${second}`, { workspace, registry, variables: engine.variables })
  const { layers } = await manifestOf(`${registry.host}/acme/app@${digest}`)
  const digests = (all: readonly { readonly digest: string }[]) => all.map((layer) => layer.digest)
  expect(digests(layers).slice(0, -1)).toEqual(digests(before.layers).slice(0, -1))
  const uploads = (await registry.requests()).filter(
    ({ method, path }) => method === 'PUT' && path.includes('/uploads/')
  )
  // The new layer and the configuration.
  expect(uploads.length).toBe(2)
  expect(await run('docker', ['run', '--rm', '--pull', 'always', `${registry.host}/acme/app@${digest}`], engine)).toBe(
    'hello\n'
  )
})

test('publishes what skopeo, buildah and crane write, which they read back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-archives-'))
  await using cleaning = new AsyncDisposableStack()
  cleaning.defer(() => rm(folder, { recursive: true }))
  const workspace = cleaning.use(await sample())
  const registry = cleaning.use(await startRegistry({ program }))
  const image = `${registry.host}/made/app:1`
  await run(buildah, ['build', '--tag', image, workspace.path])
  cleaning.defer(async () => {
    await run(buildah, ['rmi', image])
  })
  await run(buildah, ['push', '--tls-verify=false', image])
  const files = await filesOf(image)
  const sources = {
    buildah: [buildah, ['push', image, `docker-archive:${folder}/buildah.tar:acme/app:1`]],
    skopeo: [
      skopeo,
      ['copy', '--src-tls-verify=false', `docker://${image}`, `docker-archive:${folder}/skopeo.tar:acme/app:1`],
    ],
    crane: [crane, ['pull', image, `${folder}/crane.tar`]],
  } as const
  const ids = new Set<string>()
  for (const [name, [tool, args]] of Object.entries(sources)) {
    await run(tool, [...args])
    const { digest } = await publish(`docker-archive:${folder}/${name}.tar`, { workspace, registry, name })
    const published = `${registry.host}/acme/${name}@${digest}`
    await run(crane, ['validate', '--remote', published])
    expect(await filesOf(published)).toBe(files)
    const inspected = ['inspect', '--tls-verify=false', `docker://${published}`]
    expect(JSON.parse(await run(skopeo, inspected)).Digest).toBe(digest)
    ids.add((await manifestOf(published)).config.digest)
  }
  expect(ids.size).toBeLessThanOrEqual(2)
})

const small = layerTar('small')
const files = archiveFiles([{ layers: [{ tar: small }] }])

test('publishes an archive of 10,000 entries', async () => {
  await using workspace = await makeWorkspace({ file: '' })
  await using registry = await startRegistry({ program })
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`some/where/${index}`, 'x']))
  await writeFile(join(workspace.path, 'many.tar'), tarOf({ ...many, ...files }))
  const { digest } = await publish('docker-archive:many.tar', { workspace, registry })
  await run(crane, ['validate', '--remote', `${registry.host}/acme/app@${digest}`])
})

test.each<readonly [string, Uint8Array, string]>([
  ['is truncated', tarOf(files).subarray(0, -1100), 'bad.tar cannot be read as an archive: it is truncated'],
  [
    'has a path that leads out',
    tarOf({ ...files, '../../evil': 'x' }),
    'bad.tar cannot be read as an archive: it contains "../../evil", which is not a relative path inside it',
  ],
  [
    'has a link that leads out in place of a layer',
    Buffer.concat([
      tarOf(Object.fromEntries(Object.entries(files).filter(([name]) => name !== '00/layer.tar'))).subarray(0, -1024),
      tarLink('00/layer.tar', '../../../../etc/passwd'),
      tarEnd,
    ]),
    'its entry "00/layer.tar" is a link that points outside it, to "../../../../etc/passwd"',
  ],
  [
    'has another layer than its configuration says',
    tarOf({ ...files, '00/layer.tar': layerTar('other') }),
    'layer 1 of 1 ("00/layer.tar")',
  ],
])('sends nothing of an archive that %s, and says so', async (_, archive, message) => {
  await using workspace = await makeWorkspace({ file: '' })
  await using registry = await startRegistry({ program })
  await writeFile(join(workspace.path, 'bad.tar'), archive)
  const { exitCode, log } = await runAction(workspace, {
    from: 'bundle',
    variables: { PATH: process.env.PATH, HOME: process.env.HOME },
    inputs: { source: 'docker-archive:bad.tar', images: `${registry.host}/acme/app` },
  })
  expect(exitCode).toBe(1)
  expect(log.replaceAll('%22', '"')).toContain(message)
  expect((await registry.requests()).filter(({ method }) => method === 'PUT')).toEqual([])
})
