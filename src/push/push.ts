import type { Digest } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Target } from '../oci/distribution/target.ts'
import type { ContentPush } from './content/content-push.ts'
import type { ContentUpload } from './content/content-upload.ts'
import type { ImageDestination } from './content/equivalent.ts'
import { TagState } from './tags/tag-state.ts'

/** An image on its way to one target. */
export type TargetUpload = ContentUpload<Push>

/**
 * One image going to one target: the state of the tags it is to get, and the content of the repository, which is shared
 * by all images that go there. So is a failure.
 */
export class Push implements ImageDestination {
  readonly target: Target
  readonly content: ContentPush
  readonly tags: TagState
  #isLeft = false

  constructor(target: Target, content: ContentPush) {
    this.target = target
    this.content = content
    this.tags = new TagState(target.tags, content.remote.manifests, () => content.elapsed())
    // The tags move soon after content arrived. What fails is asked again when it is needed.
    content.preparation.add(() => void this.tags.refresh().catch(() => undefined))
  }

  get name(): string {
    return this.content.name
  }

  /** The tags to move. */
  get movable(): readonly Tag[] {
    return this.#isLeft ? [] : this.target.tags
  }

  /** Leaves its tags alone, because something else writes there what they are to point at, and more. */
  leaveTags(): void {
    this.#isLeft = true
  }

  /** The reason why nothing more is done for this target. */
  get failure(): Error | undefined {
    return this.content.failure
  }

  get shownRoots(): readonly Digest[] {
    return this.tags.digests
  }

  fail(error: Error): void {
    this.content.fail(error)
  }
}
