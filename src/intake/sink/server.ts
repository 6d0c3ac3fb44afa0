import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ContentError } from '../../oci/content-error.ts'
import { type Endpoint, parseEndpoint } from '../../oci/distribution/endpoint.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { SinkBackend } from './backend.ts'
import { findBlob } from './blob-requests.ts'
import { listAllTags, listReferrers, type ManifestDesk, readManifest, writeManifest } from './manifest-requests.ts'
import { type OpenBackend, SinkRepositories } from './repositories.ts'
import { refusal, type SinkResponse, send } from './response.ts'
import { askForLogin, isAdmitted, newLogin, type SinkLogin } from './sink-login.ts'
import type { Uploads } from './uploads.ts'

/** A registry on an address of this machine that builders push to: the push half of the distribution-spec. */
export interface Sink extends AsyncDisposable {
  /** `127.0.0.1:PORT`, or the other address that it listens on. */
  readonly host: string
  /** Its repository. The name is in the builder's command line, which every user of the machine can read. */
  readonly name: string
  /** Required for every request (docs/decisions/0014). */
  readonly login: SinkLogin
  /** The only tag that is accepted, unless any is: the manifest pushed to it is the root of the image. */
  readonly tag: Tag
  /** How many requests were made to its repositories, not counting those without the login. */
  readonly requests: number
  /** How many of them are not answered yet. */
  readonly pending: number
}

export interface SinkOptions {
  /** The IP address to listen on; loopback by default. */
  readonly address?: string
  /** For images in repositories below the sink's own, such as `NAME/worker`; by default there are none. */
  readonly openBackend?: OpenBackend
  /** Whether roots may be pushed to any tag. */
  readonly acceptsAnyTag?: boolean
  /** Milliseconds that a manifest may take to arrive. */
  readonly manifestTime?: number
}

const tag = 'image' as Tag
const defaultManifestTime = 120_000
const loopback = '127.0.0.1'

/** Starts a sink; `backend` receives the images that are pushed to its own repository. */
export async function startSink(backend: SinkBackend, options: SinkOptions = {}): Promise<Sink> {
  const { address = loopback, openBackend, acceptsAnyTag = false, manifestTime = defaultManifestTime } = options
  const name = `manifold/${randomBytes(16).toString('hex')}`
  const login = newLogin()
  const repositories = new SinkRepositories(name, backend, openBackend)
  const desk = { ...(!acceptsAnyTag && { tag }), manifestTime }
  let requests = 0
  let pending = 0

  async function replyTo(request: IncomingMessage): Promise<SinkResponse> {
    if (!isAdmitted(request.headers.authorization, login)) return askForLogin()
    const endpoint = parseEndpoint(request.method ?? '', request.url ?? '')
    if (endpoint?.end === '1') return { status: 200 }
    const repository = endpoint && repositories.find(endpoint.name, mayBeginPush(endpoint))
    if (!endpoint || !repository) return refusal('NAME_UNKNOWN', 'no such repository')
    requests += 1
    pending += 1
    return await serve(endpoint, request, { ...repository, ...desk }).finally(() => {
      pending -= 1
    })
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
  server.listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    host: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    name,
    login,
    tag,
    get requests() {
      return requests
    },
    get pending() {
      return pending
    },
    [Symbol.asyncDispose]: () => stop(server, repositories),
  }
}

/** A HEAD for a blob comes before its push. Tools also look into repositories that they never push to, such as caches. */
function mayBeginPush({ end, ...endpoint }: Exclude<Endpoint, { end: '1' }>): boolean {
  return (
    ['4a', '4b', '7a', '7b', '11'].includes(end) || (end === '2' && 'method' in endpoint && endpoint.method === 'HEAD')
  )
}

/** What is needed to serve requests. */
interface Desk extends ManifestDesk {
  readonly uploads: Uploads
}

async function serve(
  endpoint: Exclude<Endpoint, { end: '1' }>,
  request: IncomingMessage,
  { backend, uploads, ...desk }: Desk
): Promise<SinkResponse> {
  switch (endpoint.end) {
    case '2':
      return await findBlob(endpoint, request, backend, uploads)
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
    case '7b':
      return await writeManifest(endpoint, request, { backend, ...desk })
    case '8':
      return listAllTags(endpoint, backend)
    case '12':
      return listReferrers(endpoint, backend)
    case '13':
      return uploads.status(endpoint)
    case '14':
      return await uploads.cancel(endpoint)
    default:
      return refusal('UNSUPPORTED', 'only push requests are supported')
  }
}

/** The sender disconnected, or the backend failed. */
function fail(error: unknown, response: ServerResponse): void {
  // The sender must stop sending, since nothing is read any more.
  response.setHeader('connection', 'close')
  const message = error instanceof ContentError ? error.message : 'the upload could not be received'
  send(refusal('BLOB_UPLOAD_INVALID', message), response)
}

async function stop(server: Server, repositories: SinkRepositories): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  await repositories[Symbol.asyncDispose]()
}
