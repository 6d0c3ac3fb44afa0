import { chmod, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { ArtifactService } from '../support/artifacts/service.ts'
import { type Containers, openContainers } from '../support/containers.ts'
import { startJob } from '../support/job.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo made > /made"]
COPY greeting /greeting
CMD ["/bin/busybox", "cat", "/greeting"]
`
const forEach = 'FROM scratch\nARG TARGETARCH\nCOPY hello-$TARGETARCH /hello\n'
const hellos = { 'hello-amd64': 'amd64', 'hello-arm64': 'arm64' }

type Texts = Readonly<Record<string, string>>

/** Runs the bundle with no engine at hand. */
async function build(workspace: Workspace, containers: Containers, inputs: Texts, variables: Texts = {}) {
  return await runAction(workspace, {
    from: 'bundle',
    // Each label is a step.
    inputs: { builder: 'buildah', 'default-labels': 'none', ...inputs },
    variables: { ...containers.variables, ...variables },
  })
}

/** The error messages that a run shows. */
function complaints(log: string): readonly string[] {
  return [...log.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text = '']) => text.replaceAll('%0A', '\n'))
}

const manifestAt = async (name: string) => JSON.parse(await run(crane, ['manifest', name]))

describe.each(['buildah', 'podman'])('%s', (builder) => {
  test('publishes to two registries at once, the same image again, and then sends nothing', async () => {
    await using workspace = await makeWorkspace({ Dockerfile: dockerfile, greeting: 'hello\n' }, [
      needTool(tools, 'busybox'),
    ])
    await using one = await startRegistry({ program })
    await using two = await startRegistry({ program })
    await using containers = await openContainers(tools)
    const inputs = { builder, images: `${one.host}/acme/app\n${two.host}/acme/other`, labels: 'org.example.a=b' }
    const first = await build(workspace, containers, inputs, { SOURCE_DATE_EPOCH: '1700000000' })
    expect(first.exitCode, first.log).toBe(0)
    const { digest, imageid } = first.outputs
    for (const image of [`${one.host}/acme/app`, `${two.host}/acme/other`]) {
      expect((await run(crane, ['digest', `${image}:main`])).trim()).toBe(digest)
      await run(crane, ['validate', '--remote', `${image}:main`])
    }
    expect((await manifestAt(`${one.host}/acme/app:main`)).config.digest).toBe(imageid)
    const config = JSON.parse(await run(crane, ['config', `${one.host}/acme/app:main`]))
    expect([config.created, config.config.Labels['org.example.a']]).toEqual(['2023-11-14T22:13:20Z', 'b'])
    expect(first.summary).toContain('0 of 3 steps cached')
    expect(await containers.left()).toMatchObject({ names: [], containers: 0 })

    // On another machine, without a cache.
    await using others = await openContainers(tools)
    await one.clear()
    const second = await build(workspace, others, inputs, { SOURCE_DATE_EPOCH: '1700000000' })
    expect(second.outputs.digest, second.log).toBe(digest)
    const written = (await one.requests()).filter(({ method }) => ['PUT', 'PATCH'].includes(method))
    expect(written).toEqual([])
    const sent = JSON.parse(second.outputs.result ?? '[]').map(({ uploaded }: { uploaded: object }) => uploaded)
    expect(sent).toEqual([
      { blobs: 0, bytes: 0 },
      { blobs: 0, bytes: 0 },
    ])
  })

  test('publishes an index of two platforms, and repairs what its cache mixes up', async () => {
    await using workspace = await makeWorkspace({
      Dockerfile: forEach,
      ...hellos,
      same: 'FROM scratch\nCOPY hello-amd64 /\n',
    })
    await using one = await startRegistry({ program })
    await using containers = await openContainers(tools)
    const platforms = 'linux/amd64,linux/arm64'
    for (const [file, name] of [
      ['Dockerfile', 'app'],
      ['same', 'same'],
    ] as const) {
      const image = `${one.host}/acme/${name}`
      const { exitCode, log, outputs } = await build(workspace, containers, { builder, file, platforms, images: image })
      expect(exitCode, log).toBe(0)
      expect((await run(crane, ['digest', `${image}:main`])).trim()).toBe(outputs.digest)
      await run(crane, ['validate', '--remote', `${image}:main`])
      const { mediaType, manifests } = await manifestAt(`${image}:main`)
      expect(mediaType).toBe('application/vnd.oci.image.index.v1+json')
      for (const [index, architecture] of ['amd64', 'arm64'].entries()) {
        expect(manifests[index].platform).toEqual({ os: 'linux', architecture })
        const config = JSON.parse(await run(crane, ['config', `${image}@${manifests[index].digest}`]))
        expect(config.architecture).toBe(architecture)
      }
      expect(log.includes('The cache holds the image of another platform')).toBe(name === 'same')
    }
    expect(await containers.left()).toMatchObject({ names: [], containers: 0 })
  })
})

test('a failing RUN fails the step in a sentence with its last words, moves nothing, and leaves nothing behind', async () => {
  const Containerfile = dockerfile.replace('echo made > /made', 'echo preparing; echo no such luck >&2; exit 7')
  await using workspace = await makeWorkspace({ Containerfile, greeting: 'hello\n' }, [needTool(tools, 'busybox')])
  await using one = await startRegistry({ program })
  await using containers = await openContainers(tools)
  const failed = await build(workspace, containers, { images: `${one.host}/acme/app` })
  expect(failed.exitCode).toBe(1)
  expect(complaints(failed.log)).toEqual([
    expect.stringMatching(
      /^The build failed at Containerfile:3: RUN \["\/bin\/busybox".*: exit status 7 \(no such luck\)\.$/
    ),
  ])
  expect(failed.log).toMatch(/^::error [^:]*file=Containerfile,line=3/m)
  expect(failed.summary).toContain('preparing')
  expect((await one.requests()).filter(({ method }) => method === 'PUT')).toEqual([])
  expect(await containers.left()).toMatchObject({ names: [], containers: 0 })
})

test('rejects all inputs that have no meaning at once', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: forEach, ...hellos })
  await using containers = await openContainers(tools)
  const { exitCode, log } = await build(workspace, containers, {
    images: 'registry.test/acme/app',
    attests: 'type=sbom',
    provenance: 'mode=max',
    sbom: 'false',
    call: 'check',
    outputs: 'type=local,dest=out',
    'no-cache-filters': 'app',
    platforms: 'linux/amd64,linux/arm64',
    load: 'true',
    'cache-from': 'type=gha\ntype=registry,ref=registry.test/acme/cache',
    'cache-to': 'registry.test/acme/cache:1',
    'shm-size': '64m',
  })
  expect(exitCode).toBe(1)
  expect(
    complaints(log)
      .flatMap((text) => text.split('\n'))
      .toSorted()
  ).toEqual([
    "Input 'attests': buildah does not support attestations: remove this input, or build with buildx (remove 'builder')",
    "Input 'cache-from': buildah keeps its cache in registries only: write the name of a repository, such as ghcr.io/acme/app/cache",
    "Input 'cache-to': buildah writes a tag for each step to the repository of its cache: remove ':1' from registry.test/acme/cache:1",
    "Input 'call': buildah only builds: remove this input, or build with buildx (remove 'builder')",
    "Input 'load': buildah keeps an image for one platform only: remove this input, or set one platform",
    "Input 'no-cache-filters': buildah uses its cache for all stages or for none: set 'no-cache: true' instead",
    "Input 'outputs': buildah has no other outputs: remove this input. 'load: true' keeps the image in its storage, under the published names",
    "Input 'provenance': buildah does not support attestations: remove this input, or build with buildx (remove 'builder')",
  ])
})

test('does not bake', async () => {
  await using workspace = await makeWorkspace({ 'docker-bake.hcl': 'target "default" {}' })
  await using containers = await openContainers(tools)
  const { exitCode, log } = await build(workspace, containers, { 'bake-files': 'docker-bake.hcl' })
  expect(exitCode).toBe(1)
  expect(complaints(log)).toEqual([
    "Input 'bake-files': buildah does not support bake: remove this input, or build with buildx (remove 'builder')",
  ])
})

test('says how to get a builder that is not installed', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: forEach, ...hellos })
  await using containers = await openContainers(tools)
  const { log } = await build(
    workspace,
    containers,
    { images: 'registry.test/acme/app', push: 'false' },
    { PATH: '/usr/bin:/bin' }
  )
  expect(complaints(log)).toEqual([
    "buildah cannot be started. Install buildah before this step, or remove the input 'builder' to build with Docker.",
  ])
})

/** A folder with a buildah that notes its arguments and logins, and then runs the real one. */
async function recordingBuildah() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-recording-'))
  const record = join(folder.path, 'arguments')
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${record}'\ncat "$REGISTRY_AUTH_FILE" >> '${record}-logins'\nexec '${needTool(tools, 'buildah')}' "$@"\n`
  await writeFile(join(folder.path, 'buildah'), script)
  await chmod(join(folder.path, 'buildah'), 0o755)
  return {
    path: folder.path,
    logins: async () => await readFile(`${record}-logins`, 'utf8'),
    commands: async () => (await readFile(record, 'utf8')).trim().split('\n'),
    [Symbol.asyncDispose]: () => folder.remove(),
  }
}

