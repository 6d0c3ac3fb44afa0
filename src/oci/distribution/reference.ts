import { type Digest, isDigest } from '../digest.ts'
import { isTag, type Tag } from './tag.ts'

/** Where content lives: a registry's canonical host (with its port, if any) and the spec's `<name>`. */
export interface Repository {
  readonly registry: string
  readonly name: string
}

/** A repository with a tag, a digest, both or neither. */
export interface Reference {
  readonly repository: Repository
  readonly tag?: Tag
  readonly digest?: Digest
}

export const dockerHub = 'docker.io'

/** Whether the registry counts each GET of a manifest as a pull, as Docker Hub does. */
export function isPullCounted({ registry }: Pick<Repository, 'registry'>): boolean {
  return registry === dockerHub
}

/** The hosts of Docker Hub; its API is at registry-1.docker.io. */
const dockerHubHosts = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'])

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const nameGrammar = new RegExp(`^${component}(?:/${component})*$`)
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const hostGrammar = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-f:.]+\\])(?::[1-9]\\d{0,4})?$`)

/** distribution-spec, "Pulling manifests" (`<name>`). Clients and registries agree on at most 255 characters. */
export function isName(text: string): boolean {
  return text.length <= 255 && nameGrammar.test(text)
}

/**
 * Whether a text is a host with an optional port, in canonical form. One that a URL parser would turn into another host
 * (`0x7f.1`, `127.1`) is not, so the host that is compared is the host that is connected to.
 */
export function isRegistry(text: string): boolean {
  if (text.length > 261 || !hostGrammar.test(text)) return false
  return URL.parse(`https://${text}`)?.hostname === text.replace(/:\d+$/, '')
}

/**
 * The canonical spelling of a registry: no scheme, no path, lower case, one name for Docker Hub. Does not validate the
 * text; isRegistry does.
 */
export function canonicalRegistry(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
  return host === '' || dockerHubHosts.has(host) ? dockerHub : host
}

/**
 * Parses `[host/]name[:tag][@digest]` as Docker does: without a host it is on Docker Hub, and there, without a
 * namespace, in `library/`. Undefined if the text is not a reference, as when the name has upper-case letters.
 */
export function parseReference(text: string): Reference | undefined {
  const [located = '', digest, ...more] = text.split('@')
  const { path, tag } = splitTag(located)
  const repository = parseRepository(path)
  if (!repository || more.length > 0) return undefined
  if (tag !== undefined && !isTag(tag)) return undefined
  if (digest !== undefined && !isDigest(digest)) return undefined
  return { repository, ...(tag && { tag }), ...(digest && { digest }) }
}

/** The references among the texts. */
export function parseReferences(texts: Iterable<string>): readonly Reference[] {
  return [...texts].map(parseReference).filter((reference) => reference !== undefined)
}

/** Parses `[host/]name`. */
export function parseRepository(text: string): Repository | undefined {
  const slash = text.indexOf('/')
  const first = slash < 0 ? '' : text.slice(0, slash)
  const hasHost = /[.:[]/.test(first) || first.toLowerCase() === 'localhost'
  const registry = canonicalRegistry(hasHost ? first : dockerHub)
  const path = hasHost ? text.slice(slash + 1) : text
  const name = registry === dockerHub && !path.includes('/') ? `library/${path}` : path
  return isRegistry(registry) && isName(name) && !/\s/.test(text) ? { registry, name } : undefined
}

export function formatRepository({ registry, name }: Repository): string {
  return `${registry}/${name}`
}

export function sameRepository(a: Repository, b: Repository): boolean {
  return a.registry === b.registry && a.name === b.name
}

function splitTag(text: string): { path: string; tag?: string } {
  const colon = text.lastIndexOf(':')
  if (colon <= text.lastIndexOf('/')) return { path: text }
  return { path: text.slice(0, colon), tag: text.slice(colon + 1) }
}
