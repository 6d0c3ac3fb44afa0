import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildResult, ExpectedReach } from '../../builder/builder.ts'
import type { Variables } from '../../environment.ts'
import { renameAttestations } from '../../intake/attestation/attestation.ts'
import { packageUrls } from '../../intake/attestation/statement.ts'
import { LayoutWriter, writeBlob, writeIndex } from '../../intake/layout-writer.ts'
import { collectBytes } from '../../oci/blob-content.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { Digest } from '../../oci/digest.ts'
import type { BuildOrder, BuiltImage } from '../built/build-order.ts'
import { builtFrom } from '../built/built-from.ts'
import { checkRoot } from '../built/checked-root.ts'
import { exportLayout } from '../built/export-layout.ts'
import { reportMediaType } from '../built/media-type.ts'
import { openSink, throughSinkOrFiles, unlessUnreached } from '../built/sink-or-files.ts'
import { openFolder } from '../folder.ts'
import { openLayout } from '../layout.ts'
import { type KeptImage, layoutIn, writeRecord } from './record.ts'

/** Where an image is kept, and what is recorded about it. */
export interface KeepPlace {
  /** A directory for temporary files, on the same disk. */
  readonly directory: string
  /** The folder that the image is kept in. */
  readonly folder: string
  readonly record: Omit<KeptImage, 'digest'>
  readonly variables: Variables
}

export interface KeepOrder extends Omit<BuildOrder, 'contents'>, KeepPlace {}

/**
 * Builds an image into an OCI image layout that stays when the step ends. Its digest is the one that publishing it would
 * have had: its attestations name the targets. Throws BuildError, or ContentError.
 */
export async function keepBuilt(order: KeepOrder): Promise<BuiltImage> {
  const directory = await makeLayout(order)
  const metadata = await throughSinkOrFiles(await order.builder.reach(order.request), order.log, {
    push: (reach) => receiveLayout(order, layoutIn(directory), reach),
    exportFiles: () => exportTo(directory, order),
  })
  const built = await openLayout(openFolder(layoutIn(directory)))
  await built[Symbol.asyncDispose]()
  await moveToFolder(directory, built.image.root.digest, order)
  return { ...(await openLayout(openFolder(layoutIn(order.folder)))), metadata, builtFrom: builtFrom(metadata) }
}

/** Creates the folder in which an image is prepared. Throws ContentError. */
export async function makeLayout(place: KeepPlace): Promise<string> {
  const directory = join(place.directory, 'image')
  await writing(place, () => mkdir(layoutIn(directory), { recursive: true, mode: 0o700 }))
  return directory
}

/** Adds the record, and moves all to where later steps look, at once, so that none finds a part of it. Throws ContentError. */
export async function moveToFolder(directory: string, digest: Digest, place: KeepPlace): Promise<void> {
  await writing(place, async () => {
    await writeRecord(directory, { ...place.record, digest }, place.variables)
    await rename(directory, place.folder)
  })
}

async function exportTo(directory: string, order: KeepOrder): Promise<BuildResult> {
  await using exported = await exportLayout({ ...order, directory, contents: [] })
  return exported.metadata
}

/** Has the builder push to the sink; undefined if it does not reach that. */
async function receiveLayout(order: KeepOrder, layout: string, reach: ExpectedReach): Promise<BuildResult | undefined> {
  const { request, builder, log, onMachineFailure } = order
  const writer = new LayoutWriter(layout, (cause) => onMachineFailure(diskError(order, cause)))
  await using sink = await openSink(writer, reach)
  await builder.signIn(sink.host, sink.login)
  const name = `${sink.host}/${sink.name}`
  const destination = { kind: 'sink', name: `${name}:${sink.tag}` } as const
  const metadata = await unlessUnreached(sink, reach, (signal) => builder.build(request, destination, signal))
  if (!metadata) {
    await rm(layout, { recursive: true })
    return undefined
  }
  const { root, manifests } = checkRoot(await writer.image(), metadata)
  reportMediaType(root, request.imageAttributes, log)
  await writing(order, async () => {
    for (const { descriptor, bytes } of manifests) await writeBlob(layout, descriptor, bytes)
    await writeIndex(layout, root)
    await nameTargets(layout, name, order)
  })
  return metadata
}

/** Replaces the sink's name in the attestations by the targets' names. */
async function nameTargets(layout: string, builtName: string, { targets }: KeepOrder): Promise<void> {
  await using source = await openLayout(openFolder(layout))
  const { image } = source
  const renamed = await renameAttestations(image, {
    builtName,
    urls: packageUrls(targets),
    partOf: (digest) => source.blob(digest),
  })
  if (renamed.image === image) return
  for (const [digest, content] of renamed.blobs) {
    const { size } = content
    await writeBlob(layout, { digest, size }, await collectBytes((signal) => content.read(0, size, signal)))
  }
  for (const { descriptor, bytes } of renamed.image.manifests) await writeBlob(layout, descriptor, bytes)
  await writeIndex(layout, renamed.image.root)
}

/** Does work on disk. Throws ContentError. */
export async function writing<Result>(place: KeepPlace, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ContentError ? error : diskError(place, error as Error)
  }
}

function diskError({ folder }: KeepPlace, cause: Error): ContentError {
  return new ContentError(
    `The image cannot be kept in ${folder}: ${cause.message}. Make sure that the runner's temporary folder is writable and has free space.`,
    { cause }
  )
}
