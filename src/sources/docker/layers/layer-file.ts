import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readBytes } from '../../../disk/file-bytes.ts'
import { openRegular } from '../../../disk/regular-file.ts'
import type { BlobContent } from '../../../oci/blob-content.ts'
import { SpoolError } from '../../../oci/broken-blob.ts'
import { type Digest, digester } from '../../../oci/digest.ts'
import { gzip } from './gzip.ts'

/** A compressed layer in a file for temporary data. */
export interface LayerFile {
  readonly digest: Digest
  readonly content: BlobContent
}

/** Compresses a layer into a new file. Throws SpoolError if the disk is full. */
export async function compressInto(path: string, content: AsyncIterable<Uint8Array>): Promise<LayerFile> {
  const digests = digester()
  const guarded = <Result>(work: Promise<Result>) =>
    work.catch((cause: Error) => {
      throw new SpoolError(dirname(path), cause)
    })
  await using file = await guarded(open(path, 'wx', 0o600))
  await gzip(content, async (bytes) => {
    digests.update(bytes)
    await guarded(file.writeFile(bytes))
  })
  const stamp = await file.stat({ bigint: true })
  return {
    digest: digests.digest(),
    content: {
      size: Number(stamp.size),
      async *read(start, end, signal) {
        await using reading = await openRegular(path)
        yield* readBytes(reading, { name: path, start, end, stamp }, signal)
      },
    },
  }
}
