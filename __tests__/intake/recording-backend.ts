import type { BlobWriter, SinkBackend } from '../../src/intake/sink/backend.ts'
import { WrongContent } from '../../src/oci/content-error.ts'
import { algorithmOf, type Digest, digestOf } from '../../src/oci/digest.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Manifest } from '../../src/oci/manifest.ts'

/** An upload, and how it ended. */
export interface Received {
  readonly expected: { readonly digest: Digest; readonly size: number } | undefined
  readonly chunks: Uint8Array[]
  end: 'open' | 'abandoned' | 'wrong' | Digest
  /** How often it was abandoned. */
  abandoned: number
}

/** Records what a sink passes on, and claims to have the blobs in `had`. */
export class RecordingBackend implements SinkBackend {
  readonly had = new Set<string>()
  readonly asked: Digest[] = []
  readonly received: Received[] = []
  readonly manifests: Manifest[] = []
  root: { readonly tag: Tag; readonly manifest: Manifest } | undefined
  /** Called for each chunk; the sender waits for its promise. */
  onWrite: (received: Received) => Promise<void> | undefined = () => undefined

  /** The blobs that arrived completely, by digest. */
  get blobs(): ReadonlyMap<string, Buffer> {
    const whole = this.received.filter(({ end }) => end.includes(':'))
    return new Map(whole.map(({ end, chunks }) => [end, Buffer.concat(chunks)]))
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    this.asked.push(digest)
    return this.had.has(digest) || this.blobs.has(digest)
  }

  async receiveBlob(expected?: Received['expected']): Promise<BlobWriter> {
    const received: Received = { expected, chunks: [], end: 'open', abandoned: 0 }
    this.received.push(received)
    return {
      write: (chunk) => {
        const ready = this.onWrite(received)
        received.chunks.push(Buffer.from(chunk))
        return ready
      },
      finish: async (digest) => {
        const found = digestOf(Buffer.concat(received.chunks), algorithmOf(digest))
        received.end = found === digest ? digest : 'wrong'
        if (found !== digest)
          throw new WrongContent(`a blob has the digest ${found}, but its sender declared ${digest}`)
      },
      abandon: async () => {
        received.end = 'abandoned'
        received.abandoned += 1
      },
    }
  }

  receiveManifest(manifest: Manifest, tag?: Tag): void {
    this.manifests.push(manifest)
    if (tag) this.root = { tag, manifest }
  }

  manifest(reference: Digest | Tag): Manifest | undefined {
    if (this.root?.tag === reference) return this.root.manifest
    return this.manifests.find(({ descriptor }) => descriptor.digest === reference)
  }
}
