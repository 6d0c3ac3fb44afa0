import { isRecord, type JsonRecord } from '../../json.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import type { StoredArtifact } from './artifact-store.ts'
import type { BackendIds } from './backend-ids.ts'

/** An artifact in the service's list. */
export interface ListedArtifact extends StoredArtifact {
  /** The ids of the attempt and the job that made it. */
  readonly madeBy: BackendIds
  /** The digest of the zip file; services other than GitHub's do not give it. */
  readonly digest?: Digest
}

/** A field of a message of the service, which writes names in snake case or in camel case. */
export function fieldOf(message: JsonRecord, name: string): unknown {
  return message[name] ?? message[name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())]
}

/**
 * The artifacts in a response whose names `isWanted`, in the order of their ids, the newest one of each name. Entries
 * with other names may contain anything. Undefined if the response or an entry is not valid.
 */
export function parseArtifactList(
  response: JsonRecord,
  isWanted: (name: string) => boolean,
  ids: BackendIds
): readonly ListedArtifact[] | undefined {
  // Protocol Buffers leave out a list that is empty.
  const { artifacts: entries = [] } = response
  if (!Array.isArray(entries)) return undefined
  const wanted = entries.filter((entry) => isRecord(entry) && typeof entry.name === 'string' && isWanted(entry.name))
  const parsed = wanted.map((entry) => parseEntry(entry, ids))
  const artifacts = parsed.filter((artifact) => artifact !== undefined)
  if (artifacts.length < parsed.length) return undefined
  const sorted = artifacts.toSorted((a, b) => a.id - b.id)
  return [...new Map(sorted.map((artifact) => [artifact.name, artifact])).values()].toSorted((a, b) => a.id - b.id)
}

function parseEntry(entry: JsonRecord, ids: BackendIds): ListedArtifact | undefined {
  const id = integerIn(fieldOf(entry, 'database_id'))
  const size = integerIn(entry.size ?? 0)
  const run = fieldOf(entry, 'workflow_run_backend_id') ?? ids.run
  const job = fieldOf(entry, 'workflow_job_run_backend_id') ?? ids.job
  if (id === undefined || size === undefined || !isBackendId(run) || !isBackendId(job)) return undefined
  const { digest } = entry
  const known = typeof digest === 'string' && isDigest(digest) ? { digest } : {}
  return { name: String(entry.name), id, size, madeBy: { run, job }, ...known }
}

const isBackendId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,128}$/.test(value)

/** An int64, which is text in JSON; undefined if it is not one from 0 to 2^53 - 1. */
function integerIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}
