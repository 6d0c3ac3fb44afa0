import { mkdtemp, mkdtempDisposable, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Buildx } from '../../src/builder/buildx/buildx.ts'
import { BuildWatch } from '../../src/builder/watch.ts'
import { addLogin, writeDockerConfig } from '../../src/credentials/builder-config.ts'
import type { Variables } from '../../src/environment.ts'
import type { Login } from '../../src/oci/distribution/login.ts'
import type { Required } from '../../src/plan/gate.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { publish } from '../../src/push/publish.ts'
import { openPushes } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import { buildImage } from '../../src/sources/built/build-image.ts'
import { plain as request } from '../builder/request.ts'
import { builderOf, type TestBuilder } from '../push/support/builder.ts'
import { type TestEnvironment, testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { registriesWith, targetOf, unshielded } from '../support/publish.ts'
import { putManifest } from '../support/registry/ask.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

const base = layer(200_000)
const old = image({ layers: [base, layer('old')] })
const app = image({ layers: [base, layer('app')] })
const { digest, size } = base.descriptor
let directory = ''

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'build-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
})

interface Run {
  readonly outcomes: readonly Outcome[]
  readonly environment: TestEnvironment
}

interface Options {
  readonly variables?: Variables
  readonly required?: Required
}

/** Builds and publishes as a run of the action does. */
async function run(builder: TestBuilder, references: readonly string[], options: Options = {}): Promise<Run> {
  const { variables = {}, required = 'all' } = options
  const environment = testEnvironment({ run: (command) => builder.run(command), temp: directory })
  const { signal } = environment
  const building = new AbortController()
  await using registries = registriesWith(environment)
  await using pushes = await openPushes(references.map(targetOf), {
    registries,
    mountFrom: [],
    elapsed: environment.elapsed,
    signal,
    onFailure: () => undefined,
  })
  const rules = { existing: 'overwrite', immutable: [] } as const
  await Promise.all(pushes.all.map((push) => warmUp(push, { beforeBuild: true, rules })))
  await using config = await mkdtempDisposable(join(tmpdir(), 'docker-'))
  const noLogins = { base: undefined, logins: new Map(), variables: {} }
  const written = await writeDockerConfig({ directory: config.path, ...noLogins })
  const buildx = new Buildx({
    environment,
    variables: { ...variables, ...written },
    addLogin: (registry: string, login: Login) => addLogin(config.path, registry, login),
    temp: directory,
    watch: new BuildWatch(),
    signal: building.signal,
  })
  const targets = pushes.all.map(({ target }) => target)
  const onMachineFailure = (error: Error) => building.abort(error)
  await using built = await buildImage({
    request,
    contents: pushes.contents,
    targets,
    builder: buildx,
    log: environment.log,
    directory,
    onMachineFailure,
  })
  const { log } = environment
  const release = [{ source: built, pushes: pushes.all }]
  const outcomes = await publish(release, { ...unshielded, required, log, rules, cancelled: signal })
  return { outcomes, environment }
}

function targets(...registries: readonly TestRegistry[]): readonly string[] {
  return registries.map(({ host }) => `${host}/o/app:v1`)
}

test('publishes what a builder pushes, which sends only what a target lacks', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  for (const registry of [one, two]) registry.put('o/app', old, 'v1')
  const builder = builderOf(() => app)
  const { outcomes } = await run(builder, targets(one, two))
  expect(outcomes.map(({ status, traffic }) => [status, traffic.kept.blobs, traffic.uploaded.blobs])).toEqual([
    ['published', 1, 2],
    ['published', 1, 2],
  ])
  expect(builder.outputs).toEqual(['image'])
  expect(builder.sent).toEqual([app.blobs.map((blob) => blob.digest).filter((each) => each !== digest)])
  for (const registry of [one, two]) {
    expect(registry.tags('o/app')).toEqual({ v1: app.root.digest })
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
  expect(await readdir(directory)).toEqual(['metadata.json'])
})

test.each([true, false])(
  'asks the builder again for what a registry turned out to lack (stubborn: %s)',
  async (stubborn) => {
    await using good = await startTestRegistry()
    await using liar = await startTestRegistry()
    for (const registry of [good, liar]) registry.put('o/app', old, 'v1')
    liar.claim('o/app', digest, size, { stubborn })
    const builder = builderOf(() => app)
    const { outcomes, environment } = await run(builder, targets(good, liar))
    expect(outcomes.map(({ status, error }) => [status, error])).toEqual([
      ['published', undefined],
      ['published', undefined],
    ])
    expect(builder.sent).toHaveLength(2)
    expect(builder.sent[1]).toEqual([digest])
    expect(environment.log.lines).toContain('Asking the builder again for blobs that a registry turned out to lack (1)')
    expect(liar.hasBlob('o/app', digest)).toBe(true)
    expect(good.entries.filter(({ route, method }) => method === 'PUT' && route.digest === digest)).toEqual([])
  }
)

test('stops asking a builder that does not send it', async () => {
  await using liar = await startTestRegistry()
  liar.put('o/app', old, 'v1')
  liar.claim('o/app', digest, size, { stubborn: true })
  await using good = await startTestRegistry()
  good.put('o/app', app)
  const builder = builderOf(() => ({ ...app, content: app.content.filter((each) => each !== base) }))
  const { outcomes } = await run(builder, targets(good, liar), { required: 'any' })
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'failed'])
  expect(outcomes[1]?.error?.message).toBe(
    `${liar.host}/o/app does not have ${digest}, and the builder did not send it. Build once with 'no-cache: true'.`
  )
  expect(builder.outputs).toHaveLength(3)
  expect(liar.tags('o/app')).toEqual({ v1: old.root.digest })
})

