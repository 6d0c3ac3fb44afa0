import type { ServerResponse } from 'node:http'
import { type ErrorCode, errorStatus, formatProblem } from '../oci/error-code.ts'

/** What an endpoint answers. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** An error in the form of the spec. */
export function refusal(code: ErrorCode, message: string, status: number = errorStatus[code]): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(formatProblem(code, message)) }
}

/** Sends a reply. HEAD is told no length but of what is known: clients take it for the size of what they asked about. */
export function send({ status, headers, body }: Reply, response: ServerResponse): void {
  const hasLength = body !== undefined || (status !== 204 && response.req.method !== 'HEAD')
  response.writeHead(status, { ...(hasLength && { 'content-length': String(body?.length ?? 0) }), ...headers })
  response.end(body)
}
