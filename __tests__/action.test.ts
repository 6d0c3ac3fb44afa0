import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StepResult } from '../scripts/runner.ts'
import { startConnectProxy } from './support/connect-proxy.ts'
import { type FakeDocker, makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import type { Instructions } from './support/fake-docker/instructions.ts'
import { image, index, layer } from './support/images.ts'
import { issue, makeAuthority } from './support/registry/certificate.ts'
import { attestation } from './support/registry/content/attestation.ts'
import { writeArchive, writeLayout } from './support/registry/content/layout.ts'
import { startTestRegistry, type TestRegistry } from './support/registry/registry.ts'
import { Tokens } from './support/registry/tokens.ts'
import { type JobOptions, makeWorkspace, runAction } from './support/workspace.ts'

// The whole action as the runner starts it, with strict registries and a stand-in for the builder.

const base = layer('base')
const app = image({ layers: [base, layer('app')] })
const unreachable = '127.0.0.1:9'
const dockerfile = { Dockerfile: 'FROM scratch\nCOPY app /\n' }

interface Job extends Partial<JobOptions> {
  readonly files?: Readonly<Record<string, string>>
  readonly builder?: Partial<Instructions>
}

interface JobResult extends StepResult {
  readonly records: Awaited<ReturnType<FakeDocker['records']>>
  readonly sha: string
}

/** Runs the action in its own checkout. */
async function run({ files = dockerfile, builder = {}, variables, inputs = {}, ...job }: Job): Promise<JobResult> {
  await using docker = await makeFakeDocker(builder)
  await using workspace = await makeWorkspace(files)
  const all = { ...docker.variables, ...variables }
  const result = await runAction(workspace, { ...job, inputs, variables: all })
  return { ...result, records: await docker.records(), sha: workspace.sha }
}

/** The annotations, each after its level. */
function annotations({ log }: StepResult): readonly string[] {
  const found = log.matchAll(/^::(?<level>error|warning|notice)[^:]*::(?<message>.*)$/gm)
  return [...found].map(({ groups }) => `${groups?.level}: ${decodeURIComponent(groups?.message ?? '')}`)
}

/** The lines for human readers: no workflow commands, and no output of the builder. */
function linesOf({ log }: StepResult): readonly string[] {
  return log.split('\n').filter((line) => line !== '' && !/^(?:::|#\d|\[command\]|org\.opencontainers\.)/.test(line))
}

const outcomesOf = ({ outputs }: StepResult) =>
  (JSON.parse(outputs.result ?? '[]') as { target: string; status: string; error?: string }[]).map(
    ({ target, status }) => `${target} ${status}`
  )

/** The files that the step left behind, except for the bake files, which are outputs. */
function strayFiles({ leftovers }: StepResult): readonly string[] {
  return leftovers.filter((path) => !path.startsWith('bake-'))
}

/** The registries in the builder's configuration, except for the sink that it pushes to. */
function loginsIn({ records: [record] }: JobResult): object {
  const { auths = {} } = (record?.config ?? {}) as { readonly auths?: object }
  const sink = record?.args.map((arg) => /^--output=type=image,name=([^/]+)\/manifold\//.exec(arg)?.[1]).find(Boolean)
  return Object.fromEntries(Object.entries(auths).filter(([host]) => host !== sink))
}

/** The requests that change something at a registry. */
function writesAt({ log }: TestRegistry): readonly string[] {
  return log.filter((line) => /^(?:PUT|PATCH|POST)/.test(line))
}

const authOf = (host: string, password = 'secret') => ({ registry: host, username: 'ann', password })

describe.concurrent('a step publishes', () => {
  test("without any inputs: the repository to ghcr.io, with the job's token", async () => {
    const authority = makeAuthority()
    const tokens = new Tokens({ users: { ann: 'token-of-the-job' } })
    await using ghcr = await startTestRegistry({
      tls: issue(authority, { hosts: ['ghcr.io'] }),
      auth: { kind: 'bearer', tokens, realm: 'https://ghcr.io/token', service: 'ghcr.io' },
    })
    await using proxy = await startConnectProxy(ghcr.host)
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-authority-'))
    await writeFile(join(folder.path, 'ca.pem'), authority.cert)
    const result = await run({
      variables: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: join(folder.path, 'ca.pem') },
      inputs: { 'github-token': 'token-of-the-job' },
    })
    expect(result.exitCode, result.log).toBe(0)
    expect(ghcr.tags('acme/app')).toEqual({ main: app.root.digest })
    expect(new Set(proxy.asked)).toEqual(new Set(['ghcr.io:443']))
    expect(result.outputs).toMatchObject({
      digest: app.root.digest,
      image: `ghcr.io/acme/app@${app.root.digest}`,
      tags: 'ghcr.io/acme/app:main',
      'tag-names': 'main',
      version: 'main',
    })
    expect(ghcr.unexpected).toEqual([])
    expect(result.masked).toContain('token-of-the-job')
    expect(result.log).not.toContain('token-of-the-job')
    expect(result.records[0]?.config).toMatchObject({
      auths: { 'ghcr.io': { auth: Buffer.from('ann:token-of-the-job').toString('base64') } },
    })
  })

  test('without any inputs on Gitea: the repository to that server, without a token for ghcr.io', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic', users: { ann: 'token-of-the-job' } } })
    const variables = { GITEA_ACTIONS: 'true', GITHUB_SERVER_URL: `http://${registry.host}` }
    const result = await run({ variables, inputs: { 'github-token': 'token-of-the-job' } })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ main: app.root.digest })
    expect(loginsIn(result)).toEqual({
      [registry.host]: { auth: Buffer.from('ann:token-of-the-job').toString('base64') },
    })
  })

  test("on GitHub Enterprise Server: gives the builder the job's token for that server's registry only", async () => {
    const server = 'https://github.acme.example'
    const variables = { GITHUB_SERVER_URL: server, GITHUB_API_URL: `${server}/api/v3` }
    const result = await run({ variables, inputs: { 'github-token': 'token-of-the-job', push: 'false' } })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs.tags).toBe('containers.github.acme.example/acme/app:main')
    expect(result.records[0]?.config).toHaveProperty('auths', {
      'containers.github.acme.example': { auth: Buffer.from('ann:token-of-the-job').toString('base64') },
    })
  })

  test('without any inputs on an unknown server: asks for the name of the image', async () => {
    const result = await run({ variables: { GITHUB_SERVER_URL: 'https://git.example' } })
    expect(result.exitCode).toBe(1)
    expect(annotations(result)).toEqual([
      "error: Input 'images': name the image to publish: the container registry of https://git.example is not known",
    ])
    expect(result.records).toEqual([])
  })

  test('with the inputs of docker/build-push-action, unchanged', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const result = await run({
      inputs: {
        context: '.',
        push: 'true',
        tags: `${registry.host}/user/app:latest,${registry.host}/user/app:1.0.0`,
        'build-args': 'VERSION=1.0.0\n',
        labels: 'com.example.a=b',
        ...authOf(registry.host),
      },
    })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('user/app')).toEqual({ latest: app.root.digest, '1.0.0': app.root.digest })
    expect(result.records[0]?.args).toEqual(
      expect.arrayContaining(['--build-arg=VERSION=1.0.0', '--label=com.example.a=b', '.'])
    )
    const config = app.blobs[0]?.digest
    expect(result.outputs).toMatchObject({ digest: app.root.digest, imageid: config })
    expect(JSON.parse(result.outputs.metadata ?? '')).toMatchObject({
      'buildx.build.ref': 'default/default/x',
      'containerimage.config.digest': config,
      'containerimage.descriptor': {
        digest: app.root.digest,
        size: app.root.size,
        annotations: { 'config.digest': config },
      },
      'containerimage.digest': app.root.digest,
      'image.name': `${registry.host}/user/app:latest,${registry.host}/user/app:1.0.0`,
    })
    expect(registry.unexpected).toEqual([])
  })

  test('to two registries at once, and logs each phase and target', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    const result = await run({
      ref: 'refs/tags/v1.4.2',
      inputs: { images: `${one.host}/acme/app\n${two.host}/acme/other`, tags: 'type=semver,pattern={{version}}' },
    })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log.match(/^::group::.*$/gm)).toEqual(
      ['Name', 'Build', 'Push', 'Tags'].map((name) => `::group::${name}`)
    )
    expect(result.log.match(/^::endgroup::$/gm)).toHaveLength(4)
    const seconds = /\d+\.\d s/g
    // A slow machine also logs the progress of the uploads.
    const lines = linesOf(result).filter((line) => !/ B sent, /.test(line))
    expect(lines.map((line) => line.replaceAll(seconds, '0.0 s'))).toEqual([
      `${one.host}/acme/app: 1.4.2, latest`,
      `${two.host}/acme/other: 1.4.2, latest`,
      `${app.root.digest}: 1 manifest, 3 blobs (${app.blobs.reduce((sum, { size }) => sum + size, 0)} B)`,
      `${one.host}/acme/app: 1.4.2, latest published`,
      `${two.host}/acme/other: 1.4.2, latest published`,
      `✓ ${one.host}/acme/app: 3 uploaded (${app.blobs.reduce((sum, { size }) => sum + size, 0)} B), 0.0 s`,
      `✓ ${two.host}/acme/other: 3 uploaded (${app.blobs.reduce((sum, { size }) => sum + size, 0)} B), 0.0 s`,
      expect.stringMatching(/^linux\/amd64: \d+ B$/),
      `${one.host}/acme/app@${app.root.digest}`,
      `${two.host}/acme/other@${app.root.digest}`,
    ])
    for (const [registry, name] of [
      [one, 'acme/app'],
      [two, 'acme/other'],
    ] as const) {
      expect(registry.tags(name)).toEqual({ '1.4.2': app.root.digest, latest: app.root.digest })
      expect(registry.unexpected).toEqual([])
    }
    // No tag moves before the image is complete everywhere.
    const puts = [...one.entries, ...two.entries].filter(({ method }) => method === 'PUT')
    const isTag = ({ route }: (typeof puts)[number]) => route.reference !== undefined && !route.reference.includes(':')
    const content = puts.filter((entry) => !isTag(entry)).map(({ ended = Number.POSITIVE_INFINITY }) => ended)
    expect(Math.min(...puts.filter(isTag).map(({ began }) => began))).toBeGreaterThan(Math.max(...content))
    expect(result.summary).toContain(`${two.host}/acme/other:1.4.2@${app.root.digest}`)
    expect(result.summary).toContain(`docker pull ${one.host}/acme/app:1.4.2@${app.root.digest}`)
    expect(strayFiles(result)).toEqual([])
  })

  test('a hotfix without moving `latest`, because the registry has a higher version', async () => {
    await using registry = await startTestRegistry()
    registry.put('acme/app', image({ layers: [base] }), '2.0.0', 'latest')
    const before = registry.tags('acme/app').latest
    const inputs = {
      images: `${registry.host}/acme/app`,
      tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}},moving=highest',
      flavor: 'latest=highest',
    }
    const result = await run({ ref: 'refs/tags/v1.9.4', inputs })
    expect(result.exitCode, result.log).toBe(0)
    const { digest = '' } = app.root
    expect(registry.tags('acme/app')).toEqual({ '2.0.0': before, latest: before, '1.9.4': digest, 1: digest })
    expect(annotations(result)).toContain("notice: Tag 'latest' is not moved: 2.0.0 is higher than 1.9.4")
  })

  test('without a required target that is disabled, with a notice that no target is required', async () => {
    await using registry = await startTestRegistry()
    const inputs = {
      images: `name=${unreachable}/acme/app,enable=false\n${registry.host}/acme/app\n${unreachable}/acme/other`,
      tags: 'type=raw,value=1',
    }
    const result = await run({ inputs: { ...inputs, required: `${unreachable}/acme/app` } })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
    expect(annotations(result)).toEqual([
      "notice: None of the targets in 'required' is published in this run, so one successful target is enough",
      expect.stringMatching(/^warning: 127\.0\.0\.1:9\/acme\/other: /),
    ])
    const partly = await run({ inputs: { ...inputs, required: `${unreachable}/acme/app\n${registry.host}` } })
    expect(partly.exitCode, partly.log).toBe(0)
    expect(annotations(partly)).toEqual([expect.stringMatching(/^warning: /)])
  })

  test("another commit than the event's: labels describe the commit, tags the event, and a warning names both", async () => {
    await using registry = await startTestRegistry()
    const event = 'f'.repeat(40)
    const inputs = { images: `${registry.host}/acme/app`, tags: 'type=sha,format=long' }
    const result = await run({
      inputs,
      sha: event,
      event: { commits: [{ id: event, timestamp: '2026-03-01T00:00:00Z' }] },
    })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ [`sha-${event}`]: app.root.digest })
    const labels = result.records[0]?.args.filter((arg) => /^--label=.*\.(?:created|revision)=/.test(arg))
    expect(labels).toEqual([
      expect.not.stringContaining('2026-03-01'),
      `--label=org.opencontainers.image.revision=${result.sha}`,
    ])
    expect(annotations(result)).toEqual([
      expect.stringContaining(`warning: Commit ${result.sha} is checked out, but this run is for ${event}: `),
    ])
  })

  test('an image from a builder that computes digests while it sends', async () => {
    await using registry = await startTestRegistry()
    const result = await run({ builder: { manner: 'buildah' }, inputs: { tags: `${registry.host}/acme/app:1` } })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
    for (const { descriptor, bytes } of app.content) {
      expect(Buffer.from(registry.blob('acme/app', descriptor.digest) ?? [])).toEqual(Buffer.from(bytes ?? []))
    }
  })

  test('without the builder sending what the registry already has', async () => {
    await using registry = await startTestRegistry()
    registry.put('acme/app', image({ layers: [base] }), 'old')
    const result = await run({ inputs: { tags: `${registry.host}/acme/app:1` } })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.records[0]?.sent).toHaveLength(2)
    expect(result.records[0]?.sent).not.toContain(base.descriptor.digest)
    expect(linesOf(result).at(-3)).toMatch(/: 1 kept \(.*\), 2 uploaded \(/)
  })

  test.each<[string, Job]>([
    ['re-run', { variables: { GITHUB_RUN_ATTEMPT: '2' } }],
    ['asked to verify content', { inputs: { 'verify-content': 'true' } }],
  ])('over a damaged release when %s, and reports that it sent what was missing', async (_, job) => {
    await using registry = await startTestRegistry()
    registry.put('acme/app', app, 'v1')
    registry.lose('acme/app', base.descriptor.digest)
    const inputs = { images: `${registry.host}/acme/app`, tags: 'type=raw,value=v1', flavor: 'latest=false' }
    const result = await run({ ...job, inputs: { ...inputs, ...job.inputs } })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.hasBlob('acme/app', base.descriptor.digest)).toBe(true)
    expect(JSON.parse(result.outputs.result ?? '')).toMatchObject([
      { status: 'published', repaired: 1, tags: [{ tag: 'v1', status: 'unchanged', digest: app.root.digest }] },
    ])
    expect(result.log).toContain('1 missing part sent again')
  })

  test('from a builder that cannot reach the sink, by building again and exporting files', async () => {
    await using registry = await startTestRegistry()
    const result = await run({ builder: { isolated: true }, inputs: { tags: `${registry.host}/acme/app:1` } })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.records.map(({ end }) => end)).toEqual(['failed', 'done'])
    expect(result.records[1]?.args).toContainEqual(expect.stringMatching(/^--output=type=oci,tar=false,dest=/))
    expect(linesOf(result)).toContain(
      'The builder cannot reach this process on 127.0.0.1: building again, from its cache, and exporting to files'
    )
    expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
    expect(annotations(result)).toEqual([])
    expect(strayFiles(result)).toEqual([])
  })

  test('after asking the builder again for the one blob that a registry only claims to have', async () => {
    await using registry = await startTestRegistry()
    registry.claim('acme/app', base.descriptor.digest, base.descriptor.size)
    const result = await run({ inputs: { tags: `${registry.host}/acme/app:1` } })
    expect(result.exitCode, result.log).toBe(0)
    const [first, second, ...others] = result.records
    expect(first?.sent).not.toContain(base.descriptor.digest)
    expect(second?.sent).toEqual([base.descriptor.digest])
    expect(others).toEqual([])
    expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
    expect(registry.hasBlob('acme/app', base.descriptor.digest)).toBe(true)
  })

  test('attestations with the published names, and outputs with the digest that they are part of', async () => {
    await using registry = await startTestRegistry()
    const result = await run({
      builder: { attested: true },
      inputs: { tags: `${registry.host}/acme/app:1`, provenance: 'mode=max' },
    })
    expect(result.exitCode, result.log).toBe(0)
    const { digest = '' } = result.outputs
    expect(registry.tags('acme/app')).toEqual({ 1: digest })
    const index = JSON.parse(Buffer.from(registry.manifest('acme/app', digest)?.bytes ?? []).toString())
    const proof = JSON.parse(
      Buffer.from(registry.manifest('acme/app', index.manifests[1].digest)?.bytes ?? []).toString()
    )
    const statement = Buffer.from(registry.blob('acme/app', proof.layers[0].digest) ?? []).toString()
    expect(JSON.parse(statement).subject).toEqual([
      {
        name: `pkg:docker/${registry.host}/acme/app@1?platform=linux%2Famd64`,
        digest: { sha256: app.root.digest.slice('sha256:'.length) },
      },
    ])
    expect(index.manifests[1]).toMatchObject({ annotations: attestation(app).root.annotations })
    const metadata = JSON.parse(result.outputs.metadata ?? '')
    expect(metadata).toMatchObject({
      'containerimage.digest': digest,
      'containerimage.descriptor': { digest, mediaType: 'application/vnd.oci.image.index.v1+json' },
      'image.name': `${registry.host}/acme/app:1`,
    })
    expect(result.outputs.image).toBe(`${registry.host}/acme/app@${digest}`)
    // The sink's name appears nowhere.
    const shown = JSON.stringify([result.outputs, result.summary, statement])
    expect(shown).not.toMatch(/manifold\/[0-9a-f]{32}/)
  })
})

