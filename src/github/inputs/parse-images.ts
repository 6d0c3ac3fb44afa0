import { InputError, throwAll } from '../../input-error.ts'
import {
  canonicalRegistry,
  dockerHub,
  formatRepository,
  isRegistry,
  parseRepository,
  type Repository,
} from '../../oci/distribution/reference.ts'
import type { Required } from '../../plan/gate.ts'
import { objectionTo, parseSource, type SourceReference } from '../../sources/open.ts'
import { parseLines, parseWords } from './parse-build.ts'
import { correctSource } from './source-mistakes.ts'

/** Images without tags. */
export function parseRepositories(text: string, name: string): readonly Repository[] {
  return parseWords(text, name).map((word) => {
    const repository = parseRepository(word)
    if (!repository) throw new InputError(name, `'${word}' is not an image name like ghcr.io/owner/name`)
    return repository
  })
}

/** A reference with its path in lower case: owners on GitHub may have capitals. Tags keep theirs. */
export function withSmallLetters(reference: string): string {
  return reference.replace(/^.*?(?=:[^/]*$|$)/, (path) => path.toLowerCase())
}

/** Existing images, one per line; undefined if the image is to be built. Throws InputError, or an AggregateError. */
export function parseSourceInput(text: string, name: string): readonly SourceReference[] | undefined {
  const lines = parseLines(text, name)
  if (lines.length === 0) return undefined
  const problems: InputError[] = []
  const sources = lines.flatMap((line) => {
    const source = parseSource(line)
    const objection = source ? objectionTo(source) : correctSource(line)
    if (objection !== undefined) problems.push(new InputError(name, objection))
    return source ?? []
  })
  throwAll(problems)
  return sources
}

/** Patterns for tags, in which `*` stands for any text; those that begin with `!` exclude. */
export function parseTagPatterns(text: string, name: string): readonly string[] {
  const patterns = parseWords(text, name)
  if (patterns.length === 1 && text === 'true') throw new InputError(name, "write '*' for all tags")
  const wrong = patterns.find((pattern) => !/^!?[\w.*-]{1,256}$/.test(pattern))
  if (wrong === undefined) return patterns
  throw new InputError(
    name,
    `write tags such as 'latest', 'v1.*' or '!*-rc*', separated by commas or line breaks, not '${wrong}'`
  )
}

/** `all`, `any`, or a list of registries, owners and images. */
export function parseRequired(text: string, name: string): Required {
  if (text === 'any') return 'any'
  const words = text === 'all' ? [] : parseWords(text, name)
  return words.length === 0 ? 'all' : words.map((word) => parseRequiredWord(word, name))
}

function parseRequiredWord(text: string, name: string): string {
  const word = text.toLowerCase()
  const registry = canonicalRegistry(word)
  if (!word.includes('/') && /[.:]|^localhost$/.test(word) && isRegistry(registry)) return registry
  const repository = parseRepository(word)
  if (!repository) throw new InputError(name, `write 'all', 'any', or registries, owners or images, not '${text}'`)
  const [host = '', owner, ...more] = word.split('/')
  const isOwner = owner !== undefined && more.length === 0 && canonicalRegistry(host) === dockerHub
  return isOwner ? `${dockerHub}/${owner}` : formatRepository(repository)
}
