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

/** Sends a reply; for HEAD without its body. */
export function send({ status, headers, body }: Reply, response: ServerResponse): void {
  const length = status === 204 ? {} : { 'content-length': String(body?.length ?? 0) }
  response.writeHead(status, { ...length, ...headers })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
