import { mediaTypes } from '../../src/oci/descriptor.ts'
import type { Digest } from '../../src/oci/digest.ts'
import type { RemovalStep } from '../../src/retention/clean-up-plan.ts'
import type { RepositoryGraph, StoredManifest } from '../../src/retention/repository-graph.ts'
import type { TagRemoval } from '../../src/retention/retention-facts.ts'
import { digestOfName } from './repository.ts'

/** What registries do differently when something is deleted. */
export interface Semantics {
  readonly name: string
  readonly tagRemoval: TagRemoval
  /** Refuses to delete a manifest that an index names. */
  readonly protectsChildren: boolean
  /** Deletes what refers to a manifest together with it. */
  readonly cascades: boolean
  /** Refuses to delete the last manifest. */
  readonly keepsLast: boolean
}

export const registries: readonly Semantics[] = [
  { name: 'distribution', tagRemoval: 'never', protectsChildren: false, cascades: false, keepsLast: false },
  { name: 'GHCR', tagRemoval: 'never', protectsChildren: false, cascades: false, keepsLast: true },
  { name: 'ECR', tagRemoval: 'unless-last', protectsChildren: true, cascades: true, keepsLast: false },
  { name: 'Docker Hub', tagRemoval: 'always', protectsChildren: true, cascades: false, keepsLast: false },
  { name: 'Harbor', tagRemoval: 'always', protectsChildren: false, cascades: true, keepsLast: false },
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

  tagsOf(digest: Digest): readonly string[] {
    return [...this.tags].filter(([, to]) => to === digest).map(([tag]) => tag)
  }

  /** Whether the step was carried out; a registry that refuses changes nothing. */
  carryOut(step: RemovalStep): boolean {
    return step.do === 'untag' ? this.#untag(step.tag) : this.#remove(step.digest)
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

  #remove(digest: Digest): boolean {
    const manifest = this.manifests.get(digest)
    if (!manifest) return true
    const { protectsChildren, cascades, keepsLast } = this.#semantics
    const isChild = this.manifests.values().some(({ children }) => children.some((child) => child.digest === digest))
    if (manifest.locked || (protectsChildren && isChild) || (keepsLast && this.manifests.size === 1)) return false
    this.manifests.delete(digest)
    for (const tag of this.tagsOf(digest)) this.tags.delete(tag)
    if (cascades) {
      const referrers = [...this.manifests.values()].filter(({ subject }) => subject === digest)
      for (const referrer of referrers) this.#remove(referrer.digest)
    }
    return true
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
