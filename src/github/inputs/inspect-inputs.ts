import { InputError, throwAll } from '../../input-error.ts'
import { parseRange, type VersionRange } from '../../names/versions/version-range.ts'
import { parseReference, type Reference } from '../../oci/distribution/reference.ts'
import { parseScope, type RegistryScope } from '../../oci/distribution/registry-scope.ts'
import { parsePattern, type TagPatterns } from '../../retention/policy/tag-patterns.ts'
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
      "Tags to list in the repositories of `images`, one filter per line: `match=v1.*`, `match=/v\\d+/`, `match=!*-rc*`; `newest=>=1.2 <2` selects the highest version in a range, of npm's syntax, among them",
    parse: parseFilter,
  },
  catalog: {
    description:
      'Registries whose repositories to list, one per line: `registry.acme.example`, or a path there. Of Docker Hub, a namespace (`docker.io/acme`) or a search (`docker.io?query=words`)',
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

/** Undefined if tags are not asked for. */
function parseFilter(text: string, name: string): TagFilter | undefined {
  const lines = parseLines(text, name)
  if (lines.length === 0) return undefined
  const pairs = lines.map((line) => /^(?<key>match|newest)=(?<value>.*)$/.exec(line)?.groups ?? { line })
  const wrong = pairs.find(({ line }) => line !== undefined)?.line
  if (wrong !== undefined) throw new InputError(name, `write match=PATTERN or newest=RANGE, not '${wrong}'`)
  const valuesOf = (key: string) => pairs.flatMap((pair) => (pair.key === key ? [pair.value?.trim() ?? ''] : []))
  const match = patternsIn(valuesOf('match'), name)
  const [range, ...more] = valuesOf('newest')
  if (more.length > 0) throw new InputError(name, `write one line with newest=, not ${more.length + 1}`)
  return { ...(match && { match }), ...(range !== undefined && { newest: rangeIn(range, name) }) }
}

function patternsIn(texts: readonly string[], name: string): TagPatterns | undefined {
  if (texts.length === 0) return undefined
  const patterns = texts.map((text) => {
    const pattern = parsePattern(text.replace(/^!/, ''), 'match', name)
    if (!pattern) throw new InputError(name, `'${text}' is not a pattern: write match=v1.* or match=/v1\\.\\d+/`)
    return { pattern, isExcluded: text.startsWith('!') }
  })
  const included = patterns.flatMap(({ pattern, isExcluded }) => (isExcluded ? [] : [pattern]))
  const excluded = patterns.flatMap(({ pattern, isExcluded }) => (isExcluded ? [pattern] : []))
  return { included: included.length > 0 ? included : [{ kind: 'glob', text: '*' }], excluded }
}

function rangeIn(text: string, name: string): VersionRange & { readonly text: string } {
  const range = parseRange(text)
  if (!range)
    throw new InputError(name, `'${text}' is not a range of versions: write newest=>=1.2 <2, or newest=* for all`)
  return { ...range, text }
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
  throw new InputError(name, `of Docker Hub, write a namespace (docker.io/acme) or a search (docker.io?query=words)`)
}