test('sets outputs to the existing image if only its attestations are new', async () => {
  await using registry = await startTestRegistry()
  const there = index([app, attestation(app, { name: 'an earlier build' })])
  registry.put('acme/app', there, '1.4.2')
  const result = await run({
    ref: 'refs/tags/v1.4.2',
    inputs: {
      images: `${registry.host}/acme/app`,
      tags: 'type=semver,pattern={{version}}',
      flavor: 'latest=false',
      'immutable-tags': '*.*.*',
      provenance: 'mode=max',
    },
    builder: { attested: true },
  })
  expect(result.exitCode, result.log).toBe(0)
  const { digest } = there.root
  expect(result.outputs).toMatchObject({ digest, image: `${registry.host}/acme/app@${digest}` })
  expect(JSON.parse(result.outputs.metadata ?? '')).toMatchObject({ 'containerimage.digest': digest })
  expect(result.log).toContain(`1.4.2 left at ${digest}: the same image except for its attestations`)
})

describe.concurrent('a step with an existing image', () => {
  async function layoutOf(folder: string): Promise<string> {
    await writeLayout(join(folder, 'image'), app)
    return `oci-layout:${join(folder, 'image')}`
  }

  test('publishes it to two registries unchanged, and starts no builder', async () => {
    await using one = await startTestRegistry()
    await using two = await startTestRegistry()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-source-'))
    await writeArchive(join(folder.path, 'image.tar'), app, { ref: 'v1' })
    const result = await run({
      files: { 'README.md': 'An image from elsewhere' },
      inputs: {
        source: `oci-archive:${join(folder.path, 'image.tar')}:v1`,
        tags: `${one.host}/acme/app:1,${two.host}/acme/app:1`,
      },
    })
    expect(result.exitCode, result.log).toBe(0)
    expect([one.tags('acme/app'), two.tags('acme/app')]).toEqual([{ 1: app.root.digest }, { 1: app.root.digest }])
    expect(result.outputs).toMatchObject({ digest: app.root.digest, imageid: app.blobs[0]?.digest, metadata: '' })
    expect(result.outputs.images?.split('\n')).toHaveLength(2)
    expect(result.records).toEqual([])
    expect([one.unexpected, two.unexpected]).toEqual([[], []])
  })

  test('reports what it would do in a dry run, and only reads the image with `push: false`', async () => {
    await using registry = await startTestRegistry()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-source-'))
    const inputs = { source: await layoutOf(folder.path), tags: `${registry.host}/acme/app:1` }
    const rehearsed = await run({ inputs: { ...inputs, 'dry-run': 'true' } })
    expect(rehearsed.exitCode, rehearsed.log).toBe(0)
    expect(linesOf(rehearsed)).toContain(`${registry.host}/acme/app: 1 would be published`)
    expect(writesAt(registry)).toEqual([])
    registry.clearLog()
    const only = await run({ inputs: { ...inputs, push: 'false' } })
    expect([only.exitCode, only.outputs.digest, registry.log]).toEqual([0, app.root.digest, []])
    expect(only.summary).toContain("\n\nNot pushed: the input 'push' is false.\n\n")
  })

  test('warns if its attestations have no subject, and says what to do', async () => {
    await using registry = await startTestRegistry()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-source-'))
    const proof = attestation(app, { isUnbound: true })
    await writeLayout(join(folder.path, 'image'), index([app, proof]))
    const source = `oci-layout:${join(folder.path, 'image')}`
    const result = await run({ inputs: { source, tags: `${registry.host}/acme/app:1` } })
    expect(result.exitCode, result.log).toBe(0)
    const statement = proof.blobs.find(({ mediaType }) => mediaType === 'application/vnd.in-toto+json')
    expect(annotations(result)).toEqual([
      `warning: The image has attestations without a subject, which cannot be used to verify it: ${statement?.digest}. Set the image's name in the builder: for buildx, 'name=' in the output`,
    ])
  })

  test('sends nothing if a required target cannot be reached', async () => {
    await using registry = await startTestRegistry()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-source-'))
    const inputs = { source: await layoutOf(folder.path), tags: `${registry.host}/acme/app:1,127.0.0.1:9/acme/app:1` }
    const result = await run({ inputs })
    expect(result.exitCode).toBe(1)
    expect(writesAt(registry)).toEqual([])
    expect(annotations(result)).toEqual([expect.stringContaining('127.0.0.1:9/acme/app: ')])
  })

  test('refuses inputs for a build, and an image that does not exist, with all errors at once', async () => {
    const inputs = {
      source: 'oci-layout:no-such',
      file: 'Dockerfile',
      'build-args': 'A=1',
      load: 'false',
      tags: 'a/b:1',
    }
    const result = await run({ inputs })
    expect(result.exitCode).toBe(1)
    const advice = "it has no effect with 'source', since nothing is built: remove it"
    expect(annotations(result).toSorted()).toEqual([
      `error: Input 'build-args': ${advice}`,
      `error: Input 'file': ${advice}`,
      "error: Input 'source': no-such does not exist. Does an earlier step of this job write or download it?",
    ])
    const unread = await run({ inputs: { source: 'docker:app' } })
    expect(annotations(unread)).toEqual([
      expect.stringMatching(/^error: Input 'source': write 'oci-layout:folder', .*, not 'docker:app'$/),
    ])
    const misnamed = await run({ inputs: { source: 'docker://ghcr.io/Acme/app:1', 'build-args': 'A=1' } })
    expect(annotations(misnamed)).toEqual([
      "error: Input 'source': 'ghcr.io/Acme/app:1' is not an image name like ghcr.io/owner/name:tag or ghcr.io/owner/name@sha256:…: names are lower case",
    ])
  })
})

