import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'

export interface Question {
  readonly headers?: http.OutgoingHttpHeaders
  /** A list is sent in pieces, without a length. */
  readonly body?: string | Uint8Array | readonly string[]
  readonly tls?: https.RequestOptions
}

export interface Reply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

/** Sends one request exactly as given, for tests of the test registry itself. */
export async function ask(method: string, url: string | URL, question: Question = {}): Promise<Reply> {
  const { request: send } = new URL(url).protocol === 'https:' ? https : http
  const pieces = [question.body ?? []].flat()
  const request = send(url, { method, headers: headersOf(method, question), agent: false, ...question.tls })
  for (const piece of pieces) request.write(piece)
  request.end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  // The server may respond before the whole body was sent, and close the connection.
  request.on('error', () => undefined)
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }
}

function headersOf(method: string, { headers = {}, body }: Question): http.OutgoingHttpHeaders {
  if (Array.isArray(body)) return headers
  if (body === undefined && /^(GET|HEAD|DELETE)$/.test(method)) return headers
  return { 'content-length': body?.length ?? 0, ...headers }
}

const octets = { 'content-type': 'application/octet-stream' }

/** Opens a session, and returns the URL to send the blob to. */
export async function begin(origin: string, name: string): Promise<string> {
  const { headers } = await ask('POST', `${origin}/v2/${name}/blobs/uploads/`)
  return new URL(headers.location ?? '', origin).href
}

/** POST followed by PUT. */
export async function upload(origin: string, name: string, digest: string, bytes: Uint8Array): Promise<Reply> {
  return await ask('PUT', finishing(await begin(origin, name), digest), { body: bytes, headers: octets })
}

/** A Location with the digest appended. */
export function finishing(location: string, digest: string): string {
  return `${location}${location.includes('?') ? '&' : '?'}digest=${digest}`
}

/** PATCH with a chunk that begins at `first`. */
export function chunk(location: string, body: string, first: number): Promise<Reply> {
  const range = { 'content-range': `${first}-${first + body.length - 1}` }
  return ask('PATCH', location, { body, headers: { ...octets, ...range } })
}

export function putManifest(
  origin: string,
  name: string,
  reference: string,
  bytes: Uint8Array,
  mediaType = 'application/vnd.oci.image.manifest.v1+json'
): Promise<Reply> {
  return ask('PUT', `${origin}/v2/${name}/manifests/${reference}`, {
    body: bytes,
    headers: { 'content-type': mediaType },
  })
}

export function codeOf({ text }: Reply): string | undefined {
  return (JSON.parse(text) as { errors?: { code: string }[] }).errors?.[0]?.code
}
