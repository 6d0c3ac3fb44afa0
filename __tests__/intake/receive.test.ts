import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { type Intake, sendTo, startIntake, until } from '../push/support/intake.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { ask, begin, chunk, finishing, putManifest, upload } from '../support/registry/ask.ts'
import { attestation } from '../support/registry/content/attestation.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'

const MiB = 1024 * 1024
const bytes = randomBytesOf(6 * MiB + 5, 1)
const digest = digestOf(bytes)
const buildkit = { headers: { 'user-agent': 'buildkit/v0.25' } }

function targets(...registries: readonly TestRegistry[]): readonly string[] {
  return registries.map(({ host }) => `${host}/o/app:v1`)
}

/** The uploads that reached a registry, with their sizes. */
function puts({ entries }: TestRegistry) {
  return entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
}

function arrived(registry: TestRegistry): number {
  return puts(registry).reduce((sum, entry) => sum + entry.bytes, 0)
}

/** Waits until the spool is empty. */
async function settled({ spool }: Intake): Promise<void> {
  await until(() => spool.size === 0)
}

test('sends a blob on to every target while it is still arriving', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  await using intake = await startIntake(targets(one, two))
  const sending = await sendTo(intake, digest, bytes.length)
  await sending.write(bytes.subarray(0, 3 * MiB))
  await until(() => arrived(one) > MiB && arrived(two) > MiB)
  expect([...puts(one), ...puts(two)].map(({ status }) => status)).toEqual(['pending', 'pending'])
  await sending.write(bytes.subarray(3 * MiB))
  expect(await sending.end()).toBe(201)
  await settled(intake)
  for (const registry of [one, two]) {
    expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(), bytes)).toBe(0)
    expect([registry.unexpected, registry.sessions]).toEqual([[], []])
  }
})

test('a target that reads nothing delays neither the builder nor another target', async () => {
  await using stuck = await startTestRegistry()
  await using quick = await startTestRegistry()
  stuck.fail({ method: 'PUT', kind: 'upload' }, { stopReadingAfter: 1 })
  await using intake = await startIntake(targets(stuck, quick))
  const { status } = await upload(intake.origin, intake.name, digest, bytes)
  expect(status).toBe(201)
  await until(() => quick.hasBlob('o/app', digest))
  expect([intake.spool.size, stuck.hasBlob('o/app', digest)]).toEqual([1, false])
})

test('waits once for a target that does not answer, not once for each blob', async () => {
  const patience = 2_000
  await using dead = await startTestRegistry()
  await using quick = await startTestRegistry()
  dead.fail({ kind: 'blob' }, 'stall', { times: 100 })
  await using intake = await startIntake(targets(dead, quick), { patience })
  const digests = Array.from({ length: 6 }, (_, each) => digestOf(Buffer.of(each)))
  const began = performance.now()
  for (const each of digests) {
    const blob = `${intake.origin}/v2/${intake.name}/blobs/${each}`
    expect((await ask('HEAD', blob, buildkit)).status).toBe(404)
  }
  // Waiting for each blob would take at least six times the patience.
  expect(performance.now() - began).toBeLessThan(6 * patience)
})

test('reads stale tags again during the last lookups of a build, so that nothing waits for it afterwards', async () => {
  await using registry = await startTestRegistry()
  let now = 0
  const environment = testEnvironment({ elapsed: () => now })
  await using intake = await startIntake(targets(registry), { environment })
  await intake.pushes[0]?.tags.read()
  const question = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  now += 6_000
  registry.put('o/app', image({ layers: [layer('other')] }), 'v1')
  for (let times = 0; times < 2; times++) expect((await ask('HEAD', question, buildkit)).status).toBe(404)
  await until(() => intake.pushes[0]?.tags.digests.length === 1)
  expect(registry.log.filter((line) => line.startsWith('HEAD manifest'))).toEqual([
    'HEAD manifest v1 404',
    'HEAD manifest v1 200',
  ])
})

test('does not blame the targets for a builder that disconnects, and accepts the blob again', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const broken = await sendTo(intake, digest, bytes.length)
  await broken.write(bytes.subarray(0, 3 * MiB))
  await until(() => arrived(registry) > MiB)
  broken.destroy()
  const { status } = await upload(intake.origin, intake.name, digest, bytes)
  expect(status).toBe(201)
  await settled(intake)
  expect(intake.pushes[0]?.failure).toBeUndefined()
  expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(), bytes)).toBe(0)
  await until(() => registry.sessions.length === 0)
  expect(intake.broken).toEqual([])
})