describe.concurrent('a step', () => {
  test('fails if one of two registries is down, and tags nothing at the other', async () => {
    await using registry = await startTestRegistry()
    const result = await run({ inputs: { tags: `${registry.host}/acme/app:1\n${unreachable}/acme/app:1` } })
    expect(result.exitCode).toBe(1)
    expect(registry.tags('acme/app')).toEqual({})
    expect(annotations(result)).toEqual([
      expect.stringMatching(
        /^error: 127\.0\.0\.1:9\/acme\/app: .* the connection was refused \(ECONNREFUSED\)\. Check /
      ),
    ])
    expect(outcomesOf(result)).toEqual([`${registry.host}/acme/app withheld`, `${unreachable}/acme/app failed`])
    expect(strayFiles(result)).toEqual([])
  })

  test('succeeds with one of two registries down if any target is enough', async () => {
    await using registry = await startTestRegistry()
    const result = await run({
      inputs: { tags: `${registry.host}/acme/app:1\n${unreachable}/acme/app:1`, required: 'any' },
    })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest })
    expect(annotations(result)).toEqual([expect.stringMatching(/^warning: 127\.0\.0\.1:9\/acme\/app: /)])
    expect(outcomesOf(result)).toEqual([`${registry.host}/acme/app published`, `${unreachable}/acme/app failed`])
    expect(JSON.parse(result.outputs.metadata ?? '')['image.name']).toBe(`${registry.host}/acme/app:1`)
    expect(result.summary).toMatch(/^### ⚠️ Partly published: `127\.0\.0\.1:\d+\/acme\/app:1` \(1 of 2 targets\)$/m)
  })

  test.each([
    ['', 0, 'published', '⚠️ Published, but not every tag points at the image:', 'warning'],
    ['1', 1, 'failed', '❌ Not published:', 'error'],
  ])(
    'reports a tag that shows another image right after its write (immutable-tags: %j; exit code %i)',
    async (...row) => {
      const [immutable, exitCode, status, heading, level] = row
      await using registry = await startTestRegistry()
      const theirs = image({ layers: [layer('theirs')] })
      const where = () => {
        if (registry.tags('acme/app')[1] === app.root.digest) registry.put('acme/app', theirs, '1')
        return false
      }
      registry.fail({ method: 'HEAD', where }, { status: 500 }, { times: 1_000 })
      const result = await run({ inputs: { tags: `${registry.host}/acme/app:1`, 'immutable-tags': immutable } })
      expect(result.exitCode, result.log).toBe(exitCode)
      const [said] = annotations(result)
      expect(said).toMatch(
        new RegExp(`^${level}: .*accepted ${app.root.digest}, .* '1' \\(returns ${theirs.root.digest}`)
      )
      expect(annotations(result)).toHaveLength(1)
      expect(result.summary).toMatch(new RegExp(`^### ${heading} \`${registry.host}/acme/app:1\`$`, 'm'))
      expect(`${result.log}${result.summary}`).not.toMatch(/[✓✅]/)
      expect(outcomesOf(result)).toEqual([`${registry.host}/acme/app ${status}`])
      // The digest exists without a tag, and no tag is reported that shows another image.
      expect(result.outputs.image).toBe(status === 'published' ? `${registry.host}/acme/app@${app.root.digest}` : '')
      expect(result.outputs.metadata).not.toContain(`${registry.host}/acme/app:1`)
    }
  )

  test('fails with one sentence if the password is wrong, and stops the builder', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const result = await run({
      builder: { endless: true },
      inputs: { tags: `${registry.host}/acme/app:1`, ...authOf(registry.host, 'quite-wrong') },
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result)).toEqual([
      expect.stringMatching(
        /^error: 127\.0\.0\.1:\d+\/acme\/app: .* was refused: 401 UNAUTHORIZED: .*\. Check the username and password for 127\.0\.0\.1:\d+\.$/
      ),
    ])
    // The builder may not even have been started.
    expect(result.records.filter(({ end }) => end !== 'killed')).toEqual([])
    expect(result.masked).toContain('quite-wrong')
    expect(result.log).not.toContain('quite-wrong')
    expect(strayFiles(result)).toEqual([])
  })

  test('fails before the build ends if the push is refused, and stops the builder', async () => {
    const tokens = new Tokens()
    tokens.behave({ grant: (rights) => rights.filter((right) => right.endsWith(':pull')) })
    await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens, insufficient: 403 } })
    // Slow enough that the builder has started.
    registry.fail({ method: 'POST', kind: 'upload' }, { slow: 4_000 }, { times: 100 })
    const inputs = { tags: `${registry.host}/acme/app:1`, ...authOf(registry.host) }
    const result = await run({ builder: { endless: true }, inputs })
    expect(result.exitCode).toBe(1)
    expect(annotations(result)).toEqual([
      expect.stringMatching(
        /^error: 127\.0\.0\.1:\d+\/acme\/app: permission to push was refused: 403 DENIED: .* Check that 127\.0\.0\.1:\d+\/acme\/app exists, and that this user, .* may push to it/
      ),
    ])
    expect(result.records.map(({ end }) => end)).toEqual(['killed'])
    expect(result.log.split('\n')).toContain('Stopping the build: no target is left to publish to')
    expect(outcomesOf(result)).toEqual([`${registry.host}/acme/app failed`])
    expect(strayFiles(result)).toEqual([])
  })

  test('fails with an annotation of the Dockerfile if the build fails, and publishes nothing', async () => {
    await using registry = await startTestRegistry()
    const stderr = `#5 ERROR: process "x" did not complete successfully: exit code: 7
------
 > [2/2] RUN x:
0.10 x: missing option
------
Dockerfile.web:2
--------------------
   1 |     FROM scratch
   2 | >>> RUN x
--------------------
ERROR: failed to build: failed to solve: process "x" did not complete successfully: exit code: 7
`
    const result = await run({
      files: { 'docker/Dockerfile.web': 'FROM scratch\nRUN x\n' },
      builder: { prints: '#4 [1/2] COPY a /\n#4 CACHED\n#5 [2/2] RUN x', failure: { stderr, exitCode: 1 } },
      inputs: { tags: `${registry.host}/acme/app:1`, file: 'docker/Dockerfile.web' },
    })
    expect(result.exitCode).toBe(1)
    expect(result.log.match(/^::error.*$/gm)).toEqual([
      '::error file=docker/Dockerfile.web,line=2::The build failed at docker/Dockerfile.web:2: process "x" did not complete successfully: exit code: 7 (x: missing option).',
    ])
    expect(registry.entries.some(({ method }) => method === 'PUT')).toBe(false)
    expect(registry.sessions).toEqual([])
    expect(strayFiles(result)).toEqual([])
    // Later steps and readers of the job get what is known.
    const tag = `${registry.host}/acme/app:1`
    expect(result.outputs).toMatchObject({ tags: tag, 'tag-names': '1', version: '1', digest: '', image: '' })
    expect(JSON.parse(result.outputs.json ?? '')).toMatchObject({ tags: [tag], 'tag-names': ['1'] })
    expect(outcomesOf(result)).toEqual([`${registry.host}/acme/app withheld`])
    expect(result.summary).toMatch(/^### ❌ Build failed: `127\.0\.0\.1:\d+\/acme\/app:1`$/m)
    expect(result.summary).toContain('The build failed at `docker/Dockerfile.web:2`: process "x" did not complete')
    expect(result.summary).toContain('\nx: missing option\n\n   1 |     FROM scratch\n   2 | >>> RUN x\n')
    expect(result.summary).toMatch(/^\*\*Build:\*\* .+ s · 1 of 2 steps cached$/m)
  })

  test('fails before anything is started if inputs are invalid, with all errors at once', async () => {
    const result = await run({
      files: { README: 'no Dockerfile' },
      inputs: {
        tags: 'type=semver',
        platforms: 'linux amd64',
        push: 'maybe',
        required: '!',
        'registry-auth': '- registry: a.example\n  ca: no/such/file.pem\n',
        registry: 'not a host',
        username: 'ann',
        password: 'secret-of-ann',
        secrets: 'secret-without-a-name',
        file: 'docker/Dockerfile',
      },
    })
    expect(result.exitCode).toBe(1)
    const said = annotations(result)
    expect(said.map((line) => line.replace(/^error: (Input '[^']*').*$/, '$1')).toSorted()).toEqual([
      "Input 'file'",
      "Input 'platforms'",
      "Input 'push'",
      "Input 'registry'",
      "Input 'required'",
      "Input 'secrets'",
      "Input 'tags'",
    ])
    expect(result.records).toEqual([])
    expect(result.log).not.toMatch(/secret-(?:of-ann|without-a-name)/)
  })

  test('fails before anything is started if no target matches a required one, together with other errors', async () => {
    const inputs = {
      images: 'ghcr.io/acme/app\nname=acme/app,enable=false',
      tags: 'type=raw,value=1',
      required: 'ghcr\nghcr.io/acme/ap\ndocker.io/acme\nghcr.io',
      platforms: 'linux amd64',
    }
    const result = await run({ inputs })
    const advice = 'list registries, owners or images of these targets: ghcr.io/acme/app, docker.io/acme/app'
    expect(annotations(result)).toEqual([
      "error: Input 'platforms': write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks, not 'linux amd64'",
      `error: Input 'required': no target matches 'docker.io/library/ghcr': ${advice}`,
      `error: Input 'required': no target matches 'ghcr.io/acme/ap': ${advice}`,
    ])
    expect([result.exitCode, result.records]).toEqual([1, []])
  })

  test('fails if the Dockerfile does not exist, and asks whether the repository was checked out', async () => {
    const result = await run({ files: { README: '' }, inputs: { tags: '127.0.0.1:9/a/b:1' } })
    expect(annotations(result)).toEqual([
      "error: Input 'file': Dockerfile does not exist. Does actions/checkout run before this step?",
    ])
    expect([result.exitCode, result.records]).toEqual([1, []])
  })

  test('fails before anything is built if there is nothing to publish', async () => {
    const result = await run({
      inputs: { images: '127.0.0.1:9/acme/app', tags: 'type=semver,pattern={{version}}' },
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result).at(-1)).toBe(
      "error: Input 'tags': no rule produced a tag for 'push', so there is nothing to publish. Add a rule for it, such as type=ref,event=branch, or set 'push: false' for it"
    )
    expect(result.records).toEqual([])
  })

  test('fails if Docker is missing, and says what to install', async () => {
    await using registry = await startTestRegistry()
    const result = await run({
      variables: { PATH: '/no/such/folder', HOME: '/no/such/folder' },
      inputs: { tags: `${registry.host}/acme/app:1` },
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result)).toContain(
      'error: Docker cannot be started. Install Docker with buildx before this step.'
    )
  })
})

