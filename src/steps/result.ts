import type { BuildMetadata } from '../build/build.ts'
import type { Descriptor } from '../oci/descriptor.ts'
import type { Outcome } from '../plan/outcome.ts'
import type { Names } from '../tags/names.ts'

/** What a run came to. */
export interface Result {
  readonly names: Names
  readonly outcomes: readonly Outcome[]
  /** The root of the image; undefined where nothing was built to be published. */
  readonly root?: Descriptor
  readonly metadata?: BuildMetadata
  /** Whether what was required is done. */
  readonly isDone: boolean
}
