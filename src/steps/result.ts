import type { BuildMetadata } from '../build/build.ts'
import type { Image } from '../oci/image.ts'
import type { Outcome } from '../plan/outcome.ts'
import type { Names } from '../tags/names.ts'

/** What a run came to. */
export interface Result {
  readonly names: Names
  readonly outcomes: readonly Outcome[]
  /** Undefined where nothing was built to be published. */
  readonly image?: Image
  readonly metadata?: BuildMetadata
  /** Whether what was required is done. */
  readonly isDone: boolean
  /** What ended the run before its end. */
  readonly failure?: unknown
}
