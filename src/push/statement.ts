import { parseJson } from '../oci/json.ts'
import { dockerHub } from '../oci/reference.ts'
import type { Target } from '../plan/target.ts'

/** What an attestation speaks of: in-toto/attestation, spec/v1/statement.md */
interface Subject {
  readonly name?: string
  readonly digest?: unknown
}

/**
 * Whether a blob, by its first bytes, is part of an attestation as BuildKit makes it: an in-toto statement, or the
 * config that lists the statements' digests.
 */
export function isAttestationPart(start: Uint8Array): boolean {
  if (!isObject(start)) return false
  const text = Buffer.from(start.subarray(0, 1024)).toString('latin1')
  return text.includes('in-toto.io/Statement') || text.includes('"architecture":"unknown"')
}

/** Whether a blob begins as a JSON object does. */
export function isObject(start: Uint8Array): boolean {
  return start[0] === '{'.charCodeAt(0)
}

/** The package URLs that BuildKit gives to names it pushes: purl-spec, types/docker-definition.json */
export function packageUrls(targets: readonly Target[]): readonly string[] {
  return targets.flatMap(({ repository: { registry, name }, tags }) => {
    const path = registry === dockerHub ? name.replace(/^library\//, '') : `${registry}/${name}`
    return tags.map((tag) => `pkg:docker/${path}@${tag}`)
  })
}

/** Bytes `start` up to, not including, `end` of a blob, and what stands there instead. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/**
 * Puts `urls` in place of every subject named after `builtName` (`127.0.0.1:PORT/name`), each with the qualifiers that
 * the old one had. `head` is how a statement begins: the subject comes before the predicate, which may be megabytes.
 * Undefined where no subject is named so.
 */
export function renameSubjects(head: Uint8Array, builtName: string, urls: readonly string[]): Splice | undefined {
  // One character a byte, so that places in the text are places in the blob, and foreign letters stay as they are.
  const text = Buffer.from(head).toString('latin1')
  const place = findList(text, 'subject')
  if (!place) return undefined
  const before = parseJson(text.slice(place.start, place.end)) as readonly Subject[]
  const isBuilt = ({ name }: Subject) => name?.startsWith(`pkg:docker/${builtName}@`) ?? false
  if (!before.some(isBuilt)) return undefined
  const after = before.flatMap((entry) => (isBuilt(entry) ? urls.map((url) => renamed(entry, url)) : [entry]))
  return { ...place, bytes: Buffer.from(JSON.stringify(after), 'latin1') }
}

/**
 * Whether a statement, by its first bytes, says of nothing what it says: then nobody can verify anything with it. Where
 * what speaks of a subject is not among these bytes it may have one; `isWhole` says that there are no others.
 */
export function lacksSubject(head: Uint8Array, isWhole: boolean): boolean {
  const text = Buffer.from(head).toString('latin1')
  const place = findList(text, 'subject')
  return place ? /^\[\s*\]$/.test(text.slice(place.start, place.end)) : isWhole
}

/** A string may be cut off: it would be searched again from each of its quotes otherwise. */
const token = /"(?:[^"\\]|\\.)*"?|[{}[\]:]/gs
const steps: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 }

/** Where the list lies that the object in this text has under a key; undefined where it is not there whole. */
function findList(text: string, key: string): { readonly start: number; readonly end: number } | undefined {
  let depth = 0
  let start: number | undefined
  let last = ''
  for (const { 0: found, index } of text.matchAll(token)) {
    if (depth === 1 && last + found === `"${key}":[`) start = index
    const step = steps[found] ?? 0
    depth += step
    if (start !== undefined && step < 0 && depth === 1) return { start, end: index + 1 }
    last = found === ':' ? `${last}:` : found
  }
  return undefined
}

function renamed(subject: Subject, url: string): Subject {
  const qualifiers = subject.name?.indexOf('?') ?? -1
  return { ...subject, name: qualifiers < 0 ? url : `${url}${subject.name?.slice(qualifiers)}` }
}
