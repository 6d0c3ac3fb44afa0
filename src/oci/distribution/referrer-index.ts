import { isRecord, type JsonRecord, parseJson, recordOf } from '../../json.ts'
import { ContentError } from '../content-error.ts'
import { isIndex, mediaTypes } from '../descriptor.ts'
import { type Manifest, parseManifest } from '../manifest.ts'

/**
 * Adds manifests to the index of what refers to their subject, without changing its other entries:
 * distribution-spec, "Pushing Manifests with Subject". Returns the given index if it has them all. Throws ContentError if
 * what is there is not an index, or would become too large.
 */
export function addReferrers(existing: Manifest | undefined, referrers: readonly Manifest[]): Manifest {
  const fields = existing ? fieldsOf(existing) : {}
  const entries = Array.isArray(fields.manifests) ? (fields.manifests as readonly unknown[]) : []
  const listed = new Set(entries.map((entry) => recordOf(entry).digest))
  const added = referrers.filter(({ descriptor }) => !listed.has(descriptor.digest)).map(entryOf)
  if (existing && added.length === 0) return existing
  return indexOf({ ...fields, manifests: [...entries, ...added] })
}

/** The index without manifests that the registry turned out not to have. */
export function removeReferrers(index: Manifest, gone: readonly string[]): Manifest {
  const { manifests, ...fields } = fieldsOf(index)
  const left = (manifests as readonly unknown[]).filter((entry) => !gone.includes(String(recordOf(entry).digest)))
  return indexOf({ ...fields, manifests: left })
}

function indexOf(fields: JsonRecord): Manifest {
  const text = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, ...fields })
  return parseManifest(new TextEncoder().encode(text), mediaTypes.ociIndex)
}

function fieldsOf({ descriptor, bytes }: Manifest): JsonRecord {
  if (!isIndex(descriptor)) throw new ContentError(`${descriptor.digest} is not an index, but ${descriptor.mediaType}`)
  return recordOf(parseJson(new TextDecoder().decode(bytes)))
}

/** The descriptor of a referrer, with what a registry's own list would have: its type, and its annotations. */
function entryOf({ descriptor, bytes }: Manifest): object {
  const { artifactType, config, annotations } = recordOf(parseJson(new TextDecoder().decode(bytes)))
  const type = artifactType || recordOf(config).mediaType
  return {
    ...descriptor,
    ...(typeof type === 'string' && { artifactType: type }),
    ...(isRecord(annotations) && { annotations }),
  }
}
