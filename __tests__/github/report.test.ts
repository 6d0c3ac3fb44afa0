import { expect, test } from 'vitest'
import {
  complaintsOf,
  describeOutcome,
  describeTags,
  publishedImages,
  resultJson,
} from '../../src/plan/outcome-text.ts'
import { before, digest, failed, hostile, outcome, published } from './outcomes.ts'

const traffic = (kept: number, mounted: number, uploaded: number) => ({
  kept: { blobs: kept, bytes: kept * 1000 },
  mounted: { blobs: mounted, bytes: mounted * 1000 },
  uploaded: { blobs: uploaded, bytes: uploaded * 1000 },
})

test.each([
  [published, '✓ ghcr.io/acme/app: 3 kept (31.4 MB), 1 mounted (2 kB), 2 uploaded (1 MB), 1.2 s, 2 retries'],
  [outcome('quay.io/a/b', { x: 'published' }, { traffic: traffic(4, 0, 0) }), '✓ quay.io/a/b: 4 kept (4 kB), 0.4 s'],
  [outcome('quay.io/a/b', { x: 'unchanged' }), '✓ quay.io/a/b: 0.4 s'],
  [outcome('quay.io/a/b', { x: 'published' }, { retries: 1, seconds: 61 }), '✓ quay.io/a/b: 61.0 s, 1 retry'],
  [
    outcome('quay.io/a/b', { x: 'withheld' }, { status: 'withheld', traffic: traffic(1, 0, 2) }),
    '– quay.io/a/b: no tag was moved, 1 kept (1 kB), 2 uploaded (2 kB), 0.4 s',
  ],
  [outcome('quay.io/a/b', { x: 'restored' }, { status: 'withheld' }), '– quay.io/a/b: not published, 0.4 s'],
  [
    outcome('quay.io/a/b', { x: 'published' }, { status: 'planned', traffic: traffic(1, 0, 2), seconds: 0 }),
    '✓ quay.io/a/b: 1 kept (1 kB), 2 to upload (2 kB)',
  ],
  [failed, '✗ docker.io/acme/app: failed, 0.4 s'],
])('writes one line for each target, %#', (each, line) => {
  expect(describeOutcome(each)).toBe(line)
})

test('lists tags with the same status together', () => {
  expect(describeTags([published])).toEqual([
    'ghcr.io/acme/app: 1.4.2, latest published',
    'ghcr.io/acme/app: 1.4 already up to date',
  ])
})

test('describes the status of each tag in words', () => {
  const all = outcome('quay.io/a/b', {
    a: 'published',
    b: 'unchanged',
    c: 'skipped',
    d: 'withheld',
    e: 'failed',
    f: 'restored',
    g: 'overtaken',
    h: 'stuck',
  })
  expect(describeTags([all]).map((line) => line.replace('quay.io/a/b: ', ''))).toEqual([
    'a published',
    'b already up to date',
    'c left as it was',
    'd not moved',
    'e not written',
    'f restored',
    'g written, but since replaced by another image',
    'h possibly moved, and not restored',
  ])
  const plan = outcome('quay.io/a/b', { a: 'published', b: 'unchanged' }, { status: 'planned' })
  expect(describeTags([plan])).toEqual(['quay.io/a/b: a would be published', 'quay.io/a/b: b already up to date'])
})

test('reports stuck tags with what they pointed at before, beside the error', () => {
  const tags = { '1.4.2': 'stuck', latest: 'restored' } as const
  const stuck = outcome('quay.io/a/b', tags, { status: 'failed' })
  const sentence = "quay.io/a/b: '1.4.2' (new) could not be restored. Fix this by hand, or publish again."
  expect(complaintsOf(stuck)).toEqual([sentence])
  const [first] = stuck.tags
  const both = { ...stuck, tags: first ? [{ ...first, before }] : [], error: new Error('it is gone') }
  expect(complaintsOf(both)).toEqual(['it is gone', sentence.replace('new', `before: ${before}`)])
  const hidden = { ...stuck, tags: first ? [{ ...first, hidden: true }] : [] }
  expect(complaintsOf(hidden)).toEqual([sentence.replace('new', 'not readable before')])
  expect(JSON.parse(resultJson([stuck], digest))[0].error).toBe(sentence)
  expect(complaintsOf(published)).toEqual([])
})

test('reports a tag that shows another image with both digests, as a warning', () => {
  const tags = { '1.4.2': 'published', latest: 'overtaken' } as const
  const plain = outcome('quay.io/a/b', tags)
  expect(describeOutcome(plain)).toBe('! quay.io/a/b: 1 of 2 tags points at another image, 0.4 s')
  const root = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 1 }
  const shown = { ...plain, root, tags: plain.tags.map((tag) => ({ ...tag, digest: before })) }
  expect(complaintsOf(shown)).toEqual([
    `quay.io/a/b: the registry accepted ${digest}, but now returns another image for these tags: 'latest' (returns ${before}). Another job may have published them at the same time; re-run this job if its image is the newer one.`,
  ])
  expect(JSON.parse(resultJson([shown], digest))[0]).not.toHaveProperty('error')
  // A failed target reports its error instead.
  expect(complaintsOf({ ...shown, status: 'failed', error: new Error('it is gone') })).toEqual(['it is gone'])
})

test('writes the result of each target as JSON', () => {
  const moved = {
    ...published,
    tags: [{ tag: published.tags[0]?.tag ?? ('' as never), status: 'published' as const, before }],
  }
  expect(JSON.parse(resultJson([moved, failed], digest))).toEqual([
    {
      target: 'ghcr.io/acme/app',
      status: 'published',
      digest,
      tags: [{ tag: '1.4.2', status: 'published', before }],
      kept: { blobs: 3, bytes: 31_400_000 },
      mounted: { blobs: 1, bytes: 2_000 },
      uploaded: { blobs: 2, bytes: 1_048_576 },
      sent: 1_100_000,
      retries: 2,
      seconds: 1.235,
    },
    {
      target: 'docker.io/acme/app',
      status: 'failed',
      tags: [
        { tag: '1.4.2', status: 'failed' },
        { tag: 'latest', status: 'restored' },
      ],
      kept: { blobs: 0, bytes: 0 },
      mounted: { blobs: 0, bytes: 0 },
      uploaded: { blobs: 0, bytes: 0 },
      sent: 0,
      retries: 0,
      seconds: 0.445,
      error: hostile,
    },
  ])
  expect(resultJson([failed], digest)).not.toMatch(/[\r\n]/)
  expect(resultJson([], undefined)).toBe('[]')
})

test.each([
  ['published', digest],
  ['withheld', digest],
  ['failed', undefined],
  ['planned', undefined],
] as const)('a target with status %s has the digest %s', (status, expected) => {
  expect(JSON.parse(resultJson([outcome('quay.io/a/b', {}, { status })], digest))[0].digest).toBe(expected)
})

test('lists images to copy only for targets whose tags were published', () => {
  const withheld = outcome('quay.io/a/b', { x: 'withheld' }, { status: 'withheld' })
  expect(publishedImages([published, failed, withheld], digest)).toEqual([`ghcr.io/acme/app@${digest}`])
  expect(publishedImages([published], undefined)).toEqual([])
})
