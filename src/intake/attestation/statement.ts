import { parseJson } from '../../json.ts'
import { dockerHub } from '../../oci/distribution/reference.ts'
import type { Target } from '../../oci/distribution/target.ts'

/** A subject of an attestation: in-toto/attestation, spec/v1/statement.md */
interface Subject {
  readonly name?: string
  readonly digest?: unknown
}

/**
 * Whether a blob, judging by its first bytes, is part of a BuildKit attestation: an in-toto statement, or the config
 * that lists the statements' digests.
 */
export function isAttestationPart(start: Uint8Array): boolean {
  if (!isObject(start)) return false
  const text = Buffer.from(start.subarray(0, 1024)).toString('latin1')
  return text.includes('in-toto.io/Statement') || text.includes('"architecture":"unknown"')
}

/** Whether a blob starts like a JSON object. */
export function isObject(start: Uint8Array): boolean {
  return start[0] === '{'.charCodeAt(0)
}

/** The package URLs that BuildKit uses for the names it pushes: purl-spec, types/docker-definition.json */
export function packageUrls(targets: readonly Target[]): readonly string[] {
  return targets.flatMap(({ repository: { registry, name }, tags }) => {
    const path = registry === dockerHub ? name.replace(/^library\//, '') : `${registry}/${name}`
    return tags.map((tag) => `pkg:docker/${path}@${tag}`)
  })
}

/** Bytes `start` up to, not including, `end` of a blob, and their replacement. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/**
 * Replaces every subject named after `builtName` (`127.0.0.1:PORT/name`) with `urls`, keeping its qualifiers. `head` is
 * the start of a statement: the subject comes before the predicate, which may be megabytes. Undefined if no subject has
 * that name.
 */
export function renameSubjects(head: Uint8Array, builtName: string, urls: readonly string[]): Splice | undefined {
  // One character per byte, so that offsets in the text are offsets in the blob, and non-ASCII text stays unchanged.
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
 * Whether a statement, judging by its first bytes, has no subject: then it cannot be used to verify anything. If there
 * is no subject list in these bytes, it may come later, unless `isWhole` says that these are all the bytes.
 */
export function lacksSubject(head: Uint8Array, isWhole: boolean): boolean {
  const text = Buffer.from(head).toString('latin1')
  const place = findList(text, 'subject')
  return place ? /^\[\s*\]$/.test(text.slice(place.start, place.end)) : isWhole
}

/** A string may be cut off: it would be searched again from each of its quotes otherwise. */
const token = /"(?:[^"\\]|\\.)*"?|[{}[\]:]/gs
const steps: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 }

/** The position of the list under a key of the object in this text; undefined if it is missing or incomplete. */
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
