import { isContentDigest, isRepositoryName, isTagName } from './grammar.ts'

/** The names of request kinds in the log and in `fail()`. */
export type Kind =
  | 'base'
  | 'blob'
  | 'manifest'
  | 'upload'
  | 'mount'
  | 'tags'
  | 'catalog'
  | 'referrers'
  | 'token'
  | 'other'

/** What a request refers to, by its method and target only. */
export interface Route {
  readonly kind: Kind
  /** The spec's `<name>`. */
  readonly name?: string
  /** The tag or digest in a manifest's path. */
  readonly reference?: string
  /** The digest in the path or the query, whatever it identifies. */
  readonly digest?: string
  /** The ID of the upload session in the path. */
  readonly session?: string
  /** The source of a mount. */
  readonly from?: string
  /** The tags of end-7b. */
  readonly tags?: readonly string[]
  /** Why this is not a valid request, with its error code. */
  readonly objection?: readonly [code: string, sentence: string]
  /** A parameter that the endpoint does not have. It is ignored, and complained about. */
  readonly stray?: string
}

interface Target {
  readonly method: string
  readonly name: string
  readonly last: string
  readonly query: URLSearchParams
}

/** The endpoint table of distribution-spec v1.1.1, and end-7b and end-14 of its main branch. The catalog is older. */
const shapes: readonly (readonly [path: RegExp, methods: readonly string[], read: (target: Target) => Route])[] = [
  [/^\/v2\/(?<name>.+)\/blobs\/uploads\/$/, ['POST'], uploadStart],
  [/^\/v2\/(?<name>.+)\/blobs\/uploads\/(?<last>[^/]+)$/, ['PATCH', 'PUT', 'GET', 'DELETE'], session],
  [/^\/v2\/(?<name>.+)\/blobs\/(?<last>[^/]+)$/, ['GET', 'HEAD', 'DELETE'], blob],
  [/^\/v2\/(?<name>.+)\/manifests\/(?<last>[^/]+)$/, ['GET', 'HEAD', 'PUT', 'DELETE'], manifest],
  [
    /^\/v2\/(?<name>.+)\/tags\/list$/,
    ['GET'],
    ({ name, query }) => known({ kind: 'tags', name }, query, ['n', 'last']),
  ],
  [/^\/v2\/(?<name>.+)\/referrers\/(?<last>[^/]+)$/, ['GET'], referrers],
]

/** Parses a request line. Parameters that begin with `_` are the registry's own. */
export function routeOf(method: string, target: string): Route {
  const [path = '', search = ''] = target.split(/\?(.*)/s)
  const query = new URLSearchParams(search)
  if (path === '/v2/' && method === 'GET') return known({ kind: 'base' }, query, [])
  if (path === '/v2/_catalog' && method === 'GET') return known({ kind: 'catalog' }, query, ['n', 'last'])
  for (const [pattern, methods, read] of shapes) {
    const groups = pattern.exec(decoded(path))?.groups
    if (!groups) continue
    const { name = '', last = '' } = groups
    const route = checkedName(read({ method, name, last, query }))
    return methods.includes(method) ? route : { ...route, objection: ['UNSUPPORTED', `${method} is not for this path`] }
  }
  return { kind: 'other', objection: ['UNSUPPORTED', `${method} ${path} is not in the endpoint table`] }
}

/** A colon may be percent-encoded. Any other encoded character is invalid in a path of the spec, and is not decoded. */
function decoded(path: string): string {
  return path.replaceAll(/%3a/gi, ':')
}

function checkedName(route: Route): Route {
  if (isRepositoryName(route.name ?? '')) return route
  return { ...route, objection: ['NAME_INVALID', `the name '${route.name}' breaks the grammar`] }
}

function checkedDigest(route: Route): Route {
  if (isContentDigest(route.digest ?? '')) return route
  return { ...route, objection: ['DIGEST_INVALID', `the digest '${route.digest}' breaks the grammar`] }
}

function known(route: Route, query: URLSearchParams, parameters: readonly string[]): Route {
  const stray = [...query.keys()].find((key) => !key.startsWith('_') && !parameters.includes(key))
  return stray ? { ...route, stray } : route
}

/** end-2, end-10 */
function blob({ name, last: digest, query }: Target): Route {
  return checkedDigest(known({ kind: 'blob', name, digest }, query, []))
}

/** end-3, end-7, end-9 */
function manifest({ method, name, last: reference, query }: Target): Route {
  const isDigest = isContentDigest(reference)
  const tags = query.getAll('tag')
  const route = known(
    { kind: 'manifest', name, reference, ...(isDigest && { digest: reference }), ...(tags.length > 0 && { tags }) },
    query,
    method === 'PUT' && isDigest ? ['tag'] : []
  )
  const bad = [...(isDigest ? [] : [reference]), ...tags].find((tag) => !isTagName(tag))
  return bad ? { ...route, objection: ['MANIFEST_INVALID', `the reference '${bad}' breaks the grammar`] } : route
}

/** end-4a, end-4b, end-4c, end-11 */
function uploadStart({ name, query }: Target): Route {
  const mount = query.get('mount')
  const digest = mount ?? query.get('digest')
  const from = query.get('from')
  const kind = mount === null ? 'upload' : 'mount'
  const route: Route = { kind, name, ...(digest !== null && { digest }), ...(from !== null && { from }) }
  const checked = known(route, query, ['mount', 'from', 'digest', 'digest-algorithm'])
  if (from !== null && !isRepositoryName(from)) {
    return { ...checked, objection: ['NAME_INVALID', `the source '${from}' breaks the grammar`] }
  }
  return digest === null ? checked : checkedDigest(checked)
}

/** end-5, end-6, end-13, end-14. The query belongs to the Location, except for `digest` in a PUT. */
function session({ method, name, last, query }: Target): Route {
  const digest = query.get('digest')
  const route: Route = { kind: 'upload', name, session: last, ...(digest !== null && { digest }) }
  if (method === 'PUT' || digest !== null) return checkedDigest(route)
  return route
}

/** end-12 */
function referrers({ name, last: digest, query }: Target): Route {
  return checkedDigest(known({ kind: 'referrers', name, digest }, query, ['artifactType']))
}
