import { digestOf } from '../../oci/digest.ts'
import type { ArtifactCalls } from './artifact-calls.ts'
import type { ArtifactHttp } from './artifact-http.ts'
import { fileLimit, type PendingArtifact } from './artifact-store.ts'
import type { ListedArtifact } from './listed-artifact.ts'
import { uploadBlob } from './storage/blob-storage.ts'
import type { SignedUrl } from './storage/signed-url.ts'
import { zipOf } from './storage/zip-file.ts'

export interface RunArtifactOptions {
  readonly name: string
  /** Where to upload its zip file. */
  readonly url: SignedUrl
  readonly http: ArtifactHttp
  readonly calls: ArtifactCalls
  /** Looks for it among the finalized artifacts of the run. */
  readonly find: () => Promise<ListedArtifact | undefined>
}

/** An artifact that this job has created in the artifact service. */
export class RunArtifact implements PendingArtifact {
  readonly #options: RunArtifactOptions
  #zip: Uint8Array | undefined

  constructor(options: RunArtifactOptions) {
    this.#options = options
  }

  async upload(file: Uint8Array): Promise<void> {
    const { name, url, http } = this.#options
    if (file.length > fileLimit) throw new Error(`The file for the artifact '${name}' has more than ${fileLimit} bytes`)
    const zip = zipOf('content.json', file)
    await uploadBlob(http, url, { action: `upload the artifact '${name}'`, content: zip, type: 'application/zip' })
    this.#zip = zip
  }

  async finalize(): Promise<void> {
    const { name, calls, find } = this.#options
    const zip = this.#zip
    if (!zip) throw new Error(`The artifact '${name}' was not uploaded`)
    const hash = digestOf(zip)
    const action = `finalize the artifact '${name}'`
    const fields = { name, size: String(zip.length), hash }
    const response = await calls.call({ method: 'FinalizeArtifact', action, fields })
    // After a lost response the service may refuse to do it twice.
    if (response.status !== 200 && response.isRepeated) {
      const found = await find()
      if (found && [hash, undefined].includes(found.digest)) return
    }
    response.message()
  }
}
