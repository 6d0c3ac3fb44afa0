import type { ResponseHead } from './message.ts'
import { resolveLocation, sameOrigin } from './origin.ts'

/** One link of a `Link` header. */
export interface Link {
  /** As written: perhaps relative, perhaps not a URL. */
  readonly target: string
  /** In lower case. */
  readonly relations: readonly string[]
  /** The page that the link is about, if not the response's own. */
  readonly anchor: string | undefined
}

const target = /[\s,]*<([^>]*)>/y
const parameter = /\s*;\s*(?:([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/y

/** Parses the lines of `Link` (RFC 8288, appendix B.2). A line is read as far as it is valid. */
export function parseLinks(lines: readonly string[]): readonly Link[] {
  return lines.flatMap((line) => [...linksIn(line)])
}

function* linksIn(line: string): Generator<Link> {
  let position = 0
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position
    const found = pattern.exec(line)
    if (found) position = pattern.lastIndex
    return found
  }
  for (let link = read(target); link; link = read(target)) {
    const parameters = new Map<string, string>()
    for (let found = read(parameter); found; found = read(parameter)) {
      const [, name = '', quoted, token = ''] = found
      const key = name.toLowerCase()
      // Of several with one name, the first counts.
      if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? token)
    }
    const relations = parameters.get('rel')?.toLowerCase().split(/\s+/).filter(Boolean) ?? []
    yield { target: link[1] ?? '', relations, anchor: parameters.get('anchor') }
  }
}

/**
 * The page after this one; undefined if it is the last. Credentials are sent with the request for it, so it must be of
 * the origin of `home`; otherwise throws what `refuse` makes of the reason.
 */
export function nextPage(page: ResponseHead, home: URL, refuse: (reason: string) => Error): URL | undefined {
  const next = parseLinks(page.headers('link')).find(({ relations, anchor }) => {
    const isOwn = anchor === undefined || URL.parse(anchor, page.url.href)?.href === page.url.href
    return isOwn && relations.includes('next')
  })
  if (!next) return undefined
  const url = resolveLocation(next.target, page.url)
  if (url && sameOrigin(url, home)) return url
  throw refuse(`next page is at another origin (${url?.origin ?? 'no URL'})`)
}
