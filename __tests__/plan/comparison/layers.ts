import type { Digest } from '../../../src/oci/digest.ts'
import { digestOf } from '../../../src/oci/digest.ts'
import type { Layer } from '../../../src/plan/comparison/align-layers.ts'

/** A digest that stands for this text. */
export function digestFor(text: string): Digest {
  return digestOf(Buffer.from(text))
}

/** A layer with this content, and this many bytes. */
export function layerOf(content: string, size: number, instruction?: string): Layer {
  return { digest: digestFor(content), size, ...(instruction !== undefined && { instruction }) }
}
