import type { RetryState } from '../../http/retry/retry-state.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { TagOutcome, TagStatus } from '../../plan/outcome.ts'
import { type LateTagMove, planLateMove, planTagMove, refusalOf, ruleOn, type TagRules } from '../../plan/tag-move.ts'
import { type Condition, conditionOf, isConditionRefused } from '../../registry/condition.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { TargetUpload } from '../push.ts'
import { confirmTag, type Patient } from './confirm.ts'
import { rollBackTag } from './put-back.ts'

/** Milliseconds after which what a rollback would restore is read again. */
const justNow = 1_000

/** How often somebody else may move a tag between our read and our write. */
const conflictLimit = 3

/** The terms on which tags are written. */
export interface TagTerms extends Patient {
  readonly rules: TagRules
  /** Whether tags move only if they still point where they did at the start: other targets have moved theirs by now. */
  readonly isLate?: boolean
}

const settled: Readonly<Record<LateTagMove['do'], TagStatus>> = {
  write: 'withheld',
  withhold: 'withheld',
  unchanged: 'unchanged',
  skip: 'skipped',
  refuse: 'failed',
}

/** One tag of a target: its planned move, the result, and the rollback. */
export class TagUpdate {
  readonly tag: Tag
  readonly #upload: TargetUpload
  readonly #terms: TagTerms
  #move: LateTagMove
  /** What it pointed at before it was written, or when it was last read. */
  #before: Digest | undefined
  #status: TagStatus
  #shown: Digest | undefined
  #lookedAt = Number.NEGATIVE_INFINITY
  #condition: Condition | undefined
  /** False once the registry turned out to refuse conditions that are met. */
  #isConditional = true
  #wasTried = false
  #conflicts = 0
  /** Whether the registry reported the digest that it stored. */
  #isTold = false
  /** Whether it is unknown if the tag was written. */
  #isUnclear = false

  constructor(tag: Tag, upload: TargetUpload, terms: TagTerms) {
    this.tag = tag
    this.#upload = upload
    this.#terms = terms
    this.#before = upload.push.tags.digestOf(tag)
    this.#move = this.#plan()
    this.#status = settled[this.#move.do]
  }

  get move(): LateTagMove {
    return this.#move
  }

  /** Whether it has to be written, or has been since. */
  get isDue(): boolean {
    return this.#move.do === 'write'
  }

  /** Whether the registry accepted it. */
  get isWritten(): boolean {
    return this.#status === 'unconfirmed' || this.#status === 'published'
  }

  /**
   * Whether a rule applies to it: then it is read right before it is written, and must point at the image afterwards.
   */
  get isRuled(): boolean {
    const { rules, isLate = false } = this.#terms
    return isLate || ruleOn(this.tag, rules) !== undefined
  }

  get outcome(): TagOutcome {
    const { tags } = this.#upload.push
    const before = this.#before
    const hidden = tags.isDenied(this.tag)
    const digest = this.#shown ?? (this.isDue ? undefined : before)
    const status = this.#status === 'failed' && this.#isUnclear ? 'stuck' : this.#status
    return { tag: this.tag, status, ...(digest && { digest }), ...(before && { before }), ...(hidden && { hidden }) }
  }

  /** Leaves the tag as it is. */
  withhold(): void {
    this.#move = { tag: this.tag, do: 'withhold' }
  }

