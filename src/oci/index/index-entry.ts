import { type JsonRecord, parseRecord } from '../../json.ts'
import { attestedBy, isAttestation } from '../attestations.ts'
import { type Descriptor, isIndex } from '../descriptor.ts'
import type { Digest } from '../digest.ts'
import type { Image } from '../image.ts'
import type { Manifest } from '../manifest.ts'
import { platformOf } from './image-platform.ts'

/** An image that a new one is made from. */
export interface IndexPart {
  /** Its name in messages, as users write it: `oci-layout:amd64`. */
  readonly name: string
  readonly image: Image
  /** The platform of an image that is not an index: what its configuration says. */
  readonly platform?: JsonRecord
}

/** An entry of an index. */
export interface IndexEntry {
  /** The part that has it. */
  readonly part: IndexPart
  /** The descriptor as it was written, with all fields. */
  readonly fields: JsonRecord
  readonly descriptor: Descriptor
}

export function rootOf({ image: { manifests } }: IndexPart): Manifest {
  return manifests.at(-1) as Manifest
}

/** The fields of a manifest as they were written. */
export function fieldsOf({ bytes }: Manifest): JsonRecord {
  return parseRecord(new TextDecoder().decode(bytes))
}

/** What a part contributes: all entries of an index, or an image manifest as one entry. */
export function entriesOf(part: IndexPart): readonly IndexEntry[] {
  const root = rootOf(part)
  const { descriptor, children } = root
  if (!isIndex(descriptor)) {
    const { platform = {} } = part
    const { mediaType, digest, size } = descriptor
    return [{ part, descriptor, fields: { mediaType, digest, size, platform } }]
  }
  const { manifests } = fieldsOf(root) as { readonly manifests: readonly JsonRecord[] }
  return children.map((child, index) => ({ part, descriptor: child, fields: manifests[index] ?? {} }))
}

/** The platform of an entry; undefined for an attestation, and for other content without one. */
export function platformOfEntry({ descriptor, fields }: IndexEntry): ReturnType<typeof platformOf> {
  return isAttestation(descriptor) ? undefined : platformOf(fields.platform)
}

/** The digest of the entry that an entry attests. */
export function attestedEntry({ descriptor }: IndexEntry): Digest | undefined {
  return isAttestation(descriptor) ? attestedBy(descriptor) : undefined
}
