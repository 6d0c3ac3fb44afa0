import { mistakenFor, parseUnambiguousJson } from '../json.ts'
import { isAttestation } from '../oci/attestations.ts'
import type { BlobContent } from '../oci/blob-content.ts'
import { ContentError } from '../oci/content-error.ts'
import { type Descriptor, formatPlatform, parseDescriptor } from '../oci/descriptor.ts'
import { algorithmOf, type Digest, isDigest } from '../oci/digest.ts'
import { collectImage, type Image } from '../oci/image.ts'
import type { ImageSource } from '../oci/image-source.ts'
import { type Manifest, parseManifest } from '../oci/manifest.ts'
import { configsIn, dockerManifest } from './docker-manifest.ts'
import { type Files, readSmall } from './files.ts'
import { listedNames } from './listed-names.ts'
import { VerifiedFile } from './verified-file.ts'

/** Annotations that name an image in an index: image-spec, annotations.md, and containerd, images/annotations.go. */
const nameAnnotations = ['org.opencontainers.image.ref.name', 'io.containerd.image.name']

/** Advice for tools that write another format by default, and for versions that can write nothing else. */
const howToSave =
  "Save the image with Docker 25 or newer, 'podman save --format oci-archive', or 'skopeo copy … oci-archive:file'."

/** Chooses what to publish of the image that was selected: its root, or a manifest below that. */
export type Narrowing = (
  root: Descriptor,
  manifest: Manifest,
  exists: (child: Descriptor) => Promise<boolean>
) => Promise<Descriptor>

/**
 * Opens an image layout: image-spec, image-layout.md. `name` selects one of several images, by its name in the layout
 * or by its digest. The files are closed with the source, or if it cannot be opened. Throws ContentError.
 */
export async function openLayout(files: Files, name?: string, narrowing?: Narrowing): Promise<ImageSource> {
  try {
    return await readLayout(files, name, narrowing)
  } catch (error) {
    await files[Symbol.asyncDispose]()
    throw error
  }
}

async function readLayout(files: Files, name: string | undefined, narrowing?: Narrowing): Promise<ImageSource> {
  const chosen = await readRoot(files, name)
  const root = narrowing ? await narrow(files, chosen, narrowing) : chosen
  const image = await collectImage(root, (descriptor) => readManifest(files, descriptor, descriptor === root))
  await checkDockerManifest(files, image, name !== undefined)
  const blobs = new Map<Digest, BlobContent>()
  for (const blob of image.blobs) {
    const path = pathOf(blob.digest)
    const file = await files.find(path)
    if (file && file.size !== blob.size) {
      throw new ContentError(`${files.name}: ${blob.digest} has ${file.size} bytes instead of ${blob.size}`)
    }
    if (file) blobs.set(blob.digest, new VerifiedFile(file, blob, `${files.name}/${path}`))
  }
  return {
    name: files.name,
    image: { ...image, root: (image.manifests.at(-1) as Manifest).descriptor },
    blob: (digest) => blobs.get(digest),
    absence: `and neither does ${files.name}. Export the complete image, or list a repository that has it in 'mount-from'.`,
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  }
}

async function narrow(files: Files, root: Descriptor, narrowing: Narrowing): Promise<Descriptor> {
  const exists = async ({ digest }: Descriptor) => (await files.find(pathOf(digest))) !== undefined
  return await narrowing(root, await readManifest(files, root, true), exists)
}

async function readRoot(files: Files, name: string | undefined): Promise<Descriptor> {
  const bytes = await readSmall(files, 'index.json')
  if (!bytes) throw new ContentError(`${files.name} is not an OCI image layout: it has no index.json. ${howToSave}`)
  const roots = entriesOf(bytes, files.name).map((entry) => parseDescriptor(entry, `${files.name}/index.json`))
  const chosen = name === undefined ? roots : roots.filter((root) => isNamed(root, name))
  const [only, ...others] = chosen
  if (only && others.every(({ digest }) => digest === only.digest)) return only
  const names = listedNames(roots.flatMap((root) => namesOf(root).slice(0, 1)))
  throw new ContentError(
    only
      ? `${files.name} contains several images: choose one of ${names}`
      : `${files.name} contains no image${name === undefined ? '' : ` named ${name}`}; available: ${names || 'none'}`
  )
}

/** Refuses what `docker load` would take for another image. If one of several is chosen, the others are listed as well. */
async function checkDockerManifest(files: Files, { manifests }: Image, isChosen: boolean): Promise<void> {
  const bytes = await readSmall(files, dockerManifest)
  const listed = bytes ? configsIn(bytes, `${files.name}/${dockerManifest}`) : []
  const configs = manifests.flatMap(({ blobs: [config] }) => (config ? [pathOf(config.digest)] : []))
  const isOurs = (path: unknown) => configs.some((config) => config === path)
  if (listed.length === 0 || (isChosen ? listed.some(isOurs) : listed.every(isOurs))) return
  throw new ContentError(
    `${files.name} contains different images for different programs: its ${dockerManifest}, which 'docker load' reads, lists a configuration that its index.json does not lead to. ${howToSave}`
  )
}

function entriesOf(bytes: Uint8Array, name: string): readonly unknown[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const index = parseUnambiguousJson(text) as object
    const mistaken = Object.keys(index).find((key) => mistakenFor(key, ['manifests']))
    if (mistaken === undefined) return 'manifests' in index && Array.isArray(index.manifests) ? index.manifests : []
    throw new SyntaxError(`some parsers treat its field '${mistaken}' as 'manifests'`)
  } catch (cause) {
    throw new ContentError(`${name}/index.json is not valid, unambiguous JSON: ${(cause as Error).message}`, {
      cause,
    })
  }
}

/** A digest stands for its content alone: anybody can write one as the name of another image. */
function isNamed(root: Descriptor, name: string): boolean {
  return isDigest(name) ? root.digest === name : namesOf(root).includes(name)
}

function namesOf({ annotations, digest }: Descriptor): readonly string[] {
  return [...nameAnnotations.flatMap((key) => annotations?.[key] ?? []), digest]
}

async function readManifest(files: Files, descriptor: Descriptor, isRoot: boolean): Promise<Manifest> {
  const { digest, mediaType } = descriptor
  const bytes = await readSmall(files, pathOf(digest))
  if (!bytes) throw new ContentError(`${files.name} ${describeMissing(descriptor, isRoot)}`)
  const manifest = parseManifest(bytes, mediaType, algorithmOf(digest))
  if (manifest.descriptor.digest !== digest)
    throw new ContentError(`${files.name}: the content of ${digest} does not match its digest`)
  return manifest
}

/** Docker pulls one platform of an image, without attestations, but saves the index that lists all of them. */
function describeMissing(descriptor: Descriptor, isRoot: boolean): string {
  const { digest, platform } = descriptor
  if (isAttestation(descriptor))
    return `is missing attestations of its image (${digest}), which 'docker pull' does not fetch. If 'docker save' wrote it, publish the image without them: 'docker-archive:' instead of 'oci-archive:'.`
  if (isRoot || !platform) return `is missing manifest ${digest}`
  return `is missing the image for ${formatPlatform(platform)} (${digest}). Pull that platform before saving, or save only the others: docker save --platform <os/arch>.`
}

function pathOf(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`
}
