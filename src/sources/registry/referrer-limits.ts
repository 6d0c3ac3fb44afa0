import { formatBytes } from '../../format-amount.ts'
import type { BlobId } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { manifestLimit } from '../../oci/manifest.ts'
import { SourceError } from './source-error.ts'

/** How many may refer to an image, over how many levels, and their size in bytes: more than is known of any image. */
const numberLimit = 1_000
const depthLimit = 5
const sizeLimit = 8 * 1024 ** 3
/** The total size of their manifests in bytes, as they are held in memory: that of one image. */
const manifestsLimit = 16 * manifestLimit

/** Counts what refers to an image: a registry can list anything, and an index among that can list thousands. */
export class ReferrerLimits {
  readonly #source: string
  readonly #manifests = new Map<Digest, number>()
  #failure: SourceError | undefined

  /** `source` is how errors name the image. */
  constructor(source: string) {
    this.#source = source
  }

  /** Reads a manifest, and counts it. Throws SourceError if that is too much, or was before. */
  async read<Read extends { readonly descriptor: BlobId }>(
    get: () => Promise<Read | undefined>
  ): Promise<Read | undefined> {
    if (this.#failure) throw this.#failure
    const manifest = await get()
    if (!manifest) return undefined
    this.#manifests.set(manifest.descriptor.digest, manifest.descriptor.size)
    this.checkNumber(this.#manifests.size)
    const bytes = sum(this.#manifests)
    if (bytes > manifestsLimit) throw this.#tooMuch(`${formatBytes(bytes)} of manifests`)
    return manifest
  }

  /** Throws SourceError for too many manifests. */
  checkNumber(count: number): void {
    if (count > numberLimit) throw this.#tooMuch(`more than ${numberLimit} manifests`)
  }

  /** Throws SourceError for too many levels. */
  checkDepth(depth: number): void {
    if (depth > depthLimit) throw this.#tooMuch(`a chain of more than ${depthLimit} manifests`)
  }

  /** Throws SourceError for too much content. */
  checkContent(blobs: readonly BlobId[]): void {
    const bytes = sum(new Map(blobs.map(({ digest, size }) => [digest, size])))
    if (bytes > sizeLimit) throw this.#tooMuch(`content of ${formatBytes(bytes)}`)
  }

  #tooMuch(what: string): SourceError {
    this.#failure = new SourceError(
      `The source ${this.#source} has ${what} that refer to it, which is too much to copy along. Set 'referrers: false', and copy those that are needed on their own.`
    )
    return this.#failure
  }
}

function sum(sizes: ReadonlyMap<Digest, number>): number {
  return sizes.values().reduce((total, size) => total + size, 0)
}
