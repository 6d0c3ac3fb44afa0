import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ContentError } from '../oci/content-error.ts'
import { algorithmOf, isDigest } from '../oci/digest.ts'
import { type Endpoint, parseEndpoint, toUrl } from '../oci/endpoint.ts'
import { manifestLimit, parseManifest } from '../oci/manifest.ts'
import type { SinkBackend } from './backend.ts'
import { type Reply, refusal, send } from './reply.ts'
import { Uploads } from './uploads.ts'

/** A registry on loopback that a builder pushes to: distribution-spec, the push half. */
export interface Sink extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** The one repository there is, under a name that nobody can guess: other users of the machine can reach the port. */
  readonly name: string
  /** How many requests came for that repository. */
  readonly requests: number
}

type On<End extends Endpoint['end']> = Extract<Endpoint, { end: End }>

export async function startSink(backend: SinkBackend): Promise<Sink> {
  const name = `manifold/${randomBytes(16).toString('hex')}`
  const uploads = new Uploads(backend)
  let requests = 0

  async function replyTo(request: IncomingMessage): Promise<Reply> {
    const endpoint = parseEndpoint(request.method ?? '', request.url ?? '')
    if (endpoint?.end === '1') return { status: 200 }
    if (!endpoint || endpoint.name !== name) return refusal('NAME_UNKNOWN', 'there is no such repository here')
    requests += 1
    return await serve(endpoint, request, backend, uploads)
  }

  const server = createServer((request, response) => {
    replyTo(request).then(
      (reply) => send(reply, response),
      (error: unknown) => fail(error, response)
    )
  })
  // A large layer may take longer than the default of five minutes.
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    name,
    get requests() {
      return requests
    },
    [Symbol.asyncDispose]: () => stop(server),
  }
}

async function serve(
  endpoint: Exclude<Endpoint, { end: '1' }>,
  request: IncomingMessage,
  backend: SinkBackend,
  uploads: Uploads
): Promise<Reply> {
  switch (endpoint.end) {
    case '2':
      return await findBlob(endpoint, backend)
    case '3':
      return readManifest(endpoint, backend)
    case '4a':
    case '11':
      return uploads.start(endpoint)
    case '4b':
      return await uploads.whole(endpoint, request)
    case '5':
      return await uploads.append(endpoint, request)
    case '6':
      return await uploads.close(endpoint, request)
    case '7a':
      return await writeManifest(endpoint, request, backend)
    case '13':
      return uploads.status(endpoint)
    case '14':
      return await uploads.cancel(endpoint)
    default:
      return refusal('UNSUPPORTED', 'only what a push needs is done here')
  }
}

/** 200 where no target needs the blob: then the builder does not send it, nor even fetches it from where it lies. */
async function findBlob({ method, digest }: On<'2'>, backend: SinkBackend): Promise<Reply> {
  const found = method === 'HEAD' && (await backend.hasBlob(digest))
  return found
    ? { status: 200, headers: { 'docker-content-digest': digest } }
    : refusal('BLOB_UNKNOWN', 'a target lacks this blob')
}

/** HEAD says that nothing is there, so that a builder sends every manifest: their bytes are needed here. */
function readManifest({ method, reference }: On<'3'>, backend: SinkBackend): Reply {
  const manifest = method === 'GET' ? backend.manifest(reference) : undefined
  if (!manifest) return refusal('MANIFEST_UNKNOWN', 'there is no such manifest here')
  const { mediaType, digest } = manifest.descriptor
  return { status: 200, headers: { 'content-type': mediaType, 'docker-content-digest': digest }, body: manifest.bytes }
}

async function writeManifest(endpoint: On<'7a'>, request: IncomingMessage, backend: SinkBackend): Promise<Reply> {
  const { name, reference } = endpoint
  const algorithm = isDigest(reference) ? algorithmOf(reference) : 'sha256'
  const manifest = parseManifest(await readAll(request), request.headers['content-type'], algorithm)
  const { digest } = manifest.descriptor
  if (isDigest(reference) && reference !== digest) return refusal('DIGEST_INVALID', `its digest is ${digest}`)
  backend.receiveManifest(manifest, ...(isDigest(reference) ? [] : [reference]))
  const location = toUrl({ end: '3', method: 'GET', name, reference: digest })
  return { status: 201, headers: { location, 'docker-content-digest': digest } }
}

async function readAll(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > manifestLimit) throw new ContentError(`a manifest is larger than ${manifestLimit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function fail(error: unknown, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The sender must not go on sending what nobody reads.
  response.setHeader('connection', 'close')
  const message = error instanceof ContentError ? error.message : 'the upload could not be taken'
  send(refusal(error instanceof ContentError ? 'MANIFEST_INVALID' : 'BLOB_UPLOAD_INVALID', message), response)
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}
