import { InputError } from '../../input-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { isReferrerTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'

/** What was pushed to a repository. */
export interface Pushed {
  /** As users know it, for messages. */
  readonly name: string
  readonly manifests: readonly Manifest[]
  /** What each tag points at in the end. */
  readonly tags: ReadonlyMap<Tag, Manifest>
}

/** What is published of it. */
export interface ImageInRepository {
  readonly root: Manifest
  /** Each after what it refers to; with a tag that it is found by, and once for each, if that is how it is found. */
  readonly referrers: readonly { readonly manifest: Manifest; readonly tag?: Tag }[]
  /** What belongs to neither. */
  readonly left: readonly Manifest[]
}

/**
 * Finds the image that was pushed to a repository: what its tags point at, or, without any, what was pushed by digest.
 * A manifest that belongs to another such image, as the platforms belong to an index, does not count. Undefined if there is
 * no image. Throws InputError if there are several.
 */
export function findImage(pushed: Pushed): ImageInRepository | undefined {
  const graph = new ManifestGraph(pushed)
  const tagged = graph.topmost(graph.tagged())
  const candidates = tagged.length > 0 ? tagged : graph.topmost(graph.untagged())
  const [root, ...others] = candidates
  if (!root && pushed.manifests.length === 0) return undefined
  if (!root)
    throw new InputError(
      'run',
      `the command pushed signatures or other referrers to ${pushed.name}, but not the image that they refer to`
    )
  if (others.length > 0) throw severalImages(pushed, candidates)
  return { root, ...graph.around(root) }
}

class ManifestGraph {
  readonly #manifests: ReadonlyMap<Digest, Manifest>
  readonly #tags: Pushed['tags']
  readonly #referrerTags: ReadonlyMap<Digest, readonly Tag[]>

  constructor({ manifests, tags }: Pushed) {
    this.#manifests = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
    this.#tags = tags
    const referring = [...tags.keys()].filter(isReferrerTag)
    this.#referrerTags = Map.groupBy(referring, (tag) => (tags.get(tag) as Manifest).descriptor.digest)
  }

  tagged(): readonly Manifest[] {
    const named = [...this.#tags].filter(([tag]) => !isReferrerTag(tag)).map(([, { descriptor }]) => descriptor.digest)
    const manifests = [...new Set(named)].map((digest) => this.#manifests.get(digest) as Manifest)
    return manifests.filter((manifest) => this.#subjectsOf(manifest).length === 0)
  }

  untagged(): readonly Manifest[] {
    return [...this.#manifests.values()].filter(
      (manifest) => this.#subjectsOf(manifest).length === 0 && !this.#referrerTags.has(manifest.descriptor.digest)
    )
  }

  /** Those that are not a part of another one. */
  topmost(manifests: readonly Manifest[]): readonly Manifest[] {
    const parts = new Set(manifests.flatMap((manifest) => [...this.#below([manifest])].slice(1)))
    return manifests.filter(({ descriptor }) => !parts.has(descriptor.digest))
  }

  around(root: Manifest): Pick<ImageInRepository, 'referrers' | 'left'> {
    const reached = this.#below([root])
    const referring: Manifest[] = []
    for (;;) {
      const found = [...this.#manifests.values()].filter((manifest) => {
        const isReferring = this.#subjectsOf(manifest).some((subject) => reached.has(subject))
        return isReferring && !reached.has(manifest.descriptor.digest)
      })
      if (found.length === 0) break
      referring.push(...found)
      for (const digest of this.#below(found)) reached.add(digest)
    }
    const referrers = referring.flatMap((manifest) => {
      const tags = this.#tagsOf(manifest).filter((tag) => reached.has(subjectIn(tag)))
      return tags.length === 0 ? [{ manifest }] : tags.map((tag) => ({ manifest, tag }))
    })
    return { referrers, left: [...this.#manifests.values()].filter((manifest) => this.#isLeft(manifest, reached)) }
  }

  /** The fallback list of referrers is made again where it is needed. */
  #isLeft(manifest: Manifest, reached: ReadonlySet<Digest>): boolean {
    const isList = this.#tagsOf(manifest).some((tag) => /^sha\d+-\w+$/.test(tag))
    return !reached.has(manifest.descriptor.digest) && !isList
  }

  /** Those by which it is found as something that refers to an image. */
  #tagsOf({ descriptor }: Manifest): readonly Tag[] {
    return this.#referrerTags.get(descriptor.digest) ?? []
  }

  /** What a manifest refers to, as far as that was pushed as well. */
  #subjectsOf(manifest: Manifest): readonly Digest[] {
    const { subject } = manifest
    const named = this.#tagsOf(manifest).map(subjectIn)
    return [...(subject ? [subject.digest] : []), ...named].filter((digest) => this.#manifests.has(digest))
  }

  /** These, and what they consist of. */
  #below(manifests: readonly Manifest[]): Set<Digest> {
    const found = new Set<Digest>()
    const visit = (manifest: Manifest | undefined) => {
      if (!manifest || found.has(manifest.descriptor.digest)) return
      found.add(manifest.descriptor.digest)
      for (const { digest } of manifest.children) visit(this.#manifests.get(digest))
    }
    for (const manifest of manifests) visit(manifest)
    return found
  }
}

/** `sha256-….sig` is of `sha256:…`; for the tag of a list, text that is not a digest. */
function subjectIn(tag: Tag): Digest {
  return tag.replace(/^(sha\d+)-([0-9a-f]+)\..*$/, '$1:$2') as Digest
}

function severalImages({ name, tags }: Pushed, images: readonly Manifest[]): InputError {
  const shown = images.slice(0, 5).map(({ descriptor: { digest } }) => {
    const own = [...tags].filter(([, manifest]) => manifest.descriptor.digest === digest).map(([tag]) => `:${tag}`)
    return own.length > 0 ? `${own.join(', ')} (${digest})` : digest
  })
  const all = [...shown, ...(images.length > 5 ? [`${images.length - 5} more`] : [])].join(' and ')
  return new InputError(
    'run',
    `the command pushed different images to ${name}: ${all}. One image is published from each repository: push the others to repositories of their own, such as ${name}/debug`
  )
}
