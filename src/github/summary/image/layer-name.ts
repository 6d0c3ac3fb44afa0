import { shortDigest } from '../../../oci/digest.ts'
import type { ComparedLayer } from '../../../plan/comparison/compare-images.ts'
import { htmlCode } from '../html.ts'

/** Characters of an instruction. */
const limit = 100

/** The instruction that made a layer, shortened, or else the layer's digest. HTML. */
export function layerName({ instruction, digest }: Pick<ComparedLayer, 'instruction' | 'digest'>): string {
  const text = (instruction ?? '')
    .slice(0, 16 * limit)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
  if (text === '') return htmlCode(shortDigest(digest))
  const characters = [...text]
  return htmlCode(characters.length > limit ? `${characters.slice(0, limit).join('')}…` : text)
}
