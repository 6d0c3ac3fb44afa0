import type { InputError } from '../../input-error.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { TagOutcome } from '../../plan/outcome.ts'
import { refusalOf } from '../../plan/tag-move.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { Push, TargetUpload } from '../push.ts'
import { replacedError } from './replaced.ts'
import { refusesConcurrentWrites, type TagTerms, TagUpdate } from './tag-update.ts'

/** The tags of one target. */
export class TagUpdates {
  readonly push: Push
  readonly upload: TargetUpload
  readonly #tags: readonly TagUpdate[]
  readonly #terms: TagTerms
  #isPutBack = false
  #isComplete = false

  constructor(upload: TargetUpload, terms: TagTerms) {
    this.push = upload.push
    this.upload = upload
    this.#terms = terms
    this.#tags = upload.push.movable.map((tag) => new TagUpdate(tag, upload, terms))
    // Moving only some of them would mix two releases.
    if (this.isOvertaken) for (const tag of this.#tags) if (tag.isDue) tag.withhold()
  }

  /** Whether somebody else has moved tags of a late target. */
  get isOvertaken(): boolean {
    return this.#tags.some(({ move }) => move.do === 'withhold')
  }

  get outcomes(): readonly TagOutcome[] {
    return this.#tags.map(({ outcome }) => outcome)
  }

  /** Tags that have to be written. */
  get due(): readonly Tag[] {
    return this.#tags.filter(({ isDue }) => isDue).map(({ tag }) => tag)
  }

  /** Whether no tag was moved. */
  get isUntouched(): boolean {
    return !this.#tags.some(({ isWritten }) => isWritten)
  }

  /** The reason why the rules in the inputs do not allow all tags to be moved. */
  get refusal(): InputError | undefined {
    return refusalOf(
      this.push.name,
      this.#tags.map(({ move }) => move)
    )
  }

  /**
   * Moves the tags, and reads them back. With `looks` each is also read right before. Throws the first failure once all
   * have ended.
   */
  async write(looks: boolean): Promise<void> {
    const failure = await this.#writeAll(looks).catch((error: unknown) => ({ error }))
    await Promise.all(this.#tags.map((tag) => tag.confirm(failure ? { ...this.#terms, catchUp: 0 } : this.#terms)))
    if (failure) throw failure.error
    this.#refuseReplaced()
    // The image must be available by digest even if no tag was written.
    if (this.isUntouched) await this.upload.complete()
    this.#isComplete = true
  }

  /** Whether the target has the whole image, and every tag that it was to get: where there are none, by its digest alone. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** Whether a rollback of the tags was requested. */
  get isPutBack(): boolean {
    return this.#isPutBack
  }

  /** Rolls the moved tags back to what they pointed at. */
  async putBack(): Promise<void> {
    this.#isPutBack = true
    const failures = await each(this.#tags, (tag) => tag.putBack())
    for (const [tag, error] of failures) if (refusesConcurrentWrites(error)) await tag.putBack().catch(() => undefined)
  }

  /** Other jobs may overwrite a tag, unless a rule applies to it: then the result is not what was asked for. */
  #refuseReplaced(): void {
    const tags = this.#tags
      .filter(({ isRuled }) => isRuled)
      .map(({ outcome }) => outcome)
      .filter(({ status }) => status === 'overtaken')
    if (tags.length === 0) return
    throw replacedError({ where: this.push.name, written: this.upload.image.root.digest, tags }, this.#terms)
  }

  async #writeAll(looks: boolean): Promise<void> {
    const tags = await this.#writeTogether(looks)
    const failures = await each(tags, (tag) => tag.write(looks))
    for (const error of failures.values()) if (!refusesConcurrentWrites(error)) throw error
    for (const tag of failures.keys()) await tag.write(looks)
  }

  /** Writes tags in the same request as the root, if that takes no extra request. Returns the remaining tags. */
  async #writeTogether(looks: boolean): Promise<readonly TagUpdate[]> {
    const { presence, remote } = this.push.content
    const due = this.#tags.filter(({ isDue }) => isDue)
    const isRootDue = !presence.knows(this.upload.image.root.digest)
    const free = due.filter(({ isRuled }) => !isRuled)
    if (free.length < 2 || !(isRootDue || remote.manifests.takesTags)) return due
    if (looks) await Promise.all(free.map((tag) => tag.look()))
    const together = free.filter(({ isDue }) => isDue)
    const taken = await this.#putWith(together)
    for (const tag of taken) tag.took(this.upload.image.root.digest)
    return due.filter((tag) => tag.isDue && !taken.includes(tag))
  }

  async #putWith(tags: readonly TagUpdate[]): Promise<readonly TagUpdate[]> {
    for (const tag of tags) tag.begin()
    try {
      const taken = await this.upload.putRootWith(tags.map(({ tag }) => tag))
      return tags.filter(({ tag }) => taken.includes(tag))
    } catch (error) {
      const isOpen = this.push.failure || (error instanceof RegistryError && error.transient)
      if (isOpen) for (const tag of tags) tag.breakOff()
      throw error
    }
  }
}

/** Runs `work` for all tags in parallel, and returns the failures. */
async function each(
  tags: readonly TagUpdate[],
  work: (tag: TagUpdate) => Promise<void>
): Promise<ReadonlyMap<TagUpdate, unknown>> {
  const failures = new Map<TagUpdate, unknown>()
  await Promise.all(tags.map((tag) => work(tag).catch((error: unknown) => failures.set(tag, error))))
  return failures
}
