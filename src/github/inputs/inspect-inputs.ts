import { InputError, throwAll } from '../../input-error.ts'
import { parseRange, type VersionRange } from '../../names/versions/version-range.ts'
import { parseReference, type Reference } from '../../oci/distribution/reference.ts'
import { parseScope, type RegistryScope } from '../../oci/distribution/registry-scope.ts'
import { parsePattern, type TagPattern, type TagPatterns } from '../../retention/policy/tag-patterns.ts'
import { parseLines, parseWords } from './parse-build.ts'
import { withSmallLetters } from './parse-images.ts'
import { signInInputs } from './tables/credential-inputs.ts'

/** Which tags are wanted. */
export interface TagFilter {
  /** Undefined for all tags of images. */
  readonly match?: TagPatterns
  /** The range in which the newest version is wanted, and how it was written. */
  readonly newest?: VersionRange & { readonly text: string }
}

/** Repositories to list: those of a registry, or those that Docker Hub finds by these words. */
export type Catalog = RegistryScope & { readonly query?: string }

/** The inputs of the action that inspects. */
export const inspectInputs = {
  images: {
    description:
      'Images to inspect, one per line: `ghcr.io/acme/app:1.4`, or by digest. Without tag and digest, `latest`, or what `tags` selects',
    parse: parseImages,
  },
  tags: {
    description:
      "Tags to list in the repositories of `images`, one filter per line: `match=v1.*`, `match=/v\\d+/`, `match=!*-rc*`; `newest=>=1.2 <2` selects the one with the highest version in a range, in npm's syntax",
    parse: parseFilter,
  },
  catalog: {
    description:
      'Registries whose repositories to list, one per line: `registry.acme.example`, or a path there. For Docker Hub, a namespace (`docker.io/acme`) or a search (`docker.io?query=words`)',
    parse: parseCatalogs,
  },
  ...signInInputs(
    "used to sign in to the server's own registry (ghcr.io on github.com), for which the job needs `packages: read`"
  ),
} as const

/** A reference with the text that users know it by. */
export interface NamedReference extends Reference {
  readonly text: string
}

function parseImages(text: string, name: string): readonly NamedReference[] {
  const problems: InputError[] = []
  const found = [...new Set(parseWords(text, name).map(withSmallLetters))].flatMap((word) => {
    const reference = parseReference(word)
    if (!reference) problems.push(new InputError(name, `'${word}' is not an image like ghcr.io/owner/name:tag`))
    return reference ? [{ ...reference, text: word }] : []
  })
  throwAll(problems)
  return found
}

type FilterLine =
  | { readonly pattern: TagPattern; readonly isExcluded: boolean }
  | { readonly newest: NonNullable<TagFilter['newest']> }

/** Undefined if tags are not asked for. Throws InputError, or an AggregateError of several. */
function parseFilter(text: string, name: string): TagFilter | undefined {
  const problems: unknown[] = []
  const lines = parseLines(text, name).flatMap((line) => {
    try {
      return [parseFilterLine(line, name)]
    } catch (problem) {
      problems.push(problem)
      return []
    }
  })
  const ranges = lines.filter((line) => 'newest' in line)
  if (ranges.length > 1) problems.push(new InputError(name, `write one line with newest=, not ${ranges.length}`))
  throwAll(problems)
  if (lines.length === 0) return undefined
  const patterns = lines.filter((line) => 'pattern' in line)
  return { ...(patterns.length > 0 && { match: patternsOf(patterns) }), ...ranges[0] }
}

function parseFilterLine(line: string, name: string): FilterLine {
  const { key, value = '' } = /^(?<key>match|newest)=(?<value>.*)$/.exec(line)?.groups ?? {}
  const text = value.trim()
  if (key === 'match') {
    const pattern = parsePattern(text.replace(/^!/, ''), 'match', name)
    if (pattern) return { pattern, isExcluded: text.startsWith('!') }
    throw new InputError(name, `'${text}' is not a pattern: write match=v1.* or match=/v1\\.\\d+/`)
  }
  if (key === undefined) throw new InputError(name, `write match=PATTERN or newest=RANGE, not '${line}'`)
  const range = parseRange(text)
  if (range) return { newest: { ...range, text } }
  throw new InputError(name, `'${text}' is not a range of versions: write newest=>=1.2 <2, or newest=* for all`)
}

function patternsOf(lines: readonly Extract<FilterLine, { readonly pattern: TagPattern }>[]): TagPatterns {
  const included = lines.flatMap(({ pattern, isExcluded }) => (isExcluded ? [] : [pattern]))
  const excluded = lines.flatMap(({ pattern, isExcluded }) => (isExcluded ? [pattern] : []))
  return { included: included.length > 0 ? included : [{ kind: 'glob', text: '*' }], excluded }
}

function parseCatalogs(text: string, name: string): readonly Catalog[] {
  return parseLines(text, name).map((line) => {
    const [place = '', query] = line.split(/\?query=(.*)/s)
    const scope = parseScope(place)
    if (!scope || scope.ignored !== undefined) {
      throw new InputError(name, `'${line}' is not a registry: write registry.acme.example, or docker.io/acme`)
    }
    const { registry, path } = scope
    checkHub(scope, query, name)
    return { registry, path, ...(query !== undefined && { query: query.trim() }) }
  })
}

/** Docker Hub lists the repositories of a namespace; all are too many. Others have no search. */
function checkHub({ registry, path }: RegistryScope, query: string | undefined, name: string): void {
  const isHub = registry === 'docker.io'
  if (!isHub && query !== undefined) throw new InputError(name, `only Docker Hub can be searched, not ${registry}`)
  if (!isHub || (query === undefined) === (path !== '' && !path.includes('/'))) return
  throw new InputError(name, `for Docker Hub, write a namespace (docker.io/acme) or a search (docker.io?query=words)`)
}
