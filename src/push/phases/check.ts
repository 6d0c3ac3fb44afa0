import type { ImageSource } from '../../oci/image-source.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { MayKeep } from '../content/equivalent.ts'
import type { TargetUpload } from '../push.ts'
import type { Release } from '../release.ts'

/**
 * When a check runs. `policy` decides whether the image may be published at all, `proof` tests and scans it, and `attachment`
 * publishes signatures and documents, so it must only run if no check before it objects.
 */
export type CheckStage = 'policy' | 'proof' | 'attachment'

/** Images that a run does not publish. Their blobs are here. */
export interface Unpublished {
  readonly sources: readonly ImageSource[]
  /** The names under which they are loaded into the Docker engine, if they are. */
  readonly loaded: readonly string[]
}

/** One check of a release, between its content and its tags: a test, a scan, a signature. It keeps nothing between runs. */
export interface Check {
  /** The input that asks for it. */
  readonly name: string
  readonly stage: CheckStage
  /** Whether each job that builds a part of an image checks its own part; otherwise the whole image is checked, once. */
  readonly isForParts: boolean
  /** Examines an image in a registry before any of its blobs is copied; rejects to object. */
  admit?(source: ImageSource): Promise<void>
  /** Called when content begins to go to the targets, which does not wait for it. Never rejects. */
  begin?(uploads: readonly TargetUpload[]): Promise<void>
  /** Whether an equivalent image, with attestations of others, may be kept instead of what was built. Never rejects. */
  readonly mayKeep?: MayKeep
  /**
   * Resolves to what it attaches to the images; rejects to object. `ready` are the uploads to targets that have the
   * images, `late` those to targets that will. It must not change anything that is public.
   */
  approve(ready: readonly TargetUpload[], late: readonly TargetUpload[]): Promise<Release>
  /** Checks images that are not published, without credentials; rejects to object. A check without it is left out then. */
  checkUnpublished?(images: Unpublished): Promise<void>
  /** Verifies what all checks have attached, at the targets that have it; rejects to object. */
  confirm?(attached: readonly TargetUpload[]): Promise<void>
  /** Its outputs and its part of the summary, given the outcomes of all targets. */
  report?(outcomes: readonly Outcome[]): CheckReport
}

export interface CheckReport {
  /** Outputs by name. */
  readonly outputs: Readonly<Record<string, string>>
  /** A part of the summary: Markdown, escaped. */
  readonly summary?: string | undefined
}

/** A check that objects. The message names it. */
export class CheckError extends Error {
  override readonly name = 'CheckError'
  /** The input that asked for the check. */
  readonly check: string
  /** The end of what it printed. */
  readonly excerpt: string | undefined

  constructor(check: string, problem: string, { excerpt, ...options }: ErrorOptions & { excerpt?: string } = {}) {
    super(`Check '${check}': ${problem}`, options)
    this.check = check
    this.excerpt = excerpt
  }
}

/** The objection of a check that gives this reason. */
export function objectionOf({ name }: Pick<Check, 'name'>, cause: unknown): CheckError {
  if (cause instanceof CheckError) return cause
  return new CheckError(name, cause instanceof Error ? cause.message : String(cause), { cause })
}
