import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Descriptor } from '../../../../src/oci/descriptor.ts'
import type { Blob, TestImage } from '../../images.ts'
import { tarEnd, tarHeader, tarPadding } from './tar.ts'

export interface LayoutOptions {
  /** `org.opencontainers.image.ref.name` of the image. */
  readonly ref?: string
  /** The digests of blobs to leave out: image-spec, image-layout.md, allows them to be missing. */
  readonly without?: readonly string[]
}

interface LayoutFile {
  readonly path: string
  readonly size: number
  read(): AsyncIterable<Uint8Array>
}

/** Writes an OCI image layout directory: image-spec, image-layout.md. */
export async function writeLayout(directory: string, image: TestImage, options?: LayoutOptions): Promise<void> {
  for (const { path, read } of filesOf(image, options)) {
    const target = join(directory, path)
    await mkdir(dirname(target), { recursive: true })
    await pipeline(Readable.from(read()), createWriteStream(target))
  }
}

/** Writes an OCI archive: a layout directory as a tar. */
export async function writeArchive(file: string, image: TestImage, options?: LayoutOptions): Promise<void> {
  const files = filesOf(image, options)
  async function* archive() {
    for (const { path, size, read } of files) {
      yield tarHeader(path, size)
      yield* read()
      yield tarPadding(size)
    }
    yield tarEnd
  }
  await pipeline(Readable.from(archive()), createWriteStream(file))
}

function filesOf({ root, manifests, content }: TestImage, { ref, without = [] }: LayoutOptions = {}): LayoutFile[] {
  const annotations = { ...root.annotations, ...(ref !== undefined && { 'org.opencontainers.image.ref.name': ref }) }
  const entry: Descriptor = { ...root, ...(Object.keys(annotations).length > 0 && { annotations }) }
  const blobs = new Map<string, Pick<Blob, 'descriptor' | 'read'>>(
    content.map((blob) => [blob.descriptor.digest, blob])
  )
  for (const { descriptor, bytes } of manifests) blobs.set(descriptor.digest, { descriptor, read: once(bytes) })
  return [
    jsonFile('oci-layout', { imageLayoutVersion: '1.0.0' }),
    jsonFile('index.json', { schemaVersion: 2, manifests: [entry] }),
    ...[...blobs.values()]
      .filter(({ descriptor }) => !without.includes(descriptor.digest))
      .map(({ descriptor, read }) => ({ path: pathOf(descriptor), size: descriptor.size, read })),
  ]
}

function pathOf({ digest }: Descriptor): string {
  return `blobs/${digest.replace(':', '/')}`
}

function jsonFile(path: string, value: unknown): LayoutFile {
  const bytes = Buffer.from(JSON.stringify(value))
  return { path, size: bytes.length, read: once(bytes) }
}

function once(bytes: Uint8Array): () => AsyncIterable<Uint8Array> {
  return async function* () {
    yield bytes
  }
}
