import { type Digest, isDigest } from '../digest.ts'
import { isName } from './reference.ts'
import { isTag, type Tag } from './tag.ts'

type Row<End extends string, Method extends string, Fields = object> = {
  readonly end: End
  readonly method: Method
} & Readonly<Fields>

/**
 * The endpoints of the distribution-spec (v1.1.1, "Endpoints"; end-7b and end-14 from its main branch), which the
 * client calls and the sink serves. The registry chooses the URL of an upload session, so for end-5, 6, 13 and 14 a
 * client uses the Location it was given; the sink's own sessions have the form that is parsed here.
 */
export type Endpoint =
  | Row<'1', 'GET'>
  | Row<'2', 'GET' | 'HEAD', { name: string; digest: Digest }>
  | Row<'3', 'GET' | 'HEAD', { name: string; reference: Tag | Digest }>
  | Row<'4a', 'POST', { name: string }>
  | Row<'4b', 'POST', { name: string; digest: Digest }>
  | Row<'5', 'PATCH', { name: string; session: string }>
  | Row<'6', 'PUT', { name: string; session: string; digest: Digest }>
  | Row<'7a', 'PUT', { name: string; reference: Tag | Digest }>
  | Row<'7b', 'PUT', { name: string; reference: Digest; tags: readonly Tag[] }>
  | Row<'8', 'GET', { name: string }>
  | Row<'9', 'DELETE', { name: string; reference: Tag | Digest }>
  | Row<'11', 'POST', { name: string; mount: Digest; from?: string }>
  | Row<'12', 'GET', { name: string; digest: Digest }>
  | Row<'13', 'GET', { name: string; session: string }>
  | Row<'14', 'DELETE', { name: string; session: string }>

/** A request to one of the endpoints. */
export type On<End extends Endpoint['end']> = Extract<Endpoint, { end: End }>

/** The path and query of an endpoint, to be resolved against the registry's origin. */
export function toUrl(endpoint: Endpoint): string {
  switch (endpoint.end) {
    case '1':
      return '/v2/'
    case '2':
      return `/v2/${endpoint.name}/blobs/${endpoint.digest}`
    case '3':
    case '7a':
    case '9':
      return `/v2/${endpoint.name}/manifests/${endpoint.reference}`
    case '7b':
      return `/v2/${endpoint.name}/manifests/${endpoint.reference}?${endpoint.tags.map((tag) => `tag=${tag}`).join('&')}`
    case '4a':
      return `/v2/${endpoint.name}/blobs/uploads/`
    case '4b':
      return `/v2/${endpoint.name}/blobs/uploads/?digest=${endpoint.digest}`
    case '5':
    case '13':
    case '14':
      return `/v2/${endpoint.name}/blobs/uploads/${endpoint.session}`
    case '6':
      return `/v2/${endpoint.name}/blobs/uploads/${endpoint.session}?digest=${endpoint.digest}`
    case '8':
      return `/v2/${endpoint.name}/tags/list`
    case '11': {
      const from = endpoint.from ? `&from=${encodeURIComponent(endpoint.from)}` : ''
      return `/v2/${endpoint.name}/blobs/uploads/?mount=${endpoint.mount}${from}`
    }
    case '12':
      return `/v2/${endpoint.name}/referrers/${endpoint.digest}`
  }
}

/** The parts of a request line. `last` is the path segment after the kind. */
interface RequestLine {
  readonly method: string
  readonly name: string
  readonly last: string
  readonly query: URLSearchParams
}

const form = /^\/v2\/(?<name>.+)\/(?<kind>blobs\/uploads|blobs|manifests|tags|referrers)\/(?<last>[^/]*)$/
const sessionGrammar = /^[A-Za-z0-9_-]{1,128}$/

const parsers: Readonly<Record<string, (line: RequestLine) => Endpoint | undefined>> = {
  blobs: ({ method, name, last }) =>
    isDigest(last) && isRead(method) ? { end: '2', method, name, digest: last } : undefined,
  'blobs/uploads': (line) => (line.last === '' ? parseUploadStart(line) : parseSession(line)),
  manifests: parseManifestEndpoint,
  tags: ({ method, name, last }) => (last === 'list' && method === 'GET' ? { end: '8', method, name } : undefined),
  referrers: ({ method, name, last }) =>
    isDigest(last) && method === 'GET' ? { end: '12', method, name, digest: last } : undefined,
}

/**
 * Parses the method and target of a request line (RFC 9112, 3.2.1: origin-form); undefined if it is not an endpoint, or
 * if a part violates its grammar. Unknown parameters are ignored.
 */
export function parseEndpoint(method: string, target: string): Endpoint | undefined {
  // A URL parser would resolve `..`, `//`, `\` and `#` to another path, so the path is used as it is.
  const [path = '', search = ''] = target.split(/\?(.*)/s)
  if (path === '/v2/' && method === 'GET') return { end: '1', method }
  const { name = '', kind = '', last = '' } = form.exec(path.replaceAll(/%3a/gi, ':'))?.groups ?? {}
  return isName(name) ? parsers[kind]?.({ method, name, last, query: new URLSearchParams(search) }) : undefined
}

function isRead(method: string): method is 'GET' | 'HEAD' {
  return method === 'GET' || method === 'HEAD'
}

function parseManifestEndpoint({ method, name, last: reference, query }: RequestLine): Endpoint | undefined {
  if (!isDigest(reference) && !isTag(reference)) return undefined
  if (isRead(method)) return { end: '3', method, name, reference }
  if (method === 'DELETE') return { end: '9', method, name, reference }
  if (method !== 'PUT') return undefined
  const tags = query.getAll('tag')
  if (tags.length === 0) return { end: '7a', method, name, reference }
  return isDigest(reference) && tags.every(isTag) ? { end: '7b', method, name, reference, tags } : undefined
}

function parseUploadStart({ method, name, query }: RequestLine): Endpoint | undefined {
  if (method !== 'POST') return undefined
  if (query.has('mount')) return parseMount(name, query)
  const digest = query.get('digest')
  if (digest === null) return { end: '4a', method, name }
  return isDigest(digest) ? { end: '4b', method, name, digest } : undefined
}

function parseMount(name: string, query: URLSearchParams): Endpoint | undefined {
  const mount = query.get('mount') ?? ''
  const from = query.get('from')
  if (!isDigest(mount) || (from !== null && !isName(from))) return undefined
  return { end: '11', method: 'POST', name, mount, ...(from !== null && { from }) }
}

function parseSession({ method, name, last: session, query }: RequestLine): Endpoint | undefined {
  if (!sessionGrammar.test(session)) return undefined
  const digest = query.get('digest') ?? ''
  if (method === 'PUT') return isDigest(digest) ? { end: '6', method, name, session, digest } : undefined
  if (method === 'PATCH') return { end: '5', method, name, session }
  if (method === 'GET') return { end: '13', method, name, session }
  return method === 'DELETE' ? { end: '14', method, name, session } : undefined
}
