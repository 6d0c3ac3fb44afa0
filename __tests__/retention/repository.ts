import { type Descriptor, mediaTypes } from '../../src/oci/descriptor.ts'
import { type Digest, digestOf } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { RepositoryGraph, StoredManifest, StoredTag } from '../../src/retention/repository-graph.ts'

export const day = 86_400_000
/** The time at which all plans of the tests are made. */
export const now = Date.UTC(2027, 0, 31)

/** What a test says about a manifest; `age` is in days. */
interface Described {
  readonly children?: readonly string[]
  readonly attestations?: readonly string[]
  readonly blobs?: Readonly<Record<string, number>>
  readonly subject?: string
  readonly age?: number
  readonly created?: number
  readonly locked?: string
}

interface DescribedTag {
  readonly to: string
  readonly age?: number
  readonly locked?: string
}

/** The digest of a manifest or a blob that a test calls by a name. */
export function digestOfName(name: string): Digest {
  return digestOf(new TextEncoder().encode(name))
}

/** A repository in which manifests are called by names; those that are named and not described are missing. */
export function repository(
  manifests: Readonly<Record<string, Described>>,
  tags: Readonly<Record<string, string | DescribedTag>>,
  missing: readonly string[] = []
): RepositoryGraph {
  const stored = Object.entries(manifests).map(([name, described]) => storedManifest(name, described))
  const known = new Map(stored.map((manifest) => [manifest.digest, manifest]))
  const storedTags = Object.entries(tags).map(([tag, value]) => storedTag(tag, value))
  const named = [
    ...stored.flatMap(({ children, subject }) => [
      ...children.map(({ digest }) => digest),
      ...(subject ? [subject] : []),
    ]),
    ...storedTags.map(({ digest }) => digest),
    ...missing.map(digestOfName),
  ]
  return {
    tags: storedTags,
    manifests: known,
    missing: new Set(named.filter((digest) => !known.has(digest))),
    listsUntagged: true,
  }
}

function storedManifest(name: string, described: Described): StoredManifest {
  const { children = [], attestations = [], blobs = {}, subject, age, created, locked } = described
  const isIndex = described.children !== undefined
  return {
    digest: digestOfName(name),
    mediaType: isIndex ? mediaTypes.ociIndex : mediaTypes.ociManifest,
    size: 1000,
    children: [...children.map((child) => entry(child)), ...attestations.map((child) => entry(child, true))],
    blobs: Object.entries(blobs).map(([blob, size]) => ({ digest: digestOfName(blob), size })),
    ...(subject !== undefined && { subject: digestOfName(subject) }),
    ...(age !== undefined && { pushedAt: now - age * day }),
    ...(created !== undefined && { createdAt: now - created * day }),
    ...(locked !== undefined && { locked }),
  }
}

function entry(name: string, isAttestation = false): Descriptor {
  return {
    mediaType: mediaTypes.ociManifest,
    digest: digestOfName(name),
    size: 1000,
    ...(isAttestation && {
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    }),
  }
}

function storedTag(tag: string, value: string | DescribedTag): StoredTag {
  const { to, age, locked } = typeof value === 'string' ? { to: value } : value
  return {
    tag: tag as Tag,
    digest: digestOfName(to),
    ...(age !== undefined && { pushedAt: now - age * day }),
    ...(locked !== undefined && { locked }),
  }
}

/** The tag `sha256-…` that is named after a manifest. */
export function tagAfter(name: string, ending = ''): string {
  return `${digestOfName(name).replace(':', '-')}${ending}`
}
