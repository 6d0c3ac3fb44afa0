import { InputError } from '../../input-error.ts'
import { parseSource, type SourceReference } from '../../sources/source-reference.ts'

/** An existing image on disk; undefined if the image is to be built. */
export function parseSourceInput(text: string, name: string): SourceReference | undefined {
  if (text === '') return undefined
  const source = parseSource(text)
  if (source) return source
  throw new InputError(name, `write 'oci-layout:folder' or 'oci-archive:file', not '${text}'`)
}
