import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BrokenBlob } from '../oci/broken-blob.ts'
import type { BlobId, Descriptor } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, type Digester, digester } from '../oci/digest.ts'
import type { Tag } from '../oci/distribution/tag.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import { ReceivedManifests } from './received-manifests.ts'
import type { BlobWriter, SinkBackend } from './sink/backend.ts'

/**
 * Receives an image into an OCI image layout (image-spec, image-layout.md). Each blob is digested and written once, to
 * the file that it stays in. `onFailure` is called if the disk fails, with its error.
 */
export class LayoutWriter implements SinkBackend {
  readonly #directory: string
  readonly #onFailure: (cause: Error) => void
  readonly #blobs = new Set<Digest>()
  readonly #manifests = new ReceivedManifests()

  constructor(directory: string, onFailure: (cause: Error) => void) {
    this.#directory = directory
    this.#onFailure = onFailure
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    return this.#blobs.has(digest)
  }

  async receiveBlob(expected?: BlobId): Promise<BlobWriter> {
    const path = join(this.#directory, `incoming-${randomUUID()}`)
    const file = await this.#guarded(() => open(path, 'wx', 0o600))
    return new BlobFile(file, expected?.digest, {
      guarded: (work) => this.#guarded(work),
      keep: async (digest) => {
        await this.#guarded(() => moveTo(blobPath(this.#directory, digest), path))
        this.#blobs.add(digest)
      },
      discard: () => rm(path, { force: true }),
    })
  }

  receiveManifest(manifest: Manifest, tag?: Tag): void {
    this.#manifests.add(manifest, tag)
  }

  manifest(reference: Digest | Tag): Manifest | undefined {
    return this.#manifests.get(reference)
  }

  /** The image that was received. Throws ContentError if its root, or a manifest below that, did not arrive. */
  async image(): Promise<Image> {
    return await this.#manifests.image()
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      this.#onFailure(error as Error)
      throw error
    }
  }
}

/** Where a file of a blob goes, and what is done if it cannot be written. */
interface Place {
  guarded<Result>(work: () => Promise<Result>): Promise<Result>
  keep(digest: Digest): Promise<void>
  discard(): Promise<void>
}

class BlobFile implements BlobWriter {
  readonly #file: FileHandle
  readonly #digester: Digester
  readonly #place: Place
  #size = 0
  #writing: Promise<unknown> = Promise.resolve()

  constructor(file: FileHandle, expected: Digest | undefined, place: Place) {
    this.#file = file
    this.#digester = digester(expected && algorithmOf(expected))
    this.#place = place
  }

  write(chunk: Uint8Array): Promise<void> {
    this.#digester.update(chunk)
    const copy = Buffer.from(chunk)
    const start = this.#size
    this.#size += copy.length
    const written = this.#writing.then(() => this.#place.guarded(() => writeAll(this.#file, copy, start)))
    this.#writing = written
    return written
  }

  async finish(digest: Digest): Promise<void> {
    await this.#close()
    const found = this.#digester.digest()
    if (found === digest) return await this.#place.keep(digest)
    await this.#place.discard()
    throw new BrokenBlob(`a blob has the digest ${found}, but its sender declared ${digest}`)
  }

  async abandon(): Promise<void> {
    await this.#close().catch(() => undefined)
    await this.#place.discard()
  }

  async #close(): Promise<void> {
    try {
      await this.#writing
    } finally {
      await this.#file.close()
    }
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done)
    // A nearly full disk accepts part of a write, and reports the error on the next one.
    if (bytesWritten === 0) throw new Error('nothing could be written')
    done += bytesWritten
  }
}

/** The path of a blob in a layout. */
export function blobPath(directory: string, digest: Digest): string {
  return join(directory, 'blobs', digest.replace(':', '/'))
}

async function moveTo(path: string, from: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await rename(from, path)
}

/** Writes a blob or a manifest into a layout. */
export async function writeBlob(directory: string, { digest }: BlobId, bytes: Uint8Array): Promise<void> {
  const path = blobPath(directory, digest)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes, { mode: 0o600 })
}

/** Writes the two files that make a directory a layout. It holds one image. */
export async function writeIndex(directory: string, { mediaType, digest, size }: Descriptor): Promise<void> {
  const write = (name: string, value: object) =>
    writeFile(join(directory, name), JSON.stringify(value), { mode: 0o600 })
  await write('oci-layout', { imageLayoutVersion: '1.0.0' })
  await write('index.json', { schemaVersion: 2, manifests: [{ mediaType, digest, size }] })
}
