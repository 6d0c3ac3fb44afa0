import { link, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Blob, image, index, layer, type TestImage } from '../../../__tests__/support/images.ts'
import { writeLayout } from '../../../__tests__/support/registry/content/layout.ts'
import { randomBlob } from '../../../__tests__/support/registry/content/random.ts'
import type { Platform } from '../../../src/oci/descriptor.ts'
import type { Shape } from './shapes.ts'

/** An image as an OCI image layout on disk. */
export interface StoredImage {
  readonly directory: string
  /** Its name in the layout. */
  readonly ref: string
  readonly digest: string
  /** The platform of each of its images. */
  readonly platforms: readonly Platform[]
  /** The total size of its blobs, each counted once. */
  readonly bytes: number
}

/** An image, and a copy with one small layer changed on each platform, as by a build. */
export interface ImagePair {
  readonly image: StoredImage
  readonly changed: StoredImage
}

const ref = 'bench'
const changedSize = 10_000

/** Creates an image with random layers, so that compression has no effect. */
export async function storeImages(shape: Shape, directory: string): Promise<ImagePair> {
  const shared = layersOf(shape.shared ?? [], 1)
  const platforms = shape.platforms.map((sizes, platform) => layersOf(sizes, 1000 * (platform + 1)))
  const before = join(directory, 'image')
  const after = join(directory, 'changed')
  const image = await store(before, combine(platforms.map((layers) => [...shared, ...layers])))
  const small = (platform: number) => layer(changedSize + platform)
  const changes = platforms.map((layers, platform) => [...shared, ...layers.slice(0, -1), small(platform)])
  const changed = await store(after, combine(changes), before)
  return { image, changed }
}

function layersOf(sizes: readonly number[], seed: number): readonly Blob[] {
  return sizes.map((size, position) => randomBlob(size, seed + position))
}

const architectures = ['amd64', 'arm64', 's390x', 'ppc64le']
const platformOf = (architecture: string): Platform => ({ os: 'linux', architecture })

function combine(platforms: readonly (readonly Blob[])[]): TestImage {
  const images = platforms.map((layers, position) =>
    image({ layers, platform: platformOf(architectures[position] ?? 'riscv64') })
  )
  const [only, ...others] = images
  return only && others.length === 0 ? only : index(images)
}

/** Layers that another layout already has are linked, not written again. */
async function store(directory: string, made: TestImage, from?: string): Promise<StoredImage> {
  const large = made.content.map(({ descriptor }) => descriptor).filter(({ size }) => size > 2 * changedSize)
  const linked = from === undefined ? [] : large
  await writeLayout(directory, made, { ref, without: linked.map(({ digest }) => digest) })
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true })
  for (const digest of new Set(linked.map(({ digest }) => digest))) {
    const path = join('blobs', digest.replace(':', '/'))
    await link(join(from ?? '', path), join(directory, path))
  }
  return {
    directory,
    ref,
    digest: made.root.digest,
    platforms: architectures.slice(0, made.manifests.filter(({ blobs }) => blobs.length > 0).length).map(platformOf),
    bytes: made.blobs.reduce((sum, { size }) => sum + size, 0),
  }
}
