import type { BlobContent } from './blob-content.ts'
import type { Digest } from './digest.ts'
import type { ImageSource } from './image-source.ts'

/** The content of an image configuration, if it can be read without a request. */
export function storedConfig(source: ImageSource, digest: Digest): BlobContent | undefined {
  if (source.config) return source.config(digest)
  return source.origin ? undefined : source.blob(digest)
}
