import type { Environment, Secrets } from '../../environment.ts'
import type { JsonRecord } from '../../json.ts'
import { digestOf } from '../../oci/digest.ts'
import type { ArtifactCalls } from './artifact-calls.ts'
import { ArtifactError } from './artifact-error.ts'
import type { ArtifactHttp } from './artifact-http.ts'
import { type ArtifactStore, type Creation, fileLimit, isArtifactName, type StoredArtifact } from './artifact-store.ts'
import type { BackendIds } from './backend-ids.ts'
import { fieldOf, type ListedArtifact, parseArtifactList } from './listed-artifact.ts'
import { RunArtifact } from './run-artifact.ts'
import { downloadBlob } from './storage/blob-storage.ts'
import { parseSignedUrl, type SignedUrl } from './storage/signed-url.ts'
import { fileInZip, zipOverhead } from './storage/zip-file.ts'

export interface RunArtifactsOptions extends Pick<Environment, 'now'>, Pick<Secrets, 'mask'> {
  /** The URL of the service. */
  readonly home: URL
  readonly http: ArtifactHttp
  readonly calls: ArtifactCalls
  /** The ids of this job. */
  readonly ids: BackendIds
  /** Milliseconds for which artifacts are kept. */
  readonly retention: number
}

/** The protocol's version: 4 is what every implementation of the service knows. */
const version = 4
const conflict = 409

/** Artifacts in the runner's artifact service. Each is a zip file, so that the run's page and other actions can open it. */
export class RunArtifacts implements ArtifactStore, AsyncDisposable {
  readonly #options: RunArtifactsOptions
  readonly #listed = new WeakMap<StoredArtifact, ListedArtifact>()

  constructor(options: RunArtifactsOptions) {
    this.#options = options
  }

  async create(name: string): Promise<Creation> {
    if (!isArtifactName(name)) throw new Error(`'${name}' is not a valid name for an artifact`)
    const { calls, http, now, retention } = this.#options
    const action = `create the artifact '${name}'`
    const expires_at = new Date(now().getTime() + retention).toISOString()
    const response = await calls.call({ method: 'CreateArtifact', action, fields: { name, version, expires_at } })
    if (response.status === conflict) return response.isRepeated ? 'uncertain' : 'taken'
    const url = this.#signedUrl(response.message(), 'signed_upload_url', action)
    const find = async () => (await this.#list({ name_filter: name }, (each) => each === name)).at(-1)
    return new RunArtifact({ name, url, http, calls, find })
  }

  async list(prefix: string): Promise<readonly StoredArtifact[]> {
    return await this.#list({}, (name) => name.startsWith(prefix))
  }

  async read(artifact: StoredArtifact): Promise<Uint8Array> {
    const listed = this.#listed.get(artifact)
    if (!listed) throw new Error(`'${artifact.name}' is not from a list of this store`)
    const action = `read the artifact '${artifact.name}'`
    const bytes = await this.#download(listed, action)
    const { host } = this.#options.home
    if (listed.digest !== undefined && digestOf(bytes) !== listed.digest) {
      throw new ArtifactError({ action, host, reason: 'has another digest than the list of artifacts says' })
    }
    try {
      return fileInZip(bytes)
    } catch (cause) {
      throw new ArtifactError({ action, host, reason: 'is not a zip file with a single uncompressed file', cause })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#options.http[Symbol.asyncDispose]()
  }

  async #list(filter: JsonRecord, isWanted: (name: string) => boolean): Promise<readonly ListedArtifact[]> {
    const { calls, ids, home } = this.#options
    const action = 'list the artifacts of this run'
    const response = await calls.call({ method: 'ListArtifacts', action, fields: filter })
    const artifacts = parseArtifactList(response.message(), isWanted, ids)
    if (!artifacts) throw new ArtifactError({ action, host: home.host, reason: 'is not a list of artifacts' })
    for (const artifact of artifacts) this.#listed.set(artifact, artifact)
    return artifacts
  }

  async #download({ name, size, madeBy }: ListedArtifact, action: string): Promise<Uint8Array> {
    const { calls, http, home } = this.#options
    const limit = fileLimit + zipOverhead
    const tooLarge = { action, host: home.host, reason: `lists it with ${size} bytes, more than ${limit}` }
    if (size > limit) throw new ArtifactError(tooLarge)
    const request = async () => {
      const response = await calls.call({ method: 'GetSignedArtifactURL', action, ids: madeBy, fields: { name } })
      return this.#signedUrl(response.message(), 'signed_url', action)
    }
    return await downloadBlob(http, request, { action, limit })
  }

  #signedUrl(message: JsonRecord, field: string, action: string): SignedUrl {
    const { home, mask } = this.#options
    const url = parseSignedUrl(fieldOf(message, field), home, mask)
    if (typeof url === 'string') throw new ArtifactError({ action, host: home.host, reason: url })
    return url
  }
}
