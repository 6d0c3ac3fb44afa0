import { isRecord } from '../../json.ts'
import { csv } from '../buildx/options/output-option.ts'

/**
 * A list of outputs, caches, secrets or attestations, each in buildx's format `key=value,…`. Newer versions of buildx
 * print them as objects: docker/buildx, util/buildflags
 */
export function entriesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [entry]
    return isRecord(entry) ? [csv(Object.entries(entry).map(([key, text]) => `${key}=${String(text)}`))] : []
  })
}

/** SSH agents and keys, as `id=path,path`. */
export function sshEntriesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [entry]
    if (!isRecord(entry)) return []
    const paths = stringsIn(entry.paths)
    return [`${String(entry.id ?? '')}${paths.length > 0 ? `=${paths.join(',')}` : ''}`]
  })
}

export function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
}

/** The fields of an object that are texts. */
export function textsIn(value: unknown): ReadonlyMap<string, string> {
  const entries = isRecord(value) ? Object.entries(value) : []
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