test('accepts a blob that is sent again before the first attempt was found to be broken', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const first = await sendTo(intake, digest, bytes.length)
  await first.write(bytes.subarray(0, 3 * MiB))
  await until(() => arrived(registry) > MiB)
  // The second request joins the upload of the first, whose content then ends.
  const again = upload(intake.origin, intake.name, digest, bytes)
  await until(() => intake.spool.size === 2)
  first.destroy()
  expect((await again).status).toBe(201)
  await settled(intake)
  expect(intake.pushes[0]?.failure).toBeUndefined()
  expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(), bytes)).toBe(0)
})

test.each([1, 300_000, bytes.length])(
  'does not forward the last of %i bytes if the digest does not match',
  async (size) => {
    await using registry = await startTestRegistry()
    await using intake = await startIntake(targets(registry))
    const sending = await sendTo(intake, digest, size)
    await sending.write(Buffer.alloc(size, 'x'))
    expect(await sending.end()).toBeGreaterThanOrEqual(400)
    await settled(intake)
    expect(puts(registry).every((entry) => entry.bytes < size && entry.status !== 201)).toBe(true)
    // Had the last byte been sent, the registry would have complained about more than a truncated request.
    expect(registry.unexpected.filter((sentence) => !sentence.includes('EOF'))).toEqual([])
    expect(intake.pushes[0]?.failure).toBeUndefined()
  }
)

test('sends a blob once to each target if it arrives several times at once', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  await using intake = await startIntake(targets(one, two))
  const send = () => upload(intake.origin, intake.name, digest, bytes)
  const answers = await Promise.all([send(), send(), send()])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  await settled(intake)
  await send()
  await settled(intake)
  expect([puts(one), puts(two)].map(({ length }) => length)).toEqual([1, 1])
})

test('answers 200 for a blob that it has received', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const blob = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  expect((await ask('HEAD', blob, buildkit)).status).toBe(404)
  await upload(intake.origin, intake.name, digest, bytes)
  expect((await ask('HEAD', blob, buildkit)).status).toBe(200)
})

test('answers 404 for a blob until every target has it', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  one.putBlob('o/app', bytes)
  await using intake = await startIntake(targets(one, two))
  const blob = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  expect((await ask('HEAD', blob, buildkit)).status).toBe(404)
  await upload(intake.origin, intake.name, digest, bytes)
  await settled(intake)
  expect([puts(one), puts(two)].map(({ length }) => length)).toEqual([0, 1])
  await using later = await startIntake(targets(one, two))
  const same = `${later.origin}/v2/${later.name}/blobs/${digest}`
  expect((await ask('HEAD', same, buildkit)).status).toBe(200)
})

test('accepts a blob that no target needs, and stores it nowhere', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spool-'))
  await using registry = await startTestRegistry()
  registry.putBlob('o/app', bytes)
  // A folder in which nothing can be stored.
  await using intake = await startIntake(targets(registry), { directory: join(directory, 'missing') })
  const blob = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  await ask('HEAD', blob, buildkit)
  expect((await upload(intake.origin, intake.name, digest, bytes)).status).toBe(201)
  const wrong = await upload(intake.origin, intake.name, digest, bytes.subarray(1))
  expect([wrong.status >= 400, intake.broken, puts(registry)]).toEqual([true, [], []])
  await rm(directory, { recursive: true })
})

test('ignores a failed target when asked for a blob', async () => {
  await using good = await startTestRegistry()
  await using bad = await startTestRegistry()
  good.putBlob('o/app', bytes)
  bad.fail({}, { status: 403 }, { times: 100 })
  await using intake = await startIntake(targets(good, bad))
  intake.pushes[1]?.fail(new Error('refused'))
  const blob = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  expect((await ask('HEAD', blob, buildkit)).status).toBe(200)
  expect(bad.entries).toEqual([])
})

test('forwards a blob whose digest is sent last once it is complete', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const location = await begin(intake.origin, intake.name)
  await chunk(location, 'abc', 0)
  await chunk(location, 'def', 3)
  const small = digestOf(Buffer.from('abcdefgh'))
  expect(puts(registry)).toEqual([])
  expect((await ask('PUT', finishing(location, small), { body: 'gh' })).status).toBe(201)
  await settled(intake)
  expect(Buffer.from(registry.blob('o/app', small) ?? []).toString()).toBe('abcdefgh')
})

