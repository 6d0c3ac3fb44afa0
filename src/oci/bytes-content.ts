import type { BlobContent } from '../registry/upload/upload.ts'

/** A small blob that was generated here and is held in memory. */
export function contentOfBytes(bytes: Uint8Array): BlobContent {
  return {
    size: bytes.length,
    async *read(start, end) {
      yield bytes.subarray(start, end)
    },
  }
}