describe.concurrent('a step that does not publish', () => {
  const pullRequestOf = (repository: string) => ({
    pull_request: { number: 7, head: { repo: { full_name: repository } }, base: { ref: 'main' } },
  })
  const fork = pullRequestOf('someone/app')
  const own = pullRequestOf('acme/app')

  test('builds a pull request from a fork, with one notice, and succeeds', async () => {
    await using registry = await startTestRegistry()
    // Such a run has no secrets: the values that would hold them are empty.
    const auth = `- registry: ${registry.host}\n  username: ann\n  password: \n`
    const inputs = { images: `${registry.host}/acme/app`, 'registry-auth': auth, username: 'ann', secrets: 'TOKEN=\n' }
    const result = await run({ name: 'pull_request', ref: 'refs/pull/7/merge', event: fork, inputs })
    expect(result.exitCode, result.log).toBe(0)
    expect(annotations(result)).toEqual([
      "warning: Secret 'TOKEN' is not passed to the build, because it is empty",
      "notice: Built without the step's credentials, and not pushed: a pull request from a fork is not allowed to publish.",
    ])
    expect(registry.log).toEqual([])
    expect(result.records.map(({ end, args }) => [end, args.some((arg) => arg.startsWith('--output='))])).toEqual([
      ['done', false],
    ])
    expect(result.outputs).toMatchObject({ tags: `${registry.host}/acme/app:pr-7`, image: '', images: '' })
    expect(result.outputs.digest).toBe(app.root.digest)
    expect(result.summary).toMatch(/^### ✅ Built, not pushed: `127\.0\.0\.1:\d+\/acme\/app:pr-7`$/m)
    expect(result.summary).toContain('a pull request from a fork is not allowed to publish.')
    expect(result.summary).toContain(app.root.digest)
  })

  test.each([
    ['a build', {}, '#1 WARN: Rule: do not do this (line 2)', 0],
    ['a check', { call: 'check' }, 'WARNING: Rule - https://docs.docker.com/x\ndo not do this\nDockerfile:2', 1],
  ] as const)(
    'annotates the warnings of %s at their lines, and lists them in the summary',
    async (_, inputs, prints, exitCode) => {
      const stderr = 'Check complete, 1 warning has been found!\n'
      const builder = { prints, ...(exitCode > 0 && { failure: { stderr, exitCode } }) }
      const files = { 'app/Dockerfile': dockerfile.Dockerfile }
      const more = { context: 'app', tags: '127.0.0.1:9/acme/app:1', push: 'false' }
      const result = await run({ builder, files, inputs: { ...inputs, ...more } })
      expect(result.exitCode, result.log).toBe(exitCode)
      expect(result.log.match(/^::warning.*$/gm)).toEqual([
        '::warning file=app/Dockerfile,line=2::Rule: do not do this',
      ])
      expect(result.summary).toContain('- `app/Dockerfile:2`: Rule: do not do this\n')
      const title = exitCode > 0 ? '### ❌ Build check failed: `app/Dockerfile`' : '### ✅ Built, not pushed: `'
      expect(result.summary).toContain(title)
      const errors =
        exitCode > 0 ? [expect.stringMatching(/^::error::The build check found 1 warning in app\/Dockerfile/)] : null
      expect(result.log.match(/^::error.*$/gm)).toEqual(errors)
    }
  )

  test('writes no summary or annotations if DOCKER_BUILD_SUMMARY and DOCKER_BUILD_CHECKS_ANNOTATIONS are false', async () => {
    const variables = { DOCKER_BUILD_SUMMARY: 'false', DOCKER_BUILD_CHECKS_ANNOTATIONS: 'false' }
    const builder = { prints: '#1 WARN: Rule: do not do this (line 2)' }
    const result = await run({ builder, variables, inputs: { tags: '127.0.0.1:9/acme/app:1', push: 'false' } })
    expect([result.exitCode, result.summary, annotations(result)]).toEqual([0, '', []])
  })

  test.each<[string, Job, readonly string[]]>([
    ['a pull request from a fork without the credentials of the step', { event: fork }, []],
    ['a pull request from a fork without credentials with push: false', { event: fork, inputs: { push: 'false' } }, []],
    [
      "the repository's own pull request with credentials, which a base may need",
      { event: own, inputs: { push: 'false' } },
      ['one', 'ghcr', 'quay'],
    ],
  ])('on pull_request_target, builds %s', async (_, { event = {}, inputs: more = {} }, known) => {
    const inputs = {
      images: '127.0.0.1:9/acme/app',
      context: 'https://github.com/acme/app.git#refs/pull/7/merge',
      'registry-auth': '- registry: 127.0.0.1:9\n  username: ann\n  password: password-of-ann\n',
      'github-token': 'token-of-the-job',
      ...more,
    }
    const auths = { 'quay.io': { auth: 'YW5uOnF1YXk=' } }
    const variables = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) }
    const result = await run({ name: 'pull_request_target', event, inputs, variables })
    expect(result.exitCode, result.log).toBe(0)
    const [record, ...others] = result.records
    expect(others).toEqual([])
    const auth = (pair: string) => ({ auth: Buffer.from(pair).toString('base64') })
    const all = {
      one: ['127.0.0.1:9', auth('ann:password-of-ann')],
      ghcr: ['ghcr.io', auth('ann:token-of-the-job')],
      quay: ['quay.io', auth('ann:quay')],
    }
    const expected = Object.entries(all).filter(([name]) => known.includes(name))
    expect(record?.config).toHaveProperty('auths', Object.fromEntries(expected.map(([, entry]) => entry)))
    expect(record?.secrets).toEqual(known.length > 0 ? { 'GIT_AUTH_TOKEN.github.com': 'token-of-the-job' } : {})
    expect(Object.values(record?.variables ?? {})).not.toContain('token-of-the-job')
    const notices = annotations(result).filter((line) => line.includes("without the step's credentials"))
    expect(notices).toHaveLength(known.length > 0 ? 0 : 1)
    expect(result.masked).toEqual(expect.arrayContaining(['password-of-ann', 'token-of-the-job']))
  })

  test.each<[string, string, object]>([
    ['a pull request from a fork', 'pull_request_target', fork],
    ['a workflow run for a fork', 'workflow_run', { workflow_run: { head_repository: { full_name: 'someone/app' } } }],
    ['a workflow run for an unknown repository', 'workflow_run', { workflow_run: null }],
    ['a payload without its pull request', 'pull_request_target', { pull_request: null }],
    [
      'a comment on a pull request from an unknown repository',
      'issue_comment',
      { issue: { number: 7, pull_request: {} } },
    ],
    ['a comment without an issue', 'issue_comment', {}],
    ['a dispatch without a payload', 'repository_dispatch', {}],
  ])(
    'publishes nothing in any way, and writes no cache that trusted runs read, for %s (%s)',
    async (_, name, event) => {
      await using registry = await startTestRegistry()
      const image = `${registry.host}/acme/app`
      const inputs = {
        images: image,
        'cache-from': `type=gha\ntype=registry,ref=${image}:cache`,
        'cache-to': `"type=gha",mode=max,token=secret-of-the-cache\ntype=registry,ref=${image}:cache`,
        outputs: `type=local,dest=out\ntype=image,"name=${image}:evil",push=true`,
        'secret-envs': 'runtime=ACTIONS_RUNTIME_TOKEN',
      }
      const variables = {
        ACTIONS_RUNTIME_TOKEN: 'token-of-the-runner',
        ACTIONS_RESULTS_URL: 'https://results',
        ACTIONS_CACHE_URL: 'https://cache',
        ACTIONS_CACHE_SERVICE_V2: 'True',
      }
      const result = await run({ name, event, inputs, variables })
      expect(result.exitCode, result.log).toBe(0)
      const [record, ...others] = result.records
      expect(others).toEqual([])
      expect(record?.args.filter((arg) => /^--(?:output|cache-|secret)/.test(arg))).toEqual([
        `--cache-from=type=registry,ref=${image}:cache`,
        '--output=type=local,dest=out',
      ])
      expect(Object.keys(record?.variables ?? {}).filter((variable) => variable.startsWith('ACTIONS_'))).toEqual([])
      expect(registry.log).toEqual([])
      const left = `cache-from type=gha; cache-to type=gha; cache-to type=registry,ref=${image}:cache; outputs type=image,name=${image}:evil.`
      expect(annotations(result)).toContainEqual(expect.stringContaining(`trusted runs: ${left}`))
      expect(annotations(result).join()).not.toContain('secret-of-the-cache')
    }
  )

  test('keeps the cache of a pull request, which GitHub isolates, but pushes none of its outputs', async () => {
    const inputs = {
      images: '127.0.0.1:9/acme/app',
      'cache-from': 'type=gha',
      'cache-to': 'type=gha,mode=max',
      outputs: 'type=registry,name=127.0.0.1:9/acme/app:evil',
    }
    const variables = { ACTIONS_RUNTIME_TOKEN: 'token-of-the-runner', ACTIONS_RESULTS_URL: 'https://results' }
    const result = await run({ name: 'pull_request', ref: 'refs/pull/7/merge', event: fork, inputs, variables })
    expect(result.exitCode, result.log).toBe(0)
    const [record] = result.records
    expect(record?.args.filter((arg) => /^--(?:output|cache-)/.test(arg))).toEqual([
      '--cache-from=type=gha',
      '--cache-to=type=gha,mode=max,ignore-error=true',
    ])
    expect(record?.variables.ACTIONS_RUNTIME_TOKEN).toBe('token-of-the-runner')
    expect(annotations(result)).toEqual([
      expect.stringMatching(/ outputs type=registry,name=127\.0\.0\.1:9\/acme\/app:evil\.$/),
    ])
  })

  test('builds a push by Dependabot to its own branch, and publishes it only if allowed to', async () => {
    await using registry = await startTestRegistry()
    const job = { ref: 'refs/heads/dependabot/npm/x', variables: { GITHUB_ACTOR: 'dependabot[bot]' } }
    const inputs = { images: `${registry.host}/acme/app`, registry: registry.host, username: 'ann', password: '' }
    const built = await run({ ...job, inputs })
    expect(built.exitCode, built.log).toBe(0)
    expect(annotations(built)).toEqual([
      "notice: Built without the step's credentials, and not pushed: a Dependabot branch is not allowed to publish. To change this, set 'dependabot: publish'.",
    ])
    const published = await run({ ...job, inputs: { images: inputs.images, dependabot: 'publish' } })
    expect(published.exitCode, published.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ 'dependabot-npm-x': app.root.digest })
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['that is not set', {}, 'not set'],
    ['that is empty', { NPM: '' }, 'empty'],
  ])('does not pass on a secret from a variable %s, with a warning', async (_, variables, why) => {
    const result = await run({ inputs: { push: 'false', 'secret-envs': 'npm=NPM' }, variables })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.records[0]?.args.filter((arg) => arg.startsWith('--secret='))).toEqual([])
    expect(annotations(result)).toEqual([
      `warning: Secret 'npm' is not passed to the build, because it is empty: the variable NPM is ${why}`,
    ])
  })

  test('reads a source in a registry without credentials for a fork, and with them otherwise', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const app = image({ layers: [layer('app')] })
    registry.put('acme/app', app, 'rc')
    const inputs = {
      source: `docker://${registry.host}/acme/app:rc`,
      tags: `${registry.host}/acme/app:1`,
      'registry-auth': `- registry: ${registry.host}\n  username: ann\n  password: secret\n`,
    }
    const refused = await run({ name: 'pull_request_target', event: fork, inputs })
    expect(refused.exitCode).toBe(1)
    expect(refused.log).toContain(`The source docker://${registry.host}/acme/app:rc cannot be read`)
    expect(refused.log).toContain("Read without the step's credentials, and not pushed")
    expect(registry.entries.filter(({ authorization }) => authorization !== undefined)).toEqual([])
    registry.authorize({ kind: 'basic', anonymousPull: true })
    const read = await run({ name: 'pull_request_target', event: fork, inputs })
    expect([read.exitCode, read.outputs.digest]).toEqual([0, app.root.digest])
    expect(registry.entries.filter(({ authorization }) => authorization !== undefined)).toEqual([])
    registry.authorize({ kind: 'basic' })
    expect((await run({ inputs })).exitCode).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ rc: app.root.digest, 1: app.root.digest })
  })

  test('does not sign in for a fork, not even to list versions', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    registry.put('acme/app', image({ layers: [base] }), '2.0.0')
    const inputs = {
      images: `${registry.host}/acme/app`,
      tags: 'type=semver,pattern={{major}},value=v1.2.3,moving=highest',
      ...authOf(registry.host),
    }
    const result = await run({ name: 'pull_request_target', event: fork, inputs })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.log).toEqual([])
    expect(annotations(result)).toContain("notice: Tag '1' is not moved: the existing versions could not be listed")
  })

  test('passes no input of the step to the build by its variable', async () => {
    const inputs = {
      push: 'false',
      'github-token': 'token-of-the-job',
      password: 'password-of-ann',
      'build-args': 'INPUT_PASSWORD\n',
      'secret-envs': 'a=INPUT_GITHUB-TOKEN\nb=INPUT_PASSWORD',
    }
    const result = await run({ inputs })
    const values = Object.values(result.records[0]?.variables ?? {}).join()
    expect(values).not.toMatch(/token-of-the-job|password-of-ann/)
    expect(result.records.flatMap(({ args }) => args).filter((arg) => arg.startsWith('--secret='))).toEqual([])
  })

  test('requires both halves of a login if the login is needed', async () => {
    const inputs = { tags: '127.0.0.1:9/acme/app:1', registry: '127.0.0.1:9', username: 'ann' }
    const result = await run({ inputs })
    expect(result.exitCode).toBe(1)
    expect(annotations(result)).toEqual([
      "error: Input 'password': it is empty, but is needed to sign in to 127.0.0.1:9. A secret is empty if it does not exist or is not available to this event",
    ])
    expect(result.records).toEqual([])
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    ['push: false', { push: 'false' }],
    ['a call', { call: 'check' }],
  ])('%s: only runs the builder', async (_, more) => {
    await using registry = await startTestRegistry()
    const inputs = { tags: `${registry.host}/acme/app:1`, outputs: 'type=local,dest=out', ...more }
    const result = await run({ inputs })
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.log).toEqual([])
    expect(annotations(result)).toEqual([])
    const asked = result.records.map(({ args }) => args.filter((arg) => /^--(?:output|call)=/.test(arg)))
    expect(asked).toEqual([[...('call' in more ? ['--call=check'] : []), '--output=type=local,dest=out']])
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    ['load', { load: 'true' }],
    ['files', { outputs: 'type=local,dest=out' }],
    ['an archive', { outputs: 'type=docker,dest=out' }],
  ])('with only %s, publishes no image under a name that the workflow does not contain', async (_, inputs) => {
    await using ghcr = await startTestRegistry()
    await using proxy = await startConnectProxy(ghcr.host)
    const result = await run({ inputs, variables: { HTTPS_PROXY: proxy.url } })
    expect(result.exitCode, result.log).toBe(0)
    expect(proxy.asked).toEqual([])
    expect(result.records).toHaveLength(1)
    expect(linesOf(result)).toContain(
      "Nothing is published: neither 'images' nor 'tags' names an image, and the build has other outputs"
    )
  })

  test('fails before the build if an image comes from a variable that is not set', async () => {
    const result = await run({ inputs: { images: '', tags: 'user/app:1' } })
    expect(annotations(result)).toEqual([
      "error: Input 'images': the value is empty. Set the variable that it comes from, or omit the input",
    ])
    expect([result.exitCode, result.records]).toEqual([1, []])
  })

  test('fails if the workflow says `push: true` but names no image', async () => {
    const result = await run({ inputs: { push: 'true', load: 'true' } })
    expect([result.exitCode, result.records]).toEqual([1, []])
    expect(annotations(result)).toEqual([
      "error: Input 'push': there is nothing to push: neither 'images' nor 'tags' names an image, and the build has other outputs",
    ])
  })

  test("rejects Docker's recipe for distributed builds, and says what to do instead", async () => {
    const outputs = 'type=image,name=user/app,push-by-digest=true,name-canonical=true,push=true'
    const result = await run({ inputs: { outputs } })
    expect([result.exitCode, result.records]).toEqual([1, []])
    expect(annotations(result)).toEqual([expect.stringContaining("Input 'outputs': 'push-by-digest' leaves the tags")])
  })

  test('builds in a dry run, reports what would be published, and changes nothing', async () => {
    await using registry = await startTestRegistry()
    registry.put('acme/app', image({ layers: [base] }), 'old')
    const inputs = { tags: `${registry.host}/acme/app:1,${registry.host}/acme/app:old`, 'dry-run': 'true' }
    const result = await run({ inputs })
    expect(result.exitCode, result.log).toBe(0)
    expect(Object.keys(registry.tags('acme/app'))).toEqual(['old'])
    // The right to push is proved with a session, which is then cancelled.
    expect(writesAt(registry)).toEqual(['POST upload 202'])
    expect(registry.sessions).toEqual([])
    expect(linesOf(result)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^✓ .*\/acme\/app: 1 kept \(.*\), 2 to upload \(/),
        `${registry.host}/acme/app: 1, old would be published`,
      ])
    )
    expect(result.outputs).toMatchObject({ image: '', images: '' })
    expect(outcomesOf(result)).toEqual([`${registry.host}/acme/app planned`])
    expect(result.summary).toMatch(/^### 📝 Dry run, nothing was published: `127\.0\.0\.1:\d+\/acme\/app:1`$/m)
  })
})

