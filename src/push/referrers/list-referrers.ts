import type { Digest } from '../../oci/digest.ts'
import { addReferrers, removeReferrers } from '../../oci/distribution/referrer-index.ts'
import { referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { conditionOf, isConditionRefused, type TagSnapshot } from '../../registry/condition.ts'
import { lacksContent, namedBy } from '../../registry/errors/lacking.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { ContentPush } from '../content/content-push.ts'
import type { TargetUpload } from '../push.ts'

/** How often to write it: others may change it at the same time. */
const tryLimit = 12

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
  await new IndexUpdate(content, referrersTag(subject), referrers).run()
}

/** As it said when they were pushed, or, if they were all there, as it says when asked. */
async function isListedByRegistry({ remote, manifests }: ContentPush, subject: Digest): Promise<boolean> {
  return remote.takesSubject ?? (await manifests.referrers(subject)) !== undefined
}

/** Reads an index, adds to it, and writes it, until what was added is there. */
class IndexUpdate {
  readonly #content: ContentPush
  readonly #tag: Tag
  readonly #referrers: readonly Manifest[]
  /** Entries of others that the registry no longer has, and therefore does not accept. */
  readonly #gone = new Set<Digest>()
  #isConditional = true

  constructor(content: ContentPush, tag: Tag, referrers: readonly Manifest[]) {
    this.#content = content
    this.#tag = tag
    this.#referrers = referrers
  }

  async run(): Promise<void> {
    const { manifests } = this.#content.remote
    const retryState = manifests.retryState()
    for (let tries = 0; tries < tryLimit; tries++) {
      const seen = await manifests.lookClosely(this.#tag)
      const index = this.#with(seen?.manifest)
      // What was written is read back, as registries without conditions let others overwrite it.
      if (index === seen?.manifest) return
      try {
        await manifests.putOnce(index, this.#tag, this.#isConditional ? conditionOf(seen) : undefined)
      } catch (error) {
        if (!(await this.#mayGoOn(error, seen))) await manifests.recover(error, retryState)
      }
    }
    throw this.#failure('others keep changing it; run this again')
  }

  /** Whether the next attempt may succeed without waiting. */
  async #mayGoOn(error: unknown, seen: TagSnapshot | undefined): Promise<boolean> {
    if (!(isConditionRefused(error) && this.#isConditional)) return this.#drop(error)
    // A condition that was refused although it was met is not used again.
    this.#isConditional = (await this.#content.remote.manifests.head(this.#tag)) !== seen?.digest
    return true
  }

  #with(existing: Manifest | undefined): Manifest {
    try {
      const index = addReferrers(existing, this.#referrers)
      return this.#gone.size === 0 || index === existing ? index : removeReferrers(index, [...this.#gone])
    } catch (error) {
      throw this.#failure((error as Error).message)
    }
  }

  /** Notes which entries of others the registry refused because they do not exist. Returns whether there are any. */
  #drop(error: unknown): boolean {
    const own = this.#referrers.map(({ descriptor }) => descriptor.digest)
    const gone = (lacksContent(error) ? namedBy(error) : []).filter(
      (digest) => !own.includes(digest) && !this.#gone.has(digest)
    )
    for (const digest of gone) this.#gone.add(digest)
    return gone.length > 0
  }

  #failure(reason: string): RegistryError {
    const operation = `adding to the list of referrers '${this.#tag}'`
    return new RegistryError({ where: this.#content.name, operation, reason })
  }
}