test('forwards an empty blob', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const empty = digestOf(Buffer.of())
  expect((await upload(intake.origin, intake.name, empty, Buffer.of())).status).toBe(201)
  await settled(intake)
  expect(registry.blob('o/app', empty)).toHaveLength(0)
  const wrong = await sendTo(intake, digest, 0)
  expect(await wrong.end()).toBeGreaterThanOrEqual(400)
  expect([registry.unexpected, intake.pushes[0]?.failure]).toEqual([[], undefined])
})

test('leaves nothing on disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spool-'))
  await using registry = await startTestRegistry({ delay: 5 })
  await using intake = await startIntake(targets(registry), { directory })
  const sending = await sendTo(intake, digest, bytes.length)
  await sending.write(bytes.subarray(0, 3 * MiB))
  await until(() => intake.spool.size === 1)
  // Even now the file has no name, so that it disappears however the process ends.
  expect(await readdir(directory)).toEqual([])
  await sending.write(bytes.subarray(3 * MiB))
  await sending.end()
  await settled(intake)
  await rm(directory, { recursive: true })
})

test('holds attestations back until the names of the targets are known', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const app = image({ layers: [layer('app')] })
  const proof = attestation(app, { form: 'image', name: `127.0.0.1/${intake.name}@sha256` })
  const whole = index([app, proof])
  for (const { descriptor, bytes: content = new Uint8Array() } of whole.content) {
    const sending = await sendTo(intake, descriptor.digest, descriptor.size)
    // Byte by byte at first, because chunks may have any size.
    for (const byte of content.subarray(0, 20)) await sending.write(Buffer.of(byte))
    await sending.write(content.subarray(20))
    expect(await sending.end()).toBe(201)
  }
  const parts = proof.content.map(({ descriptor }) => descriptor.digest)
  await until(() => app.content.every(({ descriptor }) => registry.hasBlob('o/app', descriptor.digest)))
  expect(parts.map((part) => registry.hasBlob('o/app', part))).toEqual([false, false])
  expect(intake.spool.size).toBe(2)
  // The older copy is released when the part is sent again.
  for (const { descriptor, bytes: content = new Uint8Array() } of proof.content) {
    await upload(intake.origin, intake.name, descriptor.digest, content)
  }
  await until(() => intake.spool.size === 2)
  for (const part of proof.content) {
    const file = intake.receiver.attestationPart(part.descriptor.digest)
    const chunks = await Array.fromAsync(file?.read(0, file.size, new AbortController().signal) ?? [])
    expect(Buffer.compare(Buffer.concat(chunks), part.bytes ?? Buffer.of())).toBe(0)
  }
  await intake.receiver[Symbol.asyncDispose]()
  expect(intake.spool.size).toBe(0)
})

test('assembles the image from its manifests, in whatever order they arrived', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const whole = index([image({ layers: [layer('a')] }), image({ layers: [layer('b')] })])
  const [a, b, root] = whole.manifests
  await expect(intake.receiver.image()).rejects.toThrow('the builder succeeded but pushed no image')
  const mediaType = root?.descriptor.mediaType
  await putManifest(intake.origin, intake.name, 'image', root?.bytes ?? Buffer.of(), mediaType)
  await putManifest(intake.origin, intake.name, b?.descriptor.digest ?? '', b?.bytes ?? Buffer.of())
  await expect(intake.receiver.image()).rejects.toThrow(`without its manifest ${a?.descriptor.digest}`)
  await putManifest(intake.origin, intake.name, a?.descriptor.digest ?? '', a?.bytes ?? Buffer.of())
  const received = await intake.receiver.image()
  expect([received.root, received.blobs]).toEqual([whole.root, whole.blobs])
  expect(received.manifests.map(({ descriptor }) => descriptor)).toEqual(
    whole.manifests.map(({ descriptor }) => descriptor)
  )
})

test('keeps the configurations that pass through, but no other content, and no large ones', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const { content } = image({ layers: [layer('app')] })
  const large = Buffer.from(JSON.stringify({ padding: 'x'.repeat(MiB) }))
  for (const { bytes = Buffer.of() } of content) await upload(intake.origin, intake.name, digestOf(bytes), bytes)
  await upload(intake.origin, intake.name, digestOf(large), large)
  await settled(intake)
  const kept = content.map(({ descriptor }) => intake.receiver.config(descriptor.digest)?.size)
  expect(kept).toEqual([content[0]?.descriptor.size, undefined])
  expect(intake.receiver.config(digestOf(large))).toBeUndefined()
  expect(registry.blob('o/app', digestOf(large))?.length).toBe(large.length)
})
