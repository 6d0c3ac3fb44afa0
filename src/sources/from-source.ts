import { ContentUpload } from '../push/content/content-upload.ts'
import type { Push } from '../push/content/push.ts'
import type { ImageSource } from './source.ts'

/** Brings an existing image to its targets. A blob that the source lacks must be there already, or be mountable. */
export function uploadsFrom(source: ImageSource, pushes: readonly Push[]): readonly ContentUpload[] {
  const { image, name } = source
  const wherever = `and neither does ${name}. Export the complete image, or list a repository that has it in 'mount-from'.`
  return pushes.map((push) => new ContentUpload(push, image, (digest) => source.blob(digest), wherever))
}