  /** Reads what the tag points at, and decides again. Throws InputError if it may not be moved. */
  async look(): Promise<void> {
    const { push, image } = this.#upload
    this.#lookedAt = push.content.elapsed()
    this.#isUnclear = this.#wasTried
    const seen = await push.tags.look(this.tag)
    this.#isUnclear = false
    this.#condition = this.#isConditional ? conditionOf(seen) : undefined
    // The response to an attempt was lost, but the attempt succeeded.
    if (this.#wasTried && seen?.digest === image.root.digest) return this.#found()
    this.#before = seen?.digest
    this.#move = this.#plan()
    if (this.isDue) return
    this.#status = settled[this.#move.do]
    const refusal = refusalOf(push.name, [this.#move])
    if (refusal) throw refusal
  }

  /** Writes the tag. With `looks` it is read right before, since it may have to be rolled back. */
  async write(looks: boolean): Promise<void> {
    const retryState = this.#upload.push.content.remote.manifests.retryState()
    while (await this.#isToBeWritten(looks)) {
      this.begin()
      this.#wasTried = true
      try {
        this.took(await this.#upload.putRoot(this.tag, retryState, this.#condition))
      } catch (error) {
        await this.#getOver(error, retryState)
      }
    }
  }

  /** Records that the tag is being written. If that is interrupted, the result is unknown. */
  begin(): void {
    this.#status = 'failed'
  }

  /** Records that writing was interrupted. */
  breakOff(): void {
    this.#isUnclear = true
  }

  /** Records that the registry accepted the tag, and the digest that it reported as stored, if it did. */
  took(told: Digest | undefined): void {
    this.#status = 'unconfirmed'
    this.#isTold = told !== undefined
  }

  /** Checks that the tag points at what was written, for as long as reads may lag behind writes. */
  async confirm(patient: Patient): Promise<void> {
    if (this.#status !== 'unconfirmed') return
    const written = { tag: this.tag, before: this.#before, isTold: this.#isTold }
    const { status, shown } = await confirmTag(written, this.#upload, patient)
    this.#status = status
    this.#shown = shown
  }

  /** Rolls the tag back to what it pointed at, if it points at what was written. */
  async putBack(): Promise<void> {
    const was = this.#status
    if (!this.isDue || was === 'withheld') return
    // Until proven otherwise.
    if (was !== 'failed') this.#status = 'stuck'
    const { found, isBack } = await rollBackTag(this.tag, this.#before, this.#upload)
    this.#isUnclear = false
    this.#shown = found
    if (isBack !== undefined) this.#status = isBack ? 'restored' : 'stuck'
    else if (was === 'published') this.#status = 'overtaken'
    else this.#status = was
  }

  get #isJustSeen(): boolean {
    return !this.#wasTried && this.#upload.push.content.elapsed() - this.#lookedAt <= justNow
  }

  async #isToBeWritten(looks: boolean): Promise<boolean> {
    if (this.isWritten) return false
    if (this.isRuled || (looks && !this.#isJustSeen)) await this.look()
    return this.isDue && !this.isWritten
  }

  #plan(): LateTagMove {
    const { push, image } = this.#upload
    const { tag } = this
    const { rules, isLate } = this.#terms
    const move = planTagMove(tag, this.#before, image.root.digest, rules)
    return isLate ? planLateMove(move, push.tags.firstDigestOf(tag)) : move
  }

  #found(): void {
    this.#status = 'published'
    this.#shown = this.#upload.image.root.digest
  }

  /** Handles a failed attempt: throws if there is to be no other and the tag does not point at the image anyway. */
  async #getOver(error: unknown, retryState: RetryState): Promise<void> {
    if (isConditionRefused(error) && this.#condition && this.#conflicts < conflictLimit)
      return await this.#lookAfterConflict()
    try {
      await this.#upload.push.content.remote.manifests.recover(error, retryState)
    } catch (final) {
      if (!(await this.#isThere(final))) throw final
    }
  }

  /** A condition that was refused although it was met is not used again: it had another reason, or an unknown one. */
  async #lookAfterConflict(): Promise<void> {
    const before = this.#before
    this.#conflicts += 1
    await this.look()
    this.#isConditional = this.#before !== before
  }

  /** If the response to a successful write was lost, its repetition may have been refused, so the tag is read. */
  async #isThere(error: unknown): Promise<boolean> {
    if (refusesConcurrentWrites(error)) return false
    const { push, image } = this.#upload
    this.#isUnclear = push.failure !== undefined || !(error instanceof RegistryError) || error.isWrongAnswer
    if (this.#isUnclear) return false
    const seen = await push.content.remote.manifests.head(this.tag).catch(() => {
      this.#isUnclear = true
    })
    if (seen === image.root.digest) this.#found()
    return seen === image.root.digest
  }
}

/** Quay refuses concurrent writes of one manifest under two tags. */
export function refusesConcurrentWrites(error: unknown): boolean {
  return error instanceof RegistryError && error.has('MANIFEST_INVALID')
}