describe.concurrent('a step that is cancelled', () => {
  test('during the build stops the builder, and leaves nothing behind', async () => {
    await using registry = await startTestRegistry()
    const result = await run({ builder: { cancelled: true }, inputs: { tags: `${registry.host}/acme/app:1` } })
    expect(result.exitCode).toBe(1)
    expect(annotations(result)).toEqual(['error: The step was cancelled (SIGINT)'])
    expect(result.records.map(({ end }) => end)).toEqual(['killed'])
    expect(registry.tags('acme/app')).toEqual({})
    expect(strayFiles(result)).toEqual([])
  })

  test('during the upload moves no tag', async () => {
    await using registry = await startTestRegistry()
    await using docker = await makeFakeDocker()
    await using workspace = await makeWorkspace(dockerfile)
    // The last part of the content never finishes.
    registry.fail({ method: 'PUT', kind: 'manifest' }, 'stall', { times: 100 })
    const inputs = { images: `${registry.host}/acme/app\n${registry.host}/acme/other`, tags: 'type=raw,value=1' }
    const running = runAction(workspace, { inputs, variables: docker.variables })
    while (!registry.entries.some(({ method, route }) => method === 'PUT' && route.kind === 'manifest')) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const [record] = await docker.records()
    process.kill(record?.parent ?? 0, 'SIGINT')
    const result = await running
    expect(result.exitCode).toBe(1)
    expect([registry.tags('acme/app'), registry.tags('acme/other')]).toEqual([{}, {}])
    expect(strayFiles(result)).toEqual([])
  })

  test('while tags are being moved moves them all, rather than half of them', async () => {
    await using registry = await startTestRegistry()
    await using docker = await makeFakeDocker()
    await using workspace = await makeWorkspace(dockerfile)
    registry.fail({ method: 'PUT', kind: 'manifest', reference: '2' }, { slow: 1_000 })
    const inputs = { images: `${registry.host}/acme/app`, tags: 'type=raw,value=1\ntype=raw,value=2' }
    const running = runAction(workspace, { inputs, variables: docker.variables })
    while (!registry.entries.some(({ method, route }) => method === 'PUT' && route.reference === '2')) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const [record] = await docker.records()
    process.kill(record?.parent ?? 0, 'SIGINT')
    const result = await running
    expect(result.exitCode, result.log).toBe(0)
    expect(registry.tags('acme/app')).toEqual({ 1: app.root.digest, 2: app.root.digest })
  })
})

