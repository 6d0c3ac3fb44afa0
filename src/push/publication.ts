import type { InputError } from '../input-error.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/tag.ts'
import type { TagOutcome, TagStatus } from '../plan/outcome.ts'
import { planTagMove, refusalOf, type TagMove, type TagRules } from '../plan/tag-move.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { Completion } from './completion.ts'
import type { Push } from './push.ts'

const settled: Readonly<Record<TagMove['do'], TagStatus>> = {
  write: 'withheld',
  unchanged: 'unchanged',
  skip: 'skipped',
  refuse: 'failed',
}

/** The tags of one target: what is to become of each, what did, and the way back. */
export class Publication {
  readonly push: Push
  readonly #completion: Completion
  readonly #moves: readonly TagMove[]
  readonly #status: Map<Tag, TagStatus>
  /** Tags of which nobody said whether they were written. */
  readonly #unclear = new Set<Tag>()

  constructor(completion: Completion, rules: TagRules) {
    const { push, image } = completion
    this.push = push
    this.#completion = completion
    this.#moves = push.target.tags.map((tag) => planTagMove(tag, push.tags.digestOf(tag), image.root.digest, rules))
    this.#status = new Map(this.#moves.map((move) => [move.tag, settled[move.do]]))
  }

  get outcomes(): readonly TagOutcome[] {
    const { tags } = this.push
    return this.#moves.map(({ tag }) => {
      const before = tags.digestOf(tag)
      const hidden = tags.isDenied(tag)
      return { tag, status: this.#statusOf(tag), ...(before && { before }), ...(hidden && { hidden }) }
    })
  }

  #statusOf(tag: Tag): TagStatus {
    const status = this.#status.get(tag) ?? 'withheld'
    return status === 'failed' && this.#unclear.has(tag) ? 'stuck' : status
  }

  /** Whether no tag was moved. */
  get isUntouched(): boolean {
    return ![...this.#status.values()].includes('published')
  }

  /** Why not all tags may be moved, by the rules of the inputs. */
  get refusal(): InputError | undefined {
    return refusalOf(this.push.name, this.#moves)
  }

  /** Moves the tags; each is read back, unless the answer says what was stored. Throws the first failure when all ended. */
  async write(): Promise<void> {
    const all = this.#moves.filter((move) => move.do === 'write').map(({ tag }) => tag)
    // Whoever is told the digest can have the image, tags or no tags.
    if (all.length === 0) await this.#completion.complete()
    const tags = await this.#writeTogether(all)
    const failures = await each(tags, (tag) => this.#writeOne(tag))
    const invalid = tags.filter((tag) => isInvalid(failures.get(tag)))
    for (const error of failures.values()) if (!isInvalid(error)) throw error
    for (const tag of invalid) await this.#writeOne(tag)
  }

  /** Puts the tags that were moved back to what they pointed at. */
  async putBack(): Promise<void> {
    const moved = this.#moves.filter((move) => move.do === 'write').map(({ tag }) => tag)
    const touched = moved.filter((tag) => this.#status.get(tag) !== 'withheld')
    const failures = await each(touched, (tag) => this.#putOneBack(tag))
    for (const tag of touched.filter((one) => isInvalid(failures.get(one)))) {
      await this.#putOneBack(tag).catch(() => undefined)
    }
  }

  /** Writes tags with the root in one request, where that costs none. Gives the tags that are left. */
  async #writeTogether(tags: readonly Tag[]): Promise<readonly Tag[]> {
    const { presence, remote } = this.push
    const isRootDue = !presence.knows(this.#completion.image.root.digest)
    if (tags.length < 2 || !(isRootDue || remote.manifests.takesTags)) return tags
    for (const tag of tags) this.#status.set(tag, 'failed')
    const taken = await this.#completion.putRootWith(tags).catch((error: unknown) => {
      if (this.push.failure || (error instanceof RegistryError && error.transient)) this.#noteUnclear(tags)
      throw error
    })
    for (const tag of taken) this.#status.set(tag, 'published')
    return tags.filter((tag) => !taken.includes(tag))
  }

  async #writeOne(tag: Tag): Promise<void> {
    this.#status.set(tag, 'failed')
    const { digest } = this.#completion.image.root
    const stored = (await this.#put(tag)) ?? (await this.#readBack(tag))
    if (stored !== digest) {
      throw new RegistryError({
        where: this.push.name,
        operation: `tag '${tag}'`,
        reason: `it reads back as ${stored ?? 'nothing'} instead of ${digest}`,
      })
    }
    this.#status.set(tag, 'published')
  }

  /** A write whose answer was lost may have been done, and its repetition refused: then the tag itself is asked. */
  async #put(tag: Tag): Promise<Digest | undefined> {
    try {
      return await this.#completion.putRoot(tag)
    } catch (error) {
      // It was broken off.
      if (this.push.failure) this.#noteUnclear([tag])
      if (isInvalid(error) || !(error instanceof RegistryError) || error.isWrongAnswer) throw error
      const found = await this.#readBack(tag).catch(() => undefined)
      if (found === this.#completion.image.root.digest) return found
      throw error
    }
  }

  async #readBack(tag: Tag): Promise<Digest | undefined> {
    try {
      return await this.push.remote.manifests.head(tag)
    } catch (error) {
      this.#noteUnclear([tag])
      throw error
    }
  }

  #noteUnclear(tags: readonly Tag[]): void {
    for (const tag of tags) this.#unclear.add(tag)
  }

  async #putOneBack(tag: Tag): Promise<void> {
    const wasMoved = this.#status.get(tag) !== 'failed'
    // Until it is known to be otherwise.
    if (wasMoved) this.#status.set(tag, 'stuck')
    const isOurs = await this.#pointsAtOurs(tag)
    this.#unclear.delete(tag)
    this.#status.set(tag, isOurs ? 'stuck' : wasMoved ? 'overtaken' : 'failed')
    if (isOurs && (await this.#returnTo(this.push.tags.digestOf(tag), tag))) this.#status.set(tag, 'restored')
  }

  /** A write that failed may have been done; somebody else may have moved the tag on. Headers may lie, bytes do not. */
  async #pointsAtOurs(tag: Tag): Promise<boolean> {
    const now = await this.push.remote.afterwards.get(tag)
    return now?.descriptor.digest === this.#completion.image.root.digest
  }

  async #returnTo(before: Digest | undefined, tag: Tag): Promise<boolean> {
    const { remote, tags } = this.push
    const { afterwards } = remote
    // A tag that the registry did not show may have been there all the same.
    if (!before) return !tags.isDenied(tag) && (await afterwards.remove(tag))
    const manifest = await afterwards.get(before)
    if (manifest) await afterwards.put(manifest, tag)
    return manifest !== undefined
  }
}

/** Does the same for all tags at once; gives how it failed. */
async function each(tags: readonly Tag[], work: (tag: Tag) => Promise<void>): Promise<ReadonlyMap<Tag, unknown>> {
  const failures = new Map<Tag, unknown>()
  await Promise.all(tags.map((tag) => work(tag).catch((error: unknown) => failures.set(tag, error))))
  return failures
}

/** Quay refuses to write one manifest under two tags at a time. */
function isInvalid(error: unknown): boolean {
  return error instanceof RegistryError && error.has('MANIFEST_INVALID')
}
