import { mediaTypes } from '../../src/oci/descriptor.ts'
import type { Digest } from '../../src/oci/digest.ts'
import type { RemovalStep } from '../../src/retention/clean-up-plan.ts'
import type { RepositoryGraph, StoredManifest } from '../../src/retention/repository-graph.ts'
import type { RemovalTraits } from '../../src/retention/retention-facts.ts'
import { digestOfName } from './repository.ts'

/** What registries do differently when something is deleted. */
export interface Semantics extends RemovalTraits {
  readonly name: string
  /** Refuses to delete a manifest that an index names. */
  readonly protectsChildren: boolean
  /** Deletes what refers to a manifest together with it. */
  readonly cascades: boolean
  /** Deletes the entries of an index together with it, unless a tag or another index names them. */
  readonly cascadesDown: boolean
  /** Deletes what nothing names, as soon as that is so. */
  readonly collects: boolean
  /** Refuses to delete the last manifest. */
  readonly keepsLast: boolean
}

const plain = {
  tagRemoval: 'always',
  dropsUnnamed: false,
  protectsChildren: false,
  cascades: false,
  cascadesDown: false,
  collects: false,
  keepsLast: false,
} as const

export const registries: readonly Semantics[] = [
  { ...plain, name: 'distribution', tagRemoval: 'never' },
  { ...plain, name: 'GHCR', tagRemoval: 'never', keepsLast: true },
  { ...plain, name: 'ECR', tagRemoval: 'unless-last', protectsChildren: true, cascades: true },
  { ...plain, name: 'Docker Hub', protectsChildren: true },
  { ...plain, name: 'Harbor', dropsUnnamed: true, protectsChildren: true, cascades: true, cascadesDown: true },
  { ...plain, name: 'Quay', dropsUnnamed: true, collects: true },
]

/** A repository in a registry, as far as deletion is concerned. */
export class ModelRepository {
  readonly manifests: Map<Digest, StoredManifest>
  readonly tags: Map<string, Digest>
  /** Digests of what others have pushed. */
  readonly pushed: Digest[] = []
  readonly #semantics: Semantics

  constructor({ manifests, tags }: RepositoryGraph, semantics: Semantics) {
    this.manifests = new Map(manifests)
    this.tags = new Map(tags.map(({ tag, digest }) => [tag, digest]))
    this.#semantics = semantics
  }

  /** Another client pushes an index of one manifest. */
  push(child: Digest): Digest {
    const digest = digestOfName(`index of ${child}`)
    const entry = { mediaType: mediaTypes.ociManifest, digest: child, size: 10 }
    this.manifests.set(digest, { digest, mediaType: mediaTypes.ociIndex, size: 10, children: [entry], blobs: [] })
    this.pushed.push(digest)
    return digest
  }

  /** Another client signs a manifest. */
  sign(subject: Digest): Digest {
    const digest = digestOfName(`signature of ${subject}`)
    this.manifests.set(digest, {
      digest,
      mediaType: mediaTypes.ociManifest,
      size: 10,
      children: [],
      blobs: [],
      subject,
    })
    this.pushed.push(digest, subject)
    return digest
  }

  tagsOf(digest: Digest): readonly string[] {
    return [...this.tags].filter(([, to]) => to === digest).map(([tag]) => tag)
  }

  /** Those of some manifests that no tag and none of them names. */
  exposed(digests: ReadonlySet<Digest>): ReadonlySet<Digest> {
    const parts = digests.values().flatMap((digest) => this.manifests.get(digest)?.children ?? [])
    return digests.difference(new Set([...this.tags.values(), ...parts.map(({ digest }) => digest)]))
  }

  /** Whether the step was carried out; a registry that refuses changes nothing. */
  carryOut(step: RemovalStep): boolean {
    const named = this.#semantics.collects ? [...this.manifests.keys()].filter((digest) => this.#isNamed(digest)) : []
    const isDone = step.do === 'untag' ? this.#untag(step.tag) : this.#remove(step.digest)
    this.#collect(named)
    return isDone
  }

  #isNamed(digest: Digest): boolean {
    const refers = this.manifests.values().some(({ subject }) => subject === digest)
    const subject = this.manifests.get(digest)?.subject
    return (
      this.#isChild(digest) ||
      this.tagsOf(digest).length > 0 ||
      refers ||
      (subject !== undefined && this.manifests.has(subject))
    )
  }

  /** Deletes what something named before a step and nothing names now. */
  #collect(named: readonly Digest[]): void {
    const lost = named.filter((digest) => this.manifests.has(digest) && !this.#isNamed(digest))
    for (const digest of lost) this.manifests.delete(digest)
    if (lost.length > 0) this.#collect(named)
  }

  #untag(tag: string): boolean {
    const { tagRemoval } = this.#semantics
    if (tagRemoval === 'never') throw new Error('this registry has no request that deletes a tag')
    const digest = this.tags.get(tag)
    if (digest === undefined) return true
    if (tagRemoval === 'unless-last' && this.tagsOf(digest).length === 1 && this.manifests.has(digest)) {
      if (!this.#remove(digest)) return false
    }
    this.tags.delete(tag)
    return true
  }

  #isChild(digest: Digest): boolean {
    return this.manifests.values().some(({ children }) => children.some((child) => child.digest === digest))
  }

  #remove(digest: Digest): boolean {
    const manifest = this.manifests.get(digest)
    if (!manifest) return true
    const { protectsChildren, keepsLast } = this.#semantics
    const isChild = this.#isChild(digest)
    if (manifest.locked || (protectsChildren && isChild) || (keepsLast && this.manifests.size === 1)) return false
    this.manifests.delete(digest)
    for (const tag of this.tagsOf(digest)) this.tags.delete(tag)
    for (const each of this.#goingWith(manifest)) this.#remove(each)
    return true
  }

  *#goingWith({ digest, children }: StoredManifest): Generator<Digest> {
    const { cascades, cascadesDown } = this.#semantics
    const referrers = cascades ? [...this.manifests.values()].filter(({ subject }) => subject === digest) : []
    for (const referrer of referrers) yield referrer.digest
    for (const { digest: entry } of cascadesDown ? children : []) {
      if (!(this.#isChild(entry) || this.tagsOf(entry).length > 0)) yield entry
    }
  }

  /** Everything that these manifests need: found by going over the repository again and again, as simply as possible. */
  needs(roots: Iterable<Digest>): ReadonlySet<Digest> {
    const needed = new Set([...roots].filter((digest) => this.manifests.has(digest)))
    const byName = [...this.tags].map(([tag, digest]) => ({ digest, subject: subjectIn(tag) }))
    for (let size = -1; size !== needed.size; ) {
      size = needed.size
      const refers = [...this.manifests.values(), ...byName].filter(({ subject }) => subject && needed.has(subject))
      const parts = [...needed].flatMap((digest) => this.manifests.get(digest)?.children ?? [])
      for (const { digest } of [...refers, ...parts]) if (this.manifests.has(digest)) needed.add(digest)
    }
    return needed
  }
}

function subjectIn(tag: string): Digest | undefined {
  return /^sha256-[0-9a-f]{64}/.test(tag) ? (`sha256:${tag.slice(7, 71)}` as Digest) : undefined
}
