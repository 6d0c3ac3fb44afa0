/** A response. `content-length` is that of the body unless it is set. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** `endless` is written until the client closes the connection. */
  readonly body?: string | Uint8Array | 'endless'
}

/** The codes in the distribution-spec, "Error Codes", with the matching status in the endpoint table. */
const statuses: Readonly<Record<string, number>> = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 404,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 400,
  UNAUTHORIZED: 401,
  DENIED: 403,
  UNSUPPORTED: 405,
  TOOMANYREQUESTS: 429,
}

export interface Refusal {
  readonly code: string
  readonly message: string
  readonly detail?: unknown
}

/** An error response in the spec's format. The first refusal determines the status. */
export function refuse(refusals: Refusal | readonly Refusal[], status?: number): Answer {
  const errors = [refusals].flat()
  return {
    status: status ?? statuses[errors[0]?.code ?? ''] ?? 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ errors }),
  }
}

/** Shorthand for a single error. */
export function refusal(code: string, message: string, status?: number): Answer {
  return refuse({ code, message }, status)
}

export function withHeaders(answer: Answer, headers: Readonly<Record<string, string | readonly string[]>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
