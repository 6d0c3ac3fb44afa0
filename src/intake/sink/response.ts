import type { ServerResponse } from 'node:http'
import { type ErrorCode, errorStatus, formatProblem } from '../../oci/distribution/error-code.ts'

/** The response of an endpoint. */
export interface SinkResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** An error response as the spec defines it. */
export function refusal(code: ErrorCode, message: string, status: number = errorStatus[code]): SinkResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(formatProblem(code, message)) }
}

/** Sends a reply. HEAD gets a length only if it is known: clients take it for the size of the content. */
export function send({ status, headers, body }: SinkResponse, response: ServerResponse): void {
  const hasLength = body !== undefined || (status !== 204 && response.req.method !== 'HEAD')
  response.writeHead(status, { ...(hasLength && { 'content-length': String(body?.length ?? 0) }), ...headers })
  response.end(body)
}
