import { join } from 'node:path'
import { atMost } from '../async/at-most.ts'
import { BuildError } from '../builder/build-error.ts'
import type { BuildRequest } from '../builder/build-request.ts'
import { type BuildMetadata, type BuildWithLoginOptions, build } from '../builder/buildx/build.ts'
import { reachOf } from '../builder/buildx/reach.ts'
import { renameAttestations } from '../intake/attestation/attestation.ts'
import { packageUrls } from '../intake/attestation/statement.ts'
import { Receiver } from '../intake/receive.ts'
import { type Sink, startSink } from '../intake/sink/server.ts'
import { Spool } from '../intake/spool/spool.ts'
import { ContentError } from '../oci/content-error.ts'
import { mediaTypes } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import { parseReferences } from '../oci/distribution/reference.ts'
import type { Target } from '../oci/distribution/target.ts'
import type { Image } from '../oci/image.ts'
import { MissingBlobs } from '../oci/missing-blobs.ts'
import type { ContentOf } from '../push/content/content-upload.ts'
import type { Push } from '../push/content/push.ts'
import { openFolder } from './folder.ts'
import { openLayout } from './layout.ts'

export interface BuildOrder {
  readonly request: BuildRequest
  /** The pushes that get the blobs as they arrive. */
  readonly pushes: readonly Push[]
  /** The targets that attestations will name. */
  readonly targets: readonly Target[]
  readonly options: BuildWithLoginOptions
  /** A directory for temporary files. */
  readonly directory: string
  /** Called when this machine, not a registry, fails, so that there is no point in going on with the build. */
  readonly onBroken: (error: Error) => void
}

/** An image that was built. */
export interface Built {
  readonly image: Image
  readonly contentOf: ContentOf
  readonly metadata: BuildMetadata
  /** Set if the builder will not be asked for missing blobs: the end of the error message for them (see Completion). */
  readonly wherever?: string
}

/** Processes an image that was built. Throwing MissingBlobs makes the builder send those blobs again. */
export type Finish<Result> = (built: Built) => Promise<Result>

/** Maximum number of builds, repeated to get blobs that registries turned out to lack. */
const buildLimit = 3

const wherever = "and the builder did not send it. Build once with 'no-cache: true'."

/** The builder cannot reach our loopback address. */
class Unreached extends Error {}

/**
 * Builds an image and receives it through the sink, or as files if the builder cannot reach that. Throws BuildError.
 */
export async function pushFromBuilder<Result>(order: BuildOrder, finish: Finish<Result>): Promise<Result> {
  const { request, options } = order
  const { log } = options.environment
  const reach = await reachOf(request.builder, options.variables)
  if (!reach.expected) {
    log.info(`The image is exported to files: ${reach.reason}`)
    return await throughLayout(order, finish)
  }
  try {
    return await throughSink(order, finish)
  } catch (error) {
    if (!(error instanceof Unreached)) throw error
    log.info('The builder cannot reach this process: building again, from its cache, and exporting to files')
    return await throughLayout(order, finish)
  }
}

async function throughSink<Result>(order: BuildOrder, finish: Finish<Result>): Promise<Result> {
  const { pushes, targets, options, directory, onBroken } = order
  await using receiver = new Receiver(pushes, new Spool(directory, onBroken))
  await using sink = await startSink(receiver)
  await options.signIn(sink.host, sink.login)
  const name = `${sink.host}/${sink.name}`
  for (let builds = 1; ; builds++) {
    const metadata = await buildInto(sink, `${name}:${sink.tag}`, order)
    try {
      const isLast = builds === buildLimit
      const received = checkRoot(await receiver.image(), metadata)
      noteMediaType(received, options.environment)
      return await finish({
        ...(await renamed(received, receiver, { name, targets })),
        metadata,
        ...(isLast && { wherever }),
      })
    } catch (error) {
      if (!(error instanceof MissingBlobs)) throw error
      askAgain(receiver, error, options.environment)
    }
  }
}

function askAgain(receiver: Receiver, { digests }: MissingBlobs, { log }: BuildWithLoginOptions['environment']): void {
  log.info(`Asking the builder for ${digests.length} blobs that turned out to be missing at a registry`)
  for (const digest of digests) receiver.forget(digest)
}

async function buildInto(sink: Sink, name: string, { request, options }: BuildOrder): Promise<BuildMetadata> {
  try {
    return await build(request, { kind: 'sink', name }, options)
  } catch (error) {
    const isUnreached = error instanceof BuildError && sink.requests === 0 && error.message.includes(sink.host)
    throw isUnreached ? new Unreached() : error
  }
}

/** Publishes only what the builder reports as built: another process might have pushed its own image to the sink. */
function checkRoot(image: Image, { digest }: BuildMetadata): Image {
  if (digest === undefined || digest === image.root.digest) return image
  throw new ContentError(
    `The builder reported that it pushed ${digest}, but ${image.root.digest} arrived, so nothing is published. Another program on this machine may have pushed instead: run the job again, on a machine that is not shared.`
  )
}

/** OCI media types were requested, but Docker's classic image store only supports Docker's. */
function noteMediaType({ root: { mediaType } }: Image, { log }: BuildWithLoginOptions['environment']): void {
  if (mediaType !== mediaTypes.dockerManifest && mediaType !== mediaTypes.dockerIndex) return
  log.info(
    `The builder produced ${mediaType}, which some registries refuse, instead of the OCI media type. For the OCI type, enable Docker's containerd image store or set up a docker-container builder (docker/setup-buildx-action)`
  )
}

async function renamed(
  received: Image,
  receiver: Receiver,
  { name, targets }: { readonly name: string; readonly targets: readonly Target[] }
): Promise<Pick<Built, 'image' | 'contentOf'>> {
  const partOf = (digest: Digest) => receiver.attestationPart(digest)
  const renaming = { builtName: name, urls: packageUrls(targets), partOf }
  const { image, blobs } = await renameAttestations(received, renaming)
  return { image, contentOf: (digest) => blobs.get(digest) ?? partOf(digest) }
}

async function throughLayout<Result>(order: BuildOrder, finish: Finish<Result>): Promise<Result> {
  const directory = join(order.directory, 'layout')
  const metadata = await build(order.request, { kind: 'layout', directory }, order.options)
  const references = parseReferences(metadata.materials)
  const holdings = new Set(order.pushes.filter(({ failure }) => !failure).map((push) => push.holdings))
  await atMost(Promise.all([...holdings].flatMap((each) => references.map((reference) => each.survey(reference)))))
  await using source = await openLayout(openFolder(directory))
  const contentOf: ContentOf = (digest) => source.blob(digest)
  return await finish({ image: checkRoot(source.image, metadata), contentOf, metadata, wherever })
}
