import { parseRecord, recordOf } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { StoredManifest } from '../../retention/repository-graph.ts'
import type { ListedManifest } from '../inventory.ts'

/** Docker was released in 2013. Reproducible builds write 1970 or 1980, which says nothing about age. */
const earliest = Date.UTC(2013, 2)
/** The annotations of an index's entries that say what an entry is; others take memory only. */
const entryAnnotation = /^vnd\.docker\.reference\./

/** Reduces manifests to what is needed of each: ten thousand of them are held at a time. */
export class Compaction {
  /** Layers that many images share are named once. */
  readonly #digests = new Map<Digest, Digest>()
  readonly #texts = new Map<string, string>()

  /** The parts of a manifest that are kept, with the times and the lock from the list. */
  of({ descriptor, bytes, children, blobs, subject }: Manifest, listed?: ListedManifest): StoredManifest {
    const fields = parseRecord(new TextDecoder().decode(bytes))
    const createdAt = parseCreated(recordOf(fields.annotations)['org.opencontainers.image.created'])
    const { artifactType } = fields
    const type = typeof artifactType === 'string' && artifactType !== '' ? this.#text(artifactType) : undefined
    return {
      digest: this.digest(descriptor.digest),
      mediaType: this.#text(descriptor.mediaType),
      size: descriptor.size,
      children: children.map((child) => this.#entry(child)),
      blobs: blobs.map(({ digest, size }) => ({ digest: this.digest(digest), size })),
      ...(subject && { subject: this.digest(subject.digest) }),
      ...(type !== undefined && { artifactType: type }),
      ...(listed?.pushedAt !== undefined && { pushedAt: listed.pushedAt }),
      ...(createdAt !== undefined && { createdAt }),
      ...(listed?.locked !== undefined && { locked: listed.locked }),
    }
  }

  /** The same digest, as a string that is shared with all earlier ones. */
  digest(digest: Digest): Digest {
    const known = this.#digests.get(digest)
    if (known === undefined) this.#digests.set(digest, digest)
    return known ?? digest
  }

  #entry({ mediaType, digest, size, platform, annotations }: Descriptor): Descriptor {
    const telling = Object.entries(annotations ?? {}).filter(([name]) => entryAnnotation.test(name))
    return {
      mediaType: this.#text(mediaType),
      digest: this.digest(digest),
      size,
      ...(platform && { platform: { os: this.#text(platform.os), architecture: this.#text(platform.architecture) } }),
      ...(telling.length > 0 && { annotations: Object.fromEntries(telling) }),
    }
  }

  #text(text: string): string {
    const known = this.#texts.get(text)
    if (known === undefined) this.#texts.set(text, text)
    return known ?? text
  }
}

/** Milliseconds since 1970; undefined if a text is not a time, or one that no image can be from. */
export function parseCreated(text: unknown): number | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return time >= earliest ? time : undefined
}
