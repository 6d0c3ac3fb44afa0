import type { BlobContent } from '../oci/blob-content.ts'

/** Files by path, separated by `/`: a directory or an archive. */
export interface Files extends AsyncDisposable {
  /** Its name in error messages. */
  readonly name: string
  find(path: string): Promise<BlobContent | undefined>
}
