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

/**
 * Puts `urls` in place of every subject named after `builtName` (`127.0.0.1:PORT/name`), each with the qualifiers that
 * the old one had. All other bytes stay. Undefined where no subject is named so.
 */
export function renameSubjects(
  statement: Uint8Array,
  builtName: string,
  urls: readonly string[]
): Uint8Array | undefined {
  const text = Buffer.from(statement).toString('utf8')
  const fields = JSON.parse(text) as { subject?: unknown }
  if (!Array.isArray(fields.subject)) return undefined
  const before: readonly Subject[] = fields.subject
  const isBuilt = ({ name }: Subject) => name?.startsWith(`pkg:docker/${builtName}@`) ?? false
  if (!before.some(isBuilt)) return undefined
  const subject = before.flatMap((entry) => (isBuilt(entry) ? urls.map((url) => renamed(entry, url)) : [entry]))
  const written = JSON.stringify(before)
  const after = text.includes(written)
    ? text.replace(written, () => JSON.stringify(subject))
    : JSON.stringify({ ...fields, subject })
  return Buffer.from(after)
}

function renamed(subject: Subject, url: string): Subject {
  const qualifiers = subject.name?.indexOf('?') ?? -1
  return { ...subject, name: qualifiers < 0 ? url : `${url}${subject.name?.slice(qualifiers)}` }
}