test("leaves no secret in the log, in arguments, in the builder's environment, or on disk", async () => {
  await using registry = await startTestRegistry({ auth: { kind: 'basic', users: { ann: 'password-of-ann' } } })
  const secrets = {
    'password-of-ann': '',
    'value-of-npm': '',
    'first-line': '',
    'second-line': '',
    'token-of-the-job': '',
  }
  const result = await run({
    variables: {
      ACTIONS_RUNTIME_TOKEN: 'token-of-the-runner',
      GITHUB_TOKEN: 'token-of-the-env',
      AWS_TOKEN: 'value-of-aws',
    },
    inputs: {
      tags: `${registry.host}/acme/app:1`,
      'registry-auth': `- registry: ${registry.host}\n  username: ann\n  password: password-of-ann\n`,
      secrets: 'npm=value-of-npm\n"key=first-line\nsecond-line\n"',
      'secret-envs': 'aws=AWS_TOKEN',
      'github-token': 'token-of-the-job',
    },
  })
  expect(result.exitCode, result.log).toBe(0)
  const [record] = result.records
  expect(record?.secrets).toEqual({ npm: 'value-of-npm', key: 'first-line\nsecond-line\n' })
  expect(record?.args).toContain('--secret=id=aws,env=AWS_TOKEN')
  expect(record?.variables.AWS_TOKEN).toBe('value-of-aws')
  const names = Object.keys(record?.variables ?? {}).filter((name) =>
    /^(?:INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN)/.test(name)
  )
  expect(names).toEqual([])
  const shown = [result.log, result.summary, record?.args, result.outputs]
    .map((each) => JSON.stringify(each))
    .join('\n')
  const pair = Buffer.from('ann:password-of-ann').toString('base64')
  for (const secret of [...Object.keys(secrets), 'token-of-the-runner', 'token-of-the-env', 'value-of-aws', pair]) {
    expect(shown, secret).not.toContain(secret)
  }
  for (const secret of Object.keys(secrets)) expect(result.masked, secret).toContain(secret)
  expect(strayFiles(result)).toEqual([])
})

test("gives the sink's password only to the builder's own configuration", async () => {
  await using registry = await startTestRegistry()
  const result = await run({ inputs: { tags: `${registry.host}/acme/app:1` } })
  expect(result.exitCode, result.log).toBe(0)
  const [record] = result.records
  const { auths = {} } = (record?.config ?? {}) as { auths?: Readonly<Record<string, { readonly auth: string }>> }
  const [[host = '', { auth = '' } = {}] = []] = Object.entries(auths)
  expect(record?.args.join(' ')).toContain(`name=${host}/manifold/`)
  const [, password = ''] = Buffer.from(auth, 'base64').toString().split(':')
  expect(password).toMatch(/^[0-9a-f]{64}$/)
  expect(result.masked).toEqual(expect.arrayContaining([password, auth]))
  const shown = JSON.stringify([result.log, result.summary, result.outputs, record?.args, record?.variables])
  for (const secret of [password, auth]) expect(shown).not.toContain(secret)
})
