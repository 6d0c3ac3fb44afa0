import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestLike, splice } from '../../src/intake/attestation/spliced-content.ts'
import { lacksSubject, renameSubjects } from '../../src/intake/attestation/statement.ts'
import type { BlobContent } from '../../src/oci/blob-content.ts'
import { contentOfBytes } from '../../src/oci/blob-content.ts'
import { digestOf } from '../../src/oci/digest.ts'

const builtName = '127.0.0.1:5000/manifold/abc'
const urls = ['pkg:docker/ghcr.io/acme/app@1', 'pkg:docker/acme/app@latest']
const digest = { sha256: 'a'.repeat(64) }
const own = { name: `pkg:docker/${builtName}@image?platform=linux%2Famd64`, digest }
const other = { name: 'pkg:docker/alpine@3', digest }

function statement(subject: unknown, predicate: unknown = { packages: [] }): Buffer {
  return Buffer.from(
    JSON.stringify({ _type: 'https://in-toto.io/Statement/v0.1', predicateType: 'x', subject, predicate })
  )
}

async function read(content: BlobContent, start = 0, end = content.size): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(content.read(start, end, new AbortController().signal)))
}

async function renamed(bytes: Buffer, head = bytes): Promise<Buffer> {
  const splicing = renameSubjects(head, builtName, urls)
  return splicing ? await read(splice(contentOfBytes(bytes), splicing)) : bytes
}

test('each published name stands in place of the sink, with its platform, and nothing else changes', async () => {
  const named = urls.map((name) => ({ name: `${name}?platform=linux%2Famd64`, digest }))
  const text = { 'of foreign letters': 'Grüße, 日本', subject: [own] }
  expect(await renamed(statement([other, own], text))).toEqual(statement([other, ...named], text))
})

test.each([
  ['names something else', statement([other])],
  ['has a list of that name deeper down', statement([], { subject: [own] })],
  ['has no subject', Buffer.from('{"_type":"x","predicate":{}}')],
  ['is cut off in its subjects', statement([own]).subarray(0, 120)],
  ['has a subject that is no list', statement({ name: own.name })],
])('a statement that %s stays as it is', async (_, bytes) => {
  expect(renameSubjects(bytes, builtName, urls)).toBeUndefined()
})

test.each([
  ['an empty list', statement([]), true],
  ['an empty list, with white space', Buffer.from('{"subject": [ \n ], "predicate": {}}'), true],
  ['null', statement(null), true],
  ['nothing at all', Buffer.from('{"_type":"x","predicate":{"subject":[{"name":"x"}]}}'), true],
  ['one', statement([other]), false],
  ['one, behind a predicate', Buffer.from(`{"predicate":{"subject":[]},"subject":[{"name":"x"}]}`), false],
])('a statement whose subject is %s has none: %s', (_, bytes, isLacking) => {
  expect(lacksSubject(bytes, true)).toBe(isLacking)
})

test('a statement of which only the beginning is known may have a subject further on', () => {
  const bytes = Buffer.from(`{"predicate":"${'x'.repeat(1000)}","subject":[]}`)
  expect(lacksSubject(bytes.subarray(0, 500), false)).toBe(false)
  expect(lacksSubject(bytes, true)).toBe(true)
})

test('of a statement of megabytes only the beginning is looked into', async () => {
  const bytes = statement([own], 'x'.repeat(3_000_000))
  const result = await renamed(bytes, bytes.subarray(0, 1000))
  expect(result.subarray(-3_000_000)).toEqual(bytes.subarray(-3_000_000))
  expect(JSON.parse(result.toString()).subject).toHaveLength(2)
})

test('content with a splice in it is read from anywhere to anywhere, and digests as a whole', async () => {
  const cut = fc.tuple(fc.nat(50), fc.nat(50)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 50, maxLength: 80 }),
      fc.uint8Array({ maxLength: 30 }),
      cut,
      cut,
      async (bytes, instead, { start, end }, range) => {
        const whole = Buffer.concat([bytes.subarray(0, start), instead, bytes.subarray(end)])
        const content = splice(contentOfBytes(bytes), { start, end, bytes: instead })
        expect(content.size).toBe(whole.length)
        const [from, to] = [Math.min(range.start, whole.length), Math.min(range.end, whole.length)]
        expect(await read(content, from, to)).toEqual(whole.subarray(from, to))
        expect(await digestLike(digestOf(bytes), content)).toBe(digestOf(whole))
      }
    )
  )
})

test('a string of quotes that does not end takes no time', () => {
  expect(lacksSubject(Buffer.from(`{"${'\\"'.repeat(500_000)}`), false)).toBe(false)
})
