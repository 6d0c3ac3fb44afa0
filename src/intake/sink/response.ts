import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BlobContent } from '../../oci/blob-content.ts'
import { type ErrorCode, errorStatus, formatProblem } from '../../oci/distribution/error-code.ts'

/** The response of an endpoint. */
export interface SinkResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** A body that is read while it is sent. */
  readonly content?: BlobContent
}

/** An error response as the spec defines it. */
export function refusal(code: ErrorCode, message: string, status: number = errorStatus[code]): SinkResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(formatProblem(code, message)) }
}

/** Sends a reply. HEAD gets a length only if it is known: clients take it for the size of the content. */
export function send({ status, headers, body, content }: SinkResponse, response: ServerResponse): void {
  const hasLength = body !== undefined || (status !== 204 && response.req.method !== 'HEAD')
  response.writeHead(status, { ...(hasLength && { 'content-length': String(body?.length ?? 0) }), ...headers })
  if (content) stream(content, response)
  else response.end(body)
}

/** A client that disconnects ends the reading, and a failure of the content the connection. */
function stream(content: BlobContent, response: ServerResponse): void {
  const over = new AbortController()
  // The socket may still hold a chunk when the content reuses its memory.
  const copies = async function* () {
    for await (const chunk of content.read(0, content.size, over.signal)) yield Buffer.from(chunk)
  }
  pipeline(Readable.from(copies(), { objectMode: false }), response).catch(() => over.abort())
}
