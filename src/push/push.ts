import type { Digest } from '../oci/digest.ts'
import type { Target } from '../oci/distribution/target.ts'
import type { RemoteRepository } from '../registry/repository.ts'
import { ContentPush, type ContentPushOptions } from './content/content-push.ts'
import type { ContentUpload } from './content/content-upload.ts'
import { TagState } from './tags/tag-state.ts'

export interface PushOptions extends Omit<ContentPushOptions, 'onFailure'> {
  readonly onFailure: (push: Push) => void
}

/** An image on its way to one target. */
export type TargetUpload = ContentUpload<Push>

/** One image going to one target: its content, and the state of the tags it is to get. */
export class Push extends ContentPush {
  readonly target: Target
  readonly tags: TagState

  constructor(target: Target, remote: RemoteRepository, options: PushOptions) {
    super(target.repository, remote, { ...options, onFailure: () => options.onFailure(this) })
    this.target = target
    this.tags = new TagState(target.tags, remote.manifests, options.elapsed)
  }

  override get shownRoots(): readonly Digest[] {
    return this.tags.digests
  }

  /** Opens connections and reads the tags again: content is about to arrive, and the tags move soon after it. */
  prepare(connections: number): void {
    void this.remote.warm(connections)
    // What fails is asked again when it is needed.
    this.tags.refresh().catch(() => undefined)
  }
}
