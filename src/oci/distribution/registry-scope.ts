import { canonicalRegistry, isName, isRegistry, type Repository } from './reference.ts'

/** A registry, or its repositories whose names begin with a path: what a credential may be for. */
export interface RegistryScope {
  /** The canonical host. */
  readonly registry: string
  /** Empty for all repositories. */
  readonly path: string
}

/** The API version, which `docker login` once wrote after the host. It is not part of a repository name. */
const apiPath = /^\/(?:v[12]\/)?$/

/**
 * Parses `host[:port][/path]`, the form of the keys of `auths`: containers-auth.json(5). With a scheme it is a host, as
 * for Docker, and `ignored` is the path after it. Undefined if it is neither.
 */
export function parseScope(text: string): (RegistryScope & { readonly ignored?: string }) | undefined {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)?([^/]*)(.*)$/is.exec(text.trim()) ?? []
  const registry = canonicalRegistry(host)
  if (!isRegistry(registry)) return undefined
  if (rest === '' || apiPath.test(rest)) return { registry, path: '' }
  const path = rest.slice(1).replace(/\/$/, '')
  if (scheme !== '') return { registry, path: '', ignored: path }
  return isName(path) ? { registry, path } : undefined
}

export function formatScope({ registry, path }: RegistryScope): string {
  return path === '' ? registry : `${registry}/${path}`
}

/** Whether a repository is in a scope: `acme` includes `acme` and `acme/app`, but not `acme-evil`. */
export function isWithin({ registry, name }: Repository, scope: RegistryScope): boolean {
  const { path } = scope
  return registry === scope.registry && (path === '' || name === path || name.startsWith(`${path}/`))
}

/** The keys whose scope includes a repository, the widest first. Invalid keys are ignored. */
export function scopesOf(repository: Repository, keys: Iterable<string>): readonly string[] {
  const lengthOf = (key: string) => parseScope(key)?.path.length ?? 0
  const found = [...keys].filter((key) => {
    const scope = parseScope(key)
    return scope !== undefined && isWithin(repository, scope)
  })
  return found.toSorted((one, other) => lengthOf(one) - lengthOf(other))
}
