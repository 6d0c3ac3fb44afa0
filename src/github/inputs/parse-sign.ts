import { type DocumentKind, documentKind, documentWords } from '../../attach/documents/predicate-types.ts'
import { type SignerWord, signerWords } from '../../attach/signer-words.ts'
import { isLoopback } from '../../http/origin.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { parseList, splitFields, splitItems } from '../../names/inputs/list.ts'

/** A line of the input `sign`: who signs, with what of its own. */
export interface SignLine {
  readonly word: SignerWord
  readonly key?: string
  readonly password?: string
  readonly certificate?: string
}

/** A line of the input `attach`. */
export type AttachLine = 'provenance' | 'scan' | { readonly kind: DocumentKind; readonly file: string }

const signFields = ['key', 'password', 'certificate'] as const

/** No message shows any of the text but the first word: the rest may be secret. Throws InputError, or an AggregateError. */
export function parseSignLines(text: string, name: string): readonly SignLine[] {
  const problems: unknown[] = []
  const lines = splitItems(name, text).flatMap((item, index) => {
    try {
      return [parseSignLine(item.text.trim(), index, name)]
    } catch (problem) {
      problems.push(problem)
      return []
    }
  })
  throwAll(problems)
  return lines
}

function parseSignLine(text: string, index: number, name: string): SignLine {
  const [first = '', ...fields] = splitFields(name, text).map((field) => field.trim())
  const word = signerWords.find((known) => known === first)
  if (!word) {
    // A whole key may have been given by mistake.
    const shown = /^[a-z-]{1,20}$/.test(first) ? `, not '${first}'` : ''
    throw new InputError(name, `begin entry ${index + 1} with one of ${signerWords.join(', ')}${shown}`)
  }
  const pairs = fields.filter(Boolean).map((field) => /^(?<key>[a-z]+)\s*=\s*(?<value>.*)$/s.exec(field)?.groups ?? {})
  if (word === 'keyless' && pairs.length > 0) {
    throw new InputError(name, "'keyless' has no key, password or certificate: write it alone")
  }
  const wrong = pairs.find(({ key = '' }) => !signFields.some((known) => known === key))
  if (wrong) {
    const each = signFields.map((field) => `${field}=…`).join(', ')
    throw new InputError(name, `after '${word},' write ${each}, and another kind of signature on a line of its own`)
  }
  return { word, ...Object.fromEntries(pairs.map(({ key = '', value = '' }) => [key, value])) }
}

/** The URL of a service that signs without a key; undefined if none is given. Throws InputError. */
export function parseServiceUrl(text: string, name: string): URL | undefined {
  if (text === '') return undefined
  const url = URL.parse(text)
  if (!url || `${url.search}${url.hash}` !== '') throw new InputError(name, 'write a URL, such as https://HOST')
  if (url.username || url.password) throw new InputError(name, 'remove the user name and the password from the URL')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return url
  throw new InputError(name, `use https, not '${url.protocol}//': the token of the workflow is sent there`)
}

/** Throws InputError, or an AggregateError. */
export function parseAttachLines(text: string, name: string): readonly AttachLine[] {
  const problems: unknown[] = []
  const lines = parseList(name, text).flatMap((line): readonly AttachLine[] => {
    const parsed = parseAttachLine(line, name, (problem) => void problems.push(new InputError(name, problem)))
    return parsed ? [parsed] : []
  })
  throwAll(problems)
  return lines
}

function parseAttachLine(line: string, name: string, problem: (text: string) => void): AttachLine | undefined {
  if (line === 'provenance' || line === 'scan') return line
  const fields = splitFields(name, line).map((field) => /^\s*(type|file)\s*=\s*(.*?)\s*$/.exec(field) ?? [])
  const fieldOf = (wanted: string) => fields.find(([, key]) => key === wanted)?.[2] ?? ''
  const [type, file] = [fieldOf('type'), fieldOf('file')]
  if (!type || !file || fields.length !== 2) {
    problem(`write 'provenance', 'scan', or 'type=spdxjson,file=PATH', not '${line}'`)
    return undefined
  }
  const kind = documentKind(type)
  if (!kind) problem(`write as type ${documentWords.join(', ')}, or the URI of a predicate, not '${type}'`)
  return kind && { kind, file }
}
