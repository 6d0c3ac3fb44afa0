import type { Digest } from '../../oci/digest.ts'
import { addReferrers, removeReferrers } from '../../oci/distribution/referrer-index.ts'
import { referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { lacksContent, namedBy } from '../../registry/errors/lacking.ts'
import type { ContentPush } from '../content/content-push.ts'
import type { TargetUpload } from '../push.ts'
import { editTag } from './edit-tag.ts'

/**
 * Makes what was pushed with a subject findable, where the registry does not list it by itself: adds it to the index
 * under the subject's fallback tag. distribution-spec, "Pushing Manifests with Subject". `uploads` are those to one
 * repository. Throws RegistryError.
 */
export async function listReferrersAt(content: ContentPush, uploads: readonly TargetUpload[]): Promise<void> {
  // BuildKit's attestations have a subject, too, but are found by their index.
  const manifests = uploads.map(({ root }) => root).filter(({ subject }) => subject)
  const unique = new Map(manifests.map((manifest) => [manifest.descriptor.digest, manifest]))
  const groups = Map.groupBy(unique.values(), ({ subject }) => subject?.digest as Digest)
  await Promise.all([...groups].map(([subject, referrers]) => list(content, subject, referrers)))
}

async function list(content: ContentPush, subject: Digest, referrers: readonly Manifest[]): Promise<void> {
  if (await isListedByRegistry(content, subject)) return
  const change = new Addition(referrers)
  await editTag(content, {
    tag: referrersTag(subject),
    operation: 'adding to the list of referrers',
    change: (existing) => change.to(existing),
    adapt: (error) => change.drop(error),
  })
}

/**
 * As it said when they were pushed, or, if they were all there, as it says when asked. Some say that they process the
 * subject, but have no list.
 */
async function isListedByRegistry({ remote, manifests }: ContentPush, subject: Digest): Promise<boolean> {
  if (remote.takesSubject === undefined) return (await manifests.referrers(subject)) !== undefined
  return remote.takesSubject && (await remote.listsReferrers(subject))
}

/** Manifests that are added to an index of referrers. */
class Addition {
  readonly #referrers: readonly Manifest[]
  /** Entries of others that the registry no longer has, and therefore does not accept. */
  readonly #gone = new Set<Digest>()

  constructor(referrers: readonly Manifest[]) {
    this.#referrers = referrers
  }

  to(existing: Manifest | undefined): Manifest {
    const index = addReferrers(existing, this.#referrers)
    return this.#gone.size === 0 || index === existing ? index : removeReferrers(index, [...this.#gone])
  }

  /** Notes which entries of others the registry refused because they do not exist. Returns whether there are any. */
  drop(error: unknown): boolean {
    const own = this.#referrers.map(({ descriptor }) => descriptor.digest)
    const gone = (lacksContent(error) ? namedBy(error) : []).filter(
      (digest) => !own.includes(digest) && !this.#gone.has(digest)
    )
    for (const digest of gone) this.#gone.add(digest)
    return gone.length > 0
  }
}
