import { isRecord, type JsonRecord, parseJson, parseRecord } from '../../json.ts'
import { ArtifactError } from './artifact-error.ts'
import type { ArtifactHttp, ArtifactRequest, ArtifactResponse } from './artifact-http.ts'
import type { BackendIds } from './backend-ids.ts'

export interface ArtifactCallsOptions {
  /** The URL of the service; only its origin counts. */
  readonly home: URL
  /** The job's runtime token, sent to `home` only. */
  readonly token: string
  readonly ids: BackendIds
  /** The error for a server that does not know the protocol. */
  readonly missing: (reason: string) => Error
}

type Method = 'CreateArtifact' | 'FinalizeArtifact' | 'ListArtifacts' | 'GetSignedArtifactURL'

/** One method of the service to call. */
export interface ArtifactCall {
  readonly method: Method
  /** What is done with it, for errors: `list artifacts`. */
  readonly action: string
  readonly fields: JsonRecord
  /** Whose ids to send, if not those of this job. */
  readonly ids?: BackendIds
}

/** The response to a call: JSON if it was successful. */
interface CallResponse extends Pick<ArtifactResponse, 'isRepeated' | 'status'> {
  /** The message in a successful response. Throws ArtifactError for any other. */
  message(): JsonRecord
}

/** The list of a run with thousands of artifacts has some megabytes. */
const responseLimit = 8 * 1024 * 1024
const path = '/twirp/github.actions.results.api.v1.ArtifactService/'

/** Calls methods of the artifact service: Twirp with JSON. twitchtv.github.io/twirp/docs/spec_v7.html */
export class ArtifactCalls {
  readonly #http: ArtifactHttp
  readonly #options: ArtifactCallsOptions

  constructor(http: ArtifactHttp, options: ArtifactCallsOptions) {
    this.#http = http
    this.#options = options
  }

  /** Throws ArtifactError if there is no final response, and the error of `missing`. */
  async call({ method, action, fields, ids = this.#options.ids }: ArtifactCall): Promise<CallResponse> {
    const { home, token, missing } = this.#options
    const body = { workflow_run_backend_id: ids.run, workflow_job_run_backend_id: ids.job, ...fields }
    const request: ArtifactRequest = {
      action,
      method: 'POST',
      url: new URL(`${path}${method}`, home.origin),
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(body)),
      limit: responseLimit,
    }
    const response = await this.#http.send(request)
    const text = new TextDecoder().decode(response.body)
    // `not_found` is the code for a run or an artifact. A server without the service has no code, or `bad_route`.
    if (response.status === 404 && parseRecord(text).code !== 'not_found')
      throw missing(`${home.host} responded with 404`)
    const { status, isRepeated } = response
    return {
      status,
      isRepeated,
      message: () => {
        if (status !== 200) throw this.#http.refused(request, response)
        return this.#parse(text, action)
      },
    }
  }

  #parse(text: string, action: string): JsonRecord {
    const { host } = this.#options.home
    try {
      const message = parseJson(text)
      if (isRecord(message)) return message
    } catch (cause) {
      throw new ArtifactError({ action, host, reason: 'is not JSON', cause })
    }
    throw new ArtifactError({ action, host, reason: 'is not a JSON object' })
  }
}
