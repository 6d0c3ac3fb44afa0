import { expect, test } from 'vitest'
import { type Digest, digester } from '../../src/oci/digest.ts'
import { startChild } from '../push/support/child.ts'
import { sendTo } from '../push/support/intake.ts'
import { randomBytesOf } from '../support/registry/content/random.ts'

const MiB = 1024 * 1024
/** Every piece of a blob is these bytes, which costs the sender little. */
const piece = randomBytesOf(MiB, 1)

function digestOfPieces(count: number): Digest {
  const all = digester()
  for (let left = count; left > 0; left--) all.update(piece)
  return all.digest()
}

interface Report {
  readonly broken: readonly string[]
  readonly failures: readonly (string | null)[]
  readonly peakMegabytes: number
}

test('uses the same amount of memory, however much is sent to however many registries', {
  timeout: 120_000,
}, async () => {
  const pieces = 512
  // Without the memory that Node needs to compile TypeScript.
  await using compiling = startChild('relay.ts', [])
  await compiling.next()
  compiling.finish()
  await compiling.end()
  await using registries = startChild('registries.ts', ['3'])
  const hosts = await registries.next<readonly string[]>()
  await using relay = startChild(
    'relay.ts',
    hosts.map((host) => `${host}/o/app:v1`)
  )
  const place = await relay.next<{ origin: string; name: string }>()
  const digest = digestOfPieces(pieces)
  const sending = await sendTo(place, digest, pieces * MiB)
  for (let left = pieces; left > 0; left--) await sending.write(piece)
  expect(await sending.end()).toBe(201)
  relay.finish()
  const { broken, failures, peakMegabytes } = await relay.next<Report>()
  expect([broken, failures]).toEqual([[], [null, null, null]])
  expect(peakMegabytes).toBeLessThan(200)
  registries.finish()
  expect(await registries.next()).toEqual([[digest], [digest], [digest]])
})

test('reports a full disk in one sentence, and does not blame the registries', async () => {
  const pieces = 96
  await using registries = startChild('registries.ts', ['1'])
  const [host] = await registries.next<readonly string[]>()
  // In blocks of 512 bytes, or of 1024 in some shells: no file grows beyond a few MiB.
  await using relay = startChild('relay.ts', [`${host}/o/app:v1`], 'ulimit -f 8192')
  const place = await relay.next<{ origin: string; name: string }>()
  const sending = await sendTo(place, digestOfPieces(pieces), pieces * MiB)
  const sent = (async () => {
    for (let left = pieces; left > 0; left--) await sending.write(piece)
    return await sending.end()
  })()
  expect(await sent.catch(() => 'cut off')).not.toBe(201)
  relay.finish()
  const { broken, failures } = await relay.next<Report>()
  expect(broken).toEqual([
    expect.stringMatching(
      /^Blobs for the registries cannot be buffered in .*: EFBIG: file too large.*\. Free up disk space there\.$/
    ),
  ])
  expect(failures).toEqual([null])
  registries.finish()
  expect(await registries.next()).toEqual([[]])
})
