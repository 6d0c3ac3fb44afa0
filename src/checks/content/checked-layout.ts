import { createWriteStream } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatBytes, formatCount } from '../../format-amount.ts'
import { blobPath, writeBlob, writeIndex } from '../../intake/layout-writer.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Descriptor, isDistributable } from '../../oci/descriptor.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { CheckedImage } from './checked-image.ts'

/** Blobs to read at a time. */
const blobsAtOnce = 4
/** Bytes to leave free on the disk: the scanner unpacks layers, too. */
const reserve = 512 * 1024 * 1024

interface LayoutOptions {
  readonly directory: string
  readonly log: { info(line: string): void }
  readonly signal: AbortSignal
}

/** An OCI image layout that is written for other programs: image-spec, image-layout.md. */
export class CheckedLayout {
  readonly directory: string
  readonly #options: LayoutOptions
  readonly #written = new Set<string>()

  constructor(options: LayoutOptions) {
    this.directory = options.directory
    this.#options = options
  }

  /**
   * Adds the content of these manifests. What is not on this machine is read back from the registry, once. Throws
   * ContentError if the disk has no room for it.
   */
  async add(checked: CheckedImage, manifests: readonly Manifest[]): Promise<void> {
    const { log } = this.#options
    const all = new Map(manifests.flatMap(({ blobs }) => blobs).map((blob) => [blob.digest, blob]))
    const due = [...all.values()].filter((blob) => isDistributable(blob) && !this.#written.has(blob.digest))
    const away = due.filter(({ digest }) => !checked.isHere(digest))
    await this.#makeRoom(sizeOf(due))
    if (away.length > 0)
      log.info(`${checked.name}: reading back ${formatCount(away.length, 'blob')} (${formatBytes(sizeOf(away))})`)
    for (let at = 0; at < due.length; at += blobsAtOnce) {
      await Promise.all(due.slice(at, at + blobsAtOnce).map((blob) => this.#write(blob, checked)))
    }
    for (const { descriptor, bytes } of manifests) await writeBlob(this.directory, descriptor, bytes)
  }

  /** Makes it the layout of this image alone. */
  async select(root: Descriptor): Promise<void> {
    await writeIndex(this.directory, root)
  }

  async #makeRoom(bytes: number): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(this.directory)
    const free = bavail * bsize
    if (bytes + reserve <= free) return
    throw new ContentError(
      `the image has ${formatBytes(bytes)} to write to the disk, but the runner's temporary folder has only ${formatBytes(free)} free. Free some space, or use a runner with a larger disk.`
    )
  }

  async #write(blob: Descriptor, { read }: CheckedImage): Promise<void> {
    const path = blobPath(this.directory, blob.digest)
    await mkdir(dirname(path), { recursive: true })
    const { signal } = this.#options
    // A chunk may be overwritten once the next but one is requested.
    const copies = async function* () {
      for await (const chunk of read(blob, signal)) yield Buffer.from(chunk)
    }
    await pipeline(Readable.from(copies()), createWriteStream(path, { mode: 0o600 }), { signal })
    this.#written.add(blob.digest)
  }
}

function sizeOf(blobs: readonly Descriptor[]): number {
  return blobs.reduce((sum, { size }) => sum + size, 0)
}
