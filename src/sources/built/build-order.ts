import type { BuildRequest } from '../../builder/build-request.ts'
import type { Builder, BuildResult } from '../../builder/builder.ts'
import type { Log } from '../../environment.ts'
import type { Target } from '../../oci/distribution/target.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { ContentPush } from '../../push/content/content-push.ts'

export interface BuildOrder {
  readonly request: BuildRequest
  /** What gets the blobs as they arrive: one for each repository. */
  readonly contents: readonly ContentPush[]
  /** The targets that attestations will name. */
  readonly targets: readonly Target[]
  readonly builder: Builder
  readonly log: Pick<Log, 'info' | 'warning'>
  /** A directory for temporary files. */
  readonly directory: string
  /** Called when this machine, not a registry, fails, so that there is no point in going on with the build. */
  readonly onMachineFailure: (error: Error) => void
}

/** An image that was built. */
export interface BuiltImage extends ImageSource {
  readonly metadata: BuildResult
}