test('writes the published names to attestations, whatever the sink is called', async () => {
  await using registry = await startTestRegistry()
  const made = (name: string) => index([app, attestation(app, { form: 'image', name: `${name}@image?platform=linux` })])
  const [reference = ''] = targets(registry)
  const first = await run(builderOf(made), [reference])
  expect(first.outcomes[0]?.status).toBe('published')
  const read = (bytes: Uint8Array = Buffer.of()) => JSON.parse(Buffer.from(bytes).toString())
  const [, proof] = read(registry.manifest('o/app', 'v1')?.bytes).manifests
  const manifest = read(registry.manifest('o/app', proof.digest)?.bytes)
  const statement = read(registry.blob('o/app', manifest.layers[0].digest))
  expect(statement.subject[0].name).toBe(`pkg:docker/${registry.host}/o/app@v1?platform=linux`)
  expect(read(registry.blob('o/app', manifest.config.digest)).rootfs.diff_ids).toEqual([manifest.layers[0].digest])
  // The config and the layer of the image, and those of the attestation with the published names only.
  const uploads = registry.entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
  expect(uploads).toHaveLength(3 + 2)
  const again = await run(builderOf(made), [reference])
  expect(again.outcomes[0]?.tags[0]?.status).toBe('unchanged')
})

const evil = image({ layers: [base, layer('evil')] })

test("does not let another user of the machine who knows the sink's name replace the image", async () => {
  await using registry = await startTestRegistry()
  const answers: number[] = []
  const intrude = async (name: string) => {
    const [host = '', repository = ''] = name.split(/\/(.*):image$/s)
    for (const { descriptor, bytes } of evil.manifests) {
      const { status } = await putManifest(`http://${host}`, repository, 'image', bytes, descriptor.mediaType)
      answers.push(status)
    }
  }
  const builder = builderOf(() => app, { before: intrude, after: intrude })
  const { outcomes } = await run(builder, targets(registry))
  expect(answers).toEqual([401, 401])
  expect(outcomes[0]?.status).toBe('published')
  expect(registry.tags('o/app')).toEqual({ v1: app.root.digest })
  expect(registry.manifest('o/app', evil.root.digest)).toBeUndefined()
})

test.each(['through the sink', 'as files'])(
  'does not publish an image that came %s and is not the one that the builder reports',
  async (way) => {
    await using registry = await startTestRegistry()
    registry.put('o/app', old, 'v1')
    const builder = builderOf(() => evil, { says: app.root.digest })
    const variables = way === 'as files' ? { DOCKER_HOST: 'tcp://build.example:2376' } : {}
    const error = await run(builder, targets(registry), { variables }).catch((reason: Error) => reason)
    expect((error as Error).message).toBe(
      `The builder reported that it pushed ${app.root.digest}, but ${evil.root.digest} arrived, so nothing is published. Another program on this machine may have pushed instead: run the job again, on a machine that is not shared.`
    )
    expect(registry.tags('o/app')).toEqual({ v1: old.root.digest })
    expect(registry.manifest('o/app', evil.root.digest)).toBeUndefined()
  }
)

test('takes the image as files from a builder that cannot reach the sink', async () => {
  await using registry = await startTestRegistry()
  const failure = (name: string) =>
    name ? `ERROR: failed to push ${name}: dial tcp ${name.split('/')[0]}: connection refused` : undefined
  const builder = builderOf(() => app, { failure })
  const { outcomes } = await run(builder, targets(registry))
  expect([builder.outputs, outcomes[0]?.status]).toEqual([['image', 'oci'], 'published'])
})

test('does not try the sink with a builder on another machine', async () => {
  await using registry = await startTestRegistry()
  const builder = builderOf(() => app)
  const { outcomes } = await run(builder, targets(registry), {
    variables: { DOCKER_HOST: 'tcp://build.example:2376' },
  })
  expect([builder.outputs, outcomes[0]?.status]).toEqual([['oci'], 'published'])
})

test('publishes nothing and leaves nothing behind if the build fails', async () => {
  await using registry = await startTestRegistry()
  const builder = builderOf(() => app, { failure: () => 'ERROR: failed to build: exit code: 1' })
  await expect(run(builder, targets(registry))).rejects.toThrow('The build failed')
  expect(registry.tags('o/app')).toEqual({})
  expect(registry.sessions).toEqual([])
})

test('stops the build with one sentence if blobs cannot be buffered', async () => {
  await using registry = await startTestRegistry()
  const gone = { before: () => rm(directory, { recursive: true }) }
  // More than is kept in memory.
  const large = image({ layers: [layer(80 * 1024 * 1024)] })
  const builder = builderOf(() => large, gone)
  const error = await run(builder, targets(registry)).catch((reason: Error) => reason)
  directory = await mkdtemp(join(tmpdir(), 'build-'))
  expect((error as Error).message).toMatch(
    /^Blobs for the registries cannot be buffered in .*: ENOENT.*\. Free up disk space there\.$/
  )
})
