import { type BlobContent, collectBytes } from '../oci/blob-content.ts'
import { ContentError } from '../oci/content-error.ts'
import { manifestLimit } from '../oci/manifest.ts'

/** Files by path, separated by `/`: a directory or an archive. */
export interface Files extends AsyncDisposable {
  /** Its name in error messages. */
  readonly name: string
  find(path: string): Promise<BlobContent | undefined>
}

/** Reads a whole file of at most 4 MiB; undefined if there is none. Throws ContentError. */
export async function readSmall(
  { name, find }: Pick<Files, 'name' | 'find'>,
  path: string
): Promise<Uint8Array | undefined> {
  const file = await find(path)
  if (!file) return undefined
  if (file.size > manifestLimit) throw new ContentError(`${name}/${path} is larger than ${manifestLimit} bytes`)
  return await collectBytes((signal) => file.read(0, file.size, signal))
}
