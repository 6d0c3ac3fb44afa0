import type { BlobContent } from '../../oci/blob-content.ts'
import { contentOfBytes } from '../../oci/blob-content.ts'
import { algorithmOf, type Digest, digester } from '../../oci/digest.ts'
import type { Splice } from './statement.ts'

/** A part of assembled content. */
interface Part {
  readonly content: BlobContent
  readonly start: number
  readonly end: number
}

/** Content with one range of bytes replaced. The rest is read from the original. */
export function splice(content: BlobContent, { start, end, bytes }: Splice): BlobContent {
  return join([
    { content, start: 0, end: start },
    { content: contentOfBytes(bytes), start: 0, end: bytes.length },
    { content, start: end, end: content.size },
  ])
}

/** Digests content with the algorithm of another digest. */
export async function digestLike(digest: Digest, content: BlobContent): Promise<Digest> {
  const all = digester(algorithmOf(digest))
  for await (const chunk of content.read(0, content.size, new AbortController().signal)) all.update(chunk)
  return all.digest()
}

function join(parts: readonly Part[]): BlobContent {
  return {
    size: parts.reduce((size, { start, end }) => size + end - start, 0),
    async *read(from, to, signal) {
      let position = 0
      for (const { content, start, end } of parts) {
        const [first, last] = [Math.max(from - position, 0), Math.min(to - position, end - start)]
        if (first < last) yield* content.read(start + first, start + last, signal)
        position += end - start
      }
    },
  }
}
