import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { ContentPush } from '../content/content-push.ts'
import type { TargetUpload } from '../push.ts'

/** The tags that a release moves itself, such as those of signatures that it copies. */
export class TakenTags {
  readonly #uploads: readonly TargetUpload[]

  constructor(uploads: readonly TargetUpload[]) {
    this.#uploads = uploads
  }

  /** What such a tag of a repository is to point at; undefined if the release does not move it. */
  at(content: ContentPush, tag: Tag | undefined): TargetUpload | undefined {
    return this.#uploads.find(({ push }) => push.content === content && push.target.tags.some((each) => each === tag))
  }

  /** Throws ContentError if the release would replace a list that what is attached to these manifests has to be in. */
  refuseLists(content: ContentPush, subjects: readonly Digest[]): void {
    const lost = subjects.map(referrersTag).find((tag) => this.at(content, tag))
    if (lost === undefined) return
    throw new ContentError(
      `${content.name}:${lost} is copied, and would replace the list of what refers to an image that is published with it. Leave out such tags ('all-tags'), and copy what refers to images with 'referrers: true'`
    )
  }
}