test('passes secrets as files only, and shares its cache through a registry with a login', async () => {
  const htpasswd = { username: 'ann', password: 's3cret-of-ann' }
  await using guarded = await startRegistry({ program, htpasswd })
  await using recording = await recordingBuildah()
  const count = 'cat /run/secrets/one /run/secrets/two /run/secrets/three | wc -c > /count'
  const Dockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "ln", "-s", "busybox", "/bin/sh"]
RUN --mount=type=secret,id=one --mount=type=secret,id=two --mount=type=secret,id=three /bin/busybox sh -c "${count.replaceAll(/\b(cat|wc)\b/g, '/bin/busybox $1')}"
`
  await using workspace = await makeWorkspace({ Dockerfile, three: 'value-of-three' }, [needTool(tools, 'busybox')])
  const inputs = {
    images: `${guarded.host}/acme/app`,
    'registry-auth': `- registry: ${guarded.host}\n  username: ann\n  password: ${htpasswd.password}\n`,
    secrets: 'one=value-of-one',
    'secret-envs': 'two=SECOND',
    'secret-files': 'three=three',
    'cache-from': `${guarded.host}/acme/cache`,
    'cache-to': `type=registry,ref=${guarded.host}/acme/cache,mode=max`,
  }
  const runs = []
  for (const _ of ['first', 'second']) {
    await using containers = await openContainers(tools, [guarded.host])
    const PATH = [recording.path, containers.variables.PATH].join(delimiter)
    runs.push(await build(workspace, containers, inputs, { PATH, SECOND: 'value-of-two' }))
  }
  for (const { exitCode, log } of runs) expect(exitCode, log).toBe(0)
  const [first, second] = runs
  expect(second?.log).toContain('Using cache')
  expect(second?.outputs.digest).toBe(first?.outputs.digest)
  const commands = (await recording.commands()).join('\n')
  expect(commands).toContain('--secret=id=two,src=')
  for (const secret of ['value-of-one', 'value-of-two', 'value-of-three', htpasswd.password]) {
    expect(commands).not.toContain(secret)
    expect(first?.log).not.toContain(secret)
  }
})

test('tries a publication, and keeps an image for a later step, under its name in the storage as well', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: dockerfile, greeting: 'hello\n' }, [
    needTool(tools, 'busybox'),
  ])
  await using one = await startRegistry({ program })
  await using containers = await openContainers(tools)
  await using job = await startJob(workspace, { from: 'bundle', variables: containers.variables })
  const tags = `${one.host}/acme/app:1`
  const tried = await job.step('try', {
    inputs: { builder: 'podman', 'default-labels': 'none', tags, 'dry-run': 'true' },
  })
  expect(tried.exitCode, tried.log).toBe(0)
  expect((await one.requests()).filter(({ method }) => ['PUT', 'PATCH'].includes(method))).toEqual([])
  const kept = await job.step('build', {
    inputs: { builder: 'podman', 'default-labels': 'none', tags, push: 'false', 'keep-image': 'true', load: 'true' },
  })
  expect(kept.exitCode, kept.log).toBe(0)
  expect((await containers.left()).names).toEqual([tags])
  const published = await job.step('publish', { inputs: { source: 'previous', tags } })
  expect(published.exitCode, published.log).toBe(0)
  expect([published.outputs.digest, (await run(crane, ['digest', tags])).trim()]).toEqual([
    kept.outputs.digest,
    kept.outputs.digest,
  ])
})

test('two jobs build a part each, on machines of their own', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: forEach, ...hellos })
  await using one = await startRegistry({ program })
  await using service = await ArtifactService.start()
  const platforms = ['linux/amd64', 'linux/arm64']
  const results = await Promise.all(
    platforms.map(async (part) => {
      await using containers = await openContainers(tools)
      const inputs = { images: `${one.host}/acme/app`, platforms: platforms.join(), part }
      return await build(workspace, containers, inputs, { RUNNER_OS: 'Linux', ...service.job() })
    })
  )
  for (const { exitCode, log } of results) expect(exitCode, log).toBe(0)
  const { manifests } = await manifestAt(`${one.host}/acme/app:main`)
  expect(manifests.map((each: { platform: { architecture: string } }) => each.platform.architecture)).toEqual([
    'amd64',
    'arm64',
  ])
  await run(crane, ['validate', '--remote', `${one.host}/acme/app:main`])
})

test('builds a pull request from a fork without the logins of the step', async () => {
  await using workspace = await makeWorkspace({ Dockerfile: forEach, ...hellos })
  await using containers = await openContainers(tools)
  await using recording = await recordingBuildah()
  const { exitCode, log } = await runAction(workspace, {
    from: 'bundle',
    name: 'pull_request_target',
    event: { pull_request: { number: 7, head: { repo: { full_name: 'someone/app' } }, base: { ref: 'main' } } },
    inputs: {
      builder: 'buildah',
      platforms: 'linux/arm64',
      images: 'registry.test/acme/app',
      'registry-auth': '- registry: registry.test\n  username: ann\n  password: s3cret-of-ann\n',
      'default-labels': 'none',
    },
    variables: { ...containers.variables, PATH: [recording.path, containers.variables.PATH].join(delimiter) },
  })
  expect(exitCode, log).toBe(0)
  expect((await recording.commands())[0]).toContain('--platform=linux/arm64')
  expect(await recording.logins()).not.toContain('registry.test')
})
