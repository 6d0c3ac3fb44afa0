import { type Descriptor, mediaTypes } from '../../src/oci/descriptor.ts'
import type { Digest } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { TagPattern, TagPatterns } from '../../src/retention/policy/tag-patterns.ts'
import { parseTemplate } from '../../src/retention/policy/tag-template.ts'
import type { RepositoryGraph, StoredManifest, StoredTag } from '../../src/retention/repository-graph.ts'
import type { RetentionFacts } from '../../src/retention/retention-facts.ts'
import type { DeleteRule, KeepRule, RetentionPolicy } from '../../src/retention/retention-policy.ts'
import { day, digestOfName, now, tagAfter } from './repository.ts'

/** Reads choices from random bytes: cheaper than composed arbitraries, and bytes shrink well. */
export class Tape {
  #next = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** A number from 0 up to, and without, the limit. After the end it is 0. */
  below(limit: number): number {
    const byte = this.#bytes[this.#next] ?? 0
    this.#next += 1
    return byte % limit
  }

  /** True once in this many times, and false after the end. */
  once(times: number): boolean {
    return this.below(times) === times - 1
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  some<Item>(most: number, make: (index: number) => Item): readonly Item[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index))
  }
}

const names = Array.from({ length: 12 }, (_, index) => digestOfName(`m${index}`))
const absent = Array.from({ length: 3 }, (_, index) => digestOfName(`gone${index}`))
const blobs = Array.from({ length: 6 }, (_, index) => digestOfName(`blob${index}`))
const ages = [undefined, 0, 0.5, 3, 10, 40]
const ordinary = [
  'latest',
  'v1',
  'v1.2.3',
  '1.3.0-rc.1',
  'pr-1',
  'pr-2',
  'main',
  'feature-x',
  'nightly-1',
  'nightly-2',
  'nightly-3',
  'sha-abc',
  'edge',
] as const
const note = `manifold-run-1-${'a'.repeat(12)}-1-finish`
const afterThem = [...names.keys()].flatMap((index) =>
  ['', '.sig', '.att'].map((ending) => tagAfter(`m${index}`, ending))
)
const afterAbsent = absent.keys().flatMap((index) => ['', '.sig'].map((ending) => tagAfter(`gone${index}`, ending)))
const auxiliary = [...afterThem, ...afterAbsent, note]

/** Nested indexes, shared children, referrers of referrers, fallback tags, dangling subjects, what is missing. */
export function randomRepository(tape: Tape): RepositoryGraph {
  const digests = names.slice(0, 1 + tape.below(names.length))
  const manifests = digests.map((digest, index) => randomManifest(tape, digest, digests.slice(0, index)))
  const tagNames = new Set([...tape.some(8, () => tape.pick(ordinary)), ...tape.some(4, () => tape.pick(auxiliary))])
  const tags = [...tagNames].map((tag): StoredTag => {
    const age = tape.pick([undefined, undefined, 1, 20])
    return {
      tag: tag as Tag,
      digest: tape.once(20) ? tape.pick(absent) : tape.pick(digests),
      ...(age !== undefined && { pushedAt: now - age * day }),
      ...(tape.once(20) && { locked: 'by the test' }),
    }
  })
  return {
    tags,
    manifests: new Map(manifests.map((each) => [each.digest, each])),
    missing: new Set(absent),
    listsUntagged: true,
  }
}

function randomManifest(tape: Tape, digest: Digest, lower: readonly Digest[]): StoredManifest {
  const other = () => (lower.length === 0 || tape.once(8) ? tape.pick(absent) : tape.pick(lower))
  const isIndex = tape.below(5) < 2
  const hasSubject = tape.below(5) < 2
  const [pushed, created] = [tape.pick(ages), tape.pick(ages)]
  return {
    digest,
    mediaType: isIndex ? mediaTypes.ociIndex : mediaTypes.ociManifest,
    size: 10,
    children: isIndex ? tape.some(3, () => entry(other(), tape.once(4))) : [],
    blobs: isIndex ? [] : tape.some(3, () => ({ digest: tape.pick(blobs), size: 100 })),
    ...(hasSubject && { subject: other() }),
    ...(pushed !== undefined && { pushedAt: now - pushed * day }),
    ...(created !== undefined && { createdAt: now - created * day }),
    ...(tape.once(30) && { locked: 'by the test' }),
  }
}

function entry(digest: Digest, isAttestation: boolean): Descriptor {
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' }
  const platform = { os: 'unknown', architecture: 'unknown' }
  return { mediaType: mediaTypes.ociManifest, digest, size: 10, ...(isAttestation && { annotations, platform }) }
}

const globs = ['*', 'v*', 'pr-*', 'nightly-*', 'main', 'latest', 'v1.2.3', '*x', 'sha256-*', 'manifold-run-*', 'n*-*1']

function randomPatterns(tape: Tape): TagPatterns {
  const glob = (): TagPattern => ({ kind: 'glob', text: tape.pick(globs) })
  // A regular expression runs in a context of its own, which takes a millisecond.
  const first: TagPattern = tape.once(200) ? { kind: 'regex', text: '/pr-\\d/', source: 'pr-\\d', flags: '' } : glob()
  return { included: [first, ...tape.some(2, glob)], excluded: tape.once(6) ? [glob()] : [] }
}

const selected = (tape: Tape) => ({
  ...(tape.below(4) > 0 && { tags: randomPatterns(tape) }),
  ...(tape.once(6) && { versions: tape.pick(['<2', '>=1.3.0-0', '1.x']) }),
})

export function randomPolicy(tape: Tape): RetentionPolicy {
  const age = () => tape.pick([1, 7, 30]) * day
  const keep = tape.some(2, (index): KeepRule => {
    const most = tape.pick([{ newest: 1 }, { newest: 2 }, { youngerThan: age() }, {}, {}])
    return { at: `keep[${index}]`, ...selected(tape), ...most }
  })
  const rules = tape.some(3, (index): DeleteRule => {
    const number = tape.once(6) && parseTemplate('pr-{{number}}', 'number')
    const branch = tape.once(6) && parseTemplate(tape.pick(['{{branch}}', 'feature-{{branch}}']), 'branch')
    return {
      at: `delete[${index}]`,
      ...selected(tape),
      ...(tape.once(3) && { olderThan: age() }),
      ...(number && { closedPullRequests: number }),
      ...(branch && { deletedBranches: branch }),
      stable: tape.once(3),
    }
  })
  return {
    keep: tape.once(3) ? [] : keep,
    delete: rules,
    ...(tape.once(2) && { untagged: { olderThan: age() } }),
    ...(tape.once(2) && { orphans: tape.once(2) ? {} : { olderThan: age() } }),
    broken: tape.once(3),
    keepDigests: tape.once(5) ? [tape.pick(names.slice(0, 1)), tape.pick(absent)] : [],
    ...(tape.once(12) && { atMost: tape.pick([{ count: 2 }, { percent: 20 }]) }),
  }
}

export const randomFacts: RetentionFacts = {
  now,
  closedPullRequests: new Set([1]),
  branches: ['main', 'dev'],
  formerBranches: ['feature/x', 'main'],
}
