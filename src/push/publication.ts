import { InputError } from '../input-error.ts'
import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/tag.ts'
import type { TagOutcome, TagStatus } from '../plan/outcome.ts'
import { planTagMove, type TagMove, type TagRules } from '../plan/tag-move.ts'
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

  constructor(completion: Completion, rules: TagRules) {
    const { push, image } = completion
    this.push = push
    this.#completion = completion
    this.#moves = push.target.tags.map((tag) => planTagMove(tag, push.before.get(tag), image.root.digest, rules))
    this.#status = new Map(this.#moves.map((move) => [move.tag, settled[move.do]]))
  }

  get outcomes(): readonly TagOutcome[] {
    return this.#moves.map(({ tag }) => {
      const before = this.push.before.get(tag)
      return { tag, status: this.#status.get(tag) ?? 'withheld', ...(before && { before }) }
    })
  }

  /** Why not all tags may be moved, by the rules of the inputs. */
  get refusal(): InputError | undefined {
    const refused = this.#moves.filter((move) => move.do === 'refuse')
    if (refused.length === 0) return undefined
    const reasons = refused.map(({ tag, reason }) => `${this.push.name}:${tag} was not moved: ${reason}`)
    return new InputError('tags', reasons.join('; '))
  }

  /** Moves the tags and reads each back. Throws the first failure when all have ended. */
  async write(): Promise<void> {
    const tags = this.#moves.filter((move) => move.do === 'write').map(({ tag }) => tag)
    const failures = await this.#writeAll(tags)
    const invalid = tags.filter((tag) => isInvalid(failures.get(tag)))
    for (const error of failures.values()) if (!isInvalid(error)) throw error
    // Quay refuses to write one manifest under two tags at a time.
    for (const tag of invalid) await this.#writeOne(tag)
  }

  /** Puts the tags that were moved back to what they pointed at. */
  async putBack(): Promise<void> {
    const moved = this.#moves.filter(({ tag }) => ['published', 'failed'].includes(this.#status.get(tag) ?? ''))
    await Promise.all(moved.map((move) => move.do === 'write' && this.#putOneBack(move.tag, move.before)))
  }

  async #writeAll(tags: readonly Tag[]): Promise<Map<Tag, unknown>> {
    const failures = new Map<Tag, unknown>()
    await Promise.all(tags.map((tag) => this.#writeOne(tag).catch((error: unknown) => failures.set(tag, error))))
    return failures
  }

  async #writeOne(tag: Tag): Promise<void> {
    this.#status.set(tag, 'failed')
    const { digest } = this.#completion.image.root
    const stored = (await this.#completion.putRoot(tag)) ?? (await this.push.remote.manifests.head(tag))
    if (stored !== digest) {
      throw new RegistryError({
        where: this.push.name,
        operation: `tag '${tag}'`,
        reason: `it reads back as ${stored ?? 'nothing'} instead of ${digest}`,
      })
    }
    this.#status.set(tag, 'published')
  }

  async #putOneBack(tag: Tag, before: Digest | undefined): Promise<void> {
    const { manifests } = this.push.remote
    try {
      // A write that failed may have been done all the same; somebody else may have moved the tag on.
      if ((await manifests.head(tag)) !== this.#completion.image.root.digest) return
      const isBack = before ? await this.#point(tag, before) : await manifests.remove(tag)
      this.#status.set(tag, isBack ? 'restored' : 'stuck')
    } catch {
      this.#status.set(tag, 'stuck')
    }
  }

  async #point(tag: Tag, digest: Digest): Promise<boolean> {
    const { manifests } = this.push.remote
    const manifest = await manifests.get(digest)
    if (!manifest) return false
    await manifests.put(manifest, tag)
    return true
  }
}

function isInvalid(error: unknown): boolean {
  return error instanceof RegistryError && error.has('MANIFEST_INVALID')
}
