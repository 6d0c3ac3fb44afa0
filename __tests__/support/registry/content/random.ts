import { createCipheriv, createHash } from 'node:crypto'
import type { Digest } from '../../../../src/oci/digest.ts'
import type { Blob } from '../../images.ts'

const pieceSize = 1024 * 1024

/** Pseudorandom bytes that only depend on the seed: the key stream of AES in counter mode. */
function* pieces(size: number, seed: number): Generator<Buffer> {
  const key = createHash('sha256').update(`seed ${seed}`).digest()
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  const zeros = Buffer.alloc(Math.min(size, pieceSize))
  for (let left = size; left > 0; left -= zeros.length) yield stream.update(zeros.subarray(0, left))
}

/** This many pseudorandom bytes, in memory. */
export function randomBytesOf(size: number, seed: number): Uint8Array {
  return Buffer.concat([...pieces(size, seed)])
}

/** An incompressible blob of any size. It is not kept in memory: each `read` generates it again, at about 1 GiB/s. */
export function randomBlob(size: number, seed = 1, mediaType = 'application/vnd.oci.image.layer.v1.tar'): Blob {
  const hash = createHash('sha256')
  for (const piece of pieces(size, seed)) hash.update(piece)
  const digest = `sha256:${hash.digest('hex')}` as Digest
  return {
    descriptor: { mediaType, digest, size },
    async *read() {
      yield* pieces(size, seed)
    },
  }
}
