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

/** The uploads that reached a registry, with how much of each. */
function puts({ entries }: TestRegistry) {
  return entries.filter(({ method, route }) => method === 'PUT' && route.kind === 'upload')
}

function arrived(registry: TestRegistry): number {
  return puts(registry).reduce((sum, entry) => sum + entry.bytes, 0)
}

/** Waits until nothing is on its way any more. */
async function settled({ spool }: Intake): Promise<void> {
  await until(() => spool.size === 0)
}

test('a blob goes on to every target while it still arrives', async () => {
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

test('a target that reads nothing holds up neither the builder nor another target', async () => {
  await using stuck = await startTestRegistry()
  await using quick = await startTestRegistry()
  stuck.fail({ method: 'PUT', kind: 'upload' }, { stopReadingAfter: 1 })
  await using intake = await startIntake(targets(stuck, quick))
  const { status } = await upload(intake.origin, intake.name, digest, bytes)
  expect(status).toBe(201)
  await until(() => quick.hasBlob('o/app', digest))
  expect([intake.spool.size, stuck.hasBlob('o/app', digest)]).toEqual([1, false])
})

test('a target that does not answer is waited for once, not for every blob', async () => {
  await using dead = await startTestRegistry()
  await using quick = await startTestRegistry()
  dead.fail({ kind: 'blob' }, 'stall', { times: 100 })
  await using intake = await startIntake(targets(dead, quick), { patience: 300 })
  const digests = Array.from({ length: 6 }, (_, each) => digestOf(Buffer.of(each)))
  const began = performance.now()
  for (const each of digests) {
    const blob = `${intake.origin}/v2/${intake.name}/blobs/${each}`
    expect((await ask('HEAD', blob, buildkit)).status).toBe(404)
  }
  // Six times the patience is what waiting for each would take, at the least.
  expect(performance.now() - began).toBeLessThan(6 * 300)
})

test('what tags point at is asked again when the build is done, so that nobody waits for that afterwards', async () => {
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

test('a sender that broke off is no fault of the targets, and may come again', async () => {
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

test('a sender that comes again before its first try is seen to have broken off', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const first = await sendTo(intake, digest, bytes.length)
  await first.write(bytes.subarray(0, 3 * MiB))
  await until(() => arrived(registry) > MiB)
  // The second joins the upload of the first, whose content then ends.
  const again = upload(intake.origin, intake.name, digest, bytes)
  await until(() => intake.spool.size === 2)
  first.destroy()
  expect((await again).status).toBe(201)
  await settled(intake)
  expect(intake.pushes[0]?.failure).toBeUndefined()
  expect(Buffer.compare(registry.blob('o/app', digest) ?? Buffer.of(), bytes)).toBe(0)
})

test.each([1, 300_000, bytes.length])(
  'the last of %i bytes never goes out under a digest that is not theirs',
  async (size) => {
    await using registry = await startTestRegistry()
    await using intake = await startIntake(targets(registry))
    const sending = await sendTo(intake, digest, size)
    await sending.write(Buffer.alloc(size, 'x'))
    expect(await sending.end()).toBeGreaterThanOrEqual(400)
    await settled(intake)
    expect(puts(registry).every((entry) => entry.bytes < size && entry.status !== 201)).toBe(true)
    // Had the last byte gone out, the registry would have objected to more than to a request that ends too early.
    expect(registry.unexpected.filter((sentence) => !sentence.includes('EOF'))).toEqual([])
    expect(intake.pushes[0]?.failure).toBeUndefined()
  }
)

test('a blob that is sent twice at once goes to each target once', async () => {
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

test('a blob that came is said to be there', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const blob = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  expect((await ask('HEAD', blob, buildkit)).status).toBe(404)
  await upload(intake.origin, intake.name, digest, bytes)
  expect((await ask('HEAD', blob, buildkit)).status).toBe(200)
})

test('a blob is needed until every target has it', async () => {
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

test('a blob that nobody needs is taken and kept nowhere', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spool-'))
  await using registry = await startTestRegistry()
  registry.putBlob('o/app', bytes)
  // A folder in which nothing could be kept.
  await using intake = await startIntake(targets(registry), { directory: join(directory, 'missing') })
  const blob = `${intake.origin}/v2/${intake.name}/blobs/${digest}`
  await ask('HEAD', blob, buildkit)
  expect((await upload(intake.origin, intake.name, digest, bytes)).status).toBe(201)
  const wrong = await upload(intake.origin, intake.name, digest, bytes.subarray(1))
  expect([wrong.status >= 400, intake.broken, puts(registry)]).toEqual([true, [], []])
  await rm(directory, { recursive: true })
})

test('a failed target needs nothing', async () => {
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

test('a blob whose digest is said last goes out when it is whole', async () => {
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

test('an empty blob goes out, too', async () => {
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

test('nothing of what passed through is left on the disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spool-'))
  await using registry = await startTestRegistry({ delay: 5 })
  await using intake = await startIntake(targets(registry), { directory })
  const sending = await sendTo(intake, digest, bytes.length)
  await sending.write(bytes.subarray(0, 3 * MiB))
  await until(() => intake.spool.size === 1)
  // The file has no name even now, so that it is gone however the process ends.
  expect(await readdir(directory)).toEqual([])
  await sending.write(bytes.subarray(3 * MiB))
  await sending.end()
  await settled(intake)
  await rm(directory, { recursive: true })
})

test('parts of attestations wait until it is known how the targets are called', async () => {
  await using registry = await startTestRegistry()
  await using intake = await startIntake(targets(registry))
  const app = image({ layers: [layer('app')] })
  const proof = attestation(app, { form: 'image', name: `127.0.0.1/${intake.name}@sha256` })
  const whole = index([app, proof])
  for (const { descriptor, bytes: content = new Uint8Array() } of whole.content) {
    const sending = await sendTo(intake, descriptor.digest, descriptor.size)
    // Byte by byte at first, as nothing says where a sender cuts.
    for (const byte of content.subarray(0, 20)) await sending.write(Buffer.of(byte))
    await sending.write(content.subarray(20))
    expect(await sending.end()).toBe(201)
  }
  const parts = proof.content.map(({ descriptor }) => descriptor.digest)
  await until(() => app.content.every(({ descriptor }) => registry.hasBlob('o/app', descriptor.digest)))
  expect(parts.map((part) => registry.hasBlob('o/app', part))).toEqual([false, false])
  expect(intake.spool.size).toBe(2)
  // Sent again, the older copy is let go.
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

test('the image is what the manifests say, whatever order they came in', async () => {
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
