import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { BlobRecipient } from '../../src/intake/blob-recipient.ts'
import { Receiver } from '../../src/intake/receive.ts'
import { SharedArrivals } from '../../src/intake/shared-arrivals.ts'
import { Spool } from '../../src/intake/spool/spool.ts'
import { digestOf } from '../../src/oci/digest.ts'

const bytes = Buffer.alloc(100_000, 'a layer')
const blob = { digest: digestOf(bytes), size: bytes.length }

/** A target without any blob. `got` are the digests that it was handed whole. */
function emptyTarget(): BlobRecipient & { readonly got: string[] } {
  const got: string[] = []
  return {
    got,
    failure: undefined,
    prepare: () => undefined,
    has: async () => false,
    needs: ({ length }) => length > 0 && got.length === 0,
    async ensure({ digest, size }, content) {
      for await (const _ of content.read(0, size, new AbortController().signal));
      got.push(digest)
    },
    fail(error) {
      throw error
    },
  }
}

/** Two images of one build, for which the builder may take no time at all to start to send a blob. */
async function twoImages() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'shared-'))
  const spool = new Spool(folder.path, () => undefined)
  const shared = new SharedArrivals(0)
  const targets = [emptyTarget(), emptyTarget()] as const
  const [first, second] = targets.map((target) => new Receiver([target], spool, { shared })) as [Receiver, Receiver]
  return { first, second, targets, spool, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

test('an image waits for a blob that is being sent for another, however late its first bytes are', async () => {
  await using two = await twoImages()
  const { first, second, targets, spool } = two
  expect(await first.hasBlob(blob.digest)).toBe(false)
  const answer = second.hasBlob(blob.digest)
  const writer = await first.receiveBlob(blob)
  expect(await Promise.race([answer, setTimeout(50, 'waits')])).toBe('waits')
  await writer.write(bytes)
  expect(await answer).toBe(true)
  await writer.finish(blob.digest)
  await expect.poll(() => targets.map(({ got }) => got)).toEqual([[blob.digest], [blob.digest]])
  await expect.poll(() => spool.size).toBe(0)
})

test('an image is sent a blob itself if its sender gives up before the first bytes', async () => {
  await using two = await twoImages()
  const { first, second, spool } = two
  expect(await first.hasBlob(blob.digest)).toBe(false)
  const answer = second.hasBlob(blob.digest)
  const writer = await first.receiveBlob(blob)
  await writer.abandon()
  expect(await answer).toBe(false)
  expect(spool.size).toBe(0)
})

test('an image is sent a part of an attestation itself, since it is kept for the other', async () => {
  await using two = await twoImages()
  const { first, second } = two
  const statement = Buffer.from('{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"x"}')
  const part = { digest: digestOf(statement), size: statement.length }
  expect(await first.hasBlob(part.digest)).toBe(false)
  const answer = second.hasBlob(part.digest)
  const writer = await first.receiveBlob(part)
  await writer.write(statement)
  await writer.finish(part.digest)
  expect(await answer).toBe(false)
  expect(first.attestationPart(part.digest)).toBeDefined()
  await first[Symbol.asyncDispose]()
})
