import type { BlobContent } from '../registry/upload.ts'

/** A blob that is held in memory: one that was made here, and small. */
export function contentOfBytes(bytes: Uint8Array): BlobContent {
  return {
    size: bytes.length,
    async *read(start, end) {
      yield bytes.subarray(start, end)
    },
  }
}
