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

test("replaces the sink's name by each published name, with its platform, and changes nothing else", async () => {
  const named = urls.map((name) => ({ name: `${name}?platform=linux%2Famd64`, digest }))
  const text = { 'not in ASCII': 'Grüße, 日本', subject: [own] }
  expect(await renamed(statement([other, own], text))).toEqual(statement([other, ...named], text))
})

test.each([
  ['names something else', statement([other])],
  ['has a nested list of that name', statement([], { subject: [own] })],
  ['has no subject', Buffer.from('{"_type":"x","predicate":{}}')],
  ['is cut off within its subjects', statement([own]).subarray(0, 120)],
  ['has a subject that is not a list', statement({ name: own.name })],
])('leaves a statement unchanged that %s', async (_, bytes) => {
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

test('expects a subject further on if only the beginning of a statement is known', () => {
  const bytes = Buffer.from(`{"predicate":"${'x'.repeat(1000)}","subject":[]}`)
  expect(lacksSubject(bytes.subarray(0, 500), false)).toBe(false)
  expect(lacksSubject(bytes, true)).toBe(true)
})

test('searches only the beginning of a statement of several megabytes', async () => {
  const bytes = statement([own], 'x'.repeat(3_000_000))
  const result = await renamed(bytes, bytes.subarray(0, 1000))
  expect(result.subarray(-3_000_000)).toEqual(bytes.subarray(-3_000_000))
  expect(JSON.parse(result.toString()).subject).toHaveLength(2)
})

test('reads any range of content with a replaced part, and computes its digest', async () => {
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

test('rejects an unterminated string of quotes quickly', () => {
  expect(lacksSubject(Buffer.from(`{"${'\\"'.repeat(500_000)}`), false)).toBe(false)
})
