import { isAttestation } from '../../../oci/attestations.ts'
import { ContentError } from '../../../oci/content-error.ts'
import { formatRepository, parseReference } from '../../../oci/distribution/reference.ts'
import type { ImageSource } from '../../../oci/image-source.ts'
import { RegistryError } from '../../../registry/errors/registry-error.ts'
import type { RemoteRepository } from '../../../registry/repository.ts'
import type { CheckJob } from '../check-job.ts'
import { type ImageToVerify, repositoryToVerify, requireSignature, type SignaturePolicy } from './signed-image.ts'

/** Maximum number of images of an index to verify. */
const mostImages = 64

/** Verifies all images that others were built from. Throws ContentError, or an AggregateError of several. */
export async function verifyBases(
  sources: readonly Pick<ImageSource, 'builtFrom'>[],
  policy: SignaturePolicy,
  job: Pick<CheckJob, 'registries' | 'stop' | 'environment'>
): Promise<void> {
  const names = [...new Set(sources.flatMap(imagesBelow))]
  const { environment } = job
  const verified = await Promise.allSettled(names.map((name) => verifyBase(name, policy, job)))
  environment.signal.throwIfAborted()
  const problems = verified.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []))
  const [only, ...others] = problems
  if (only) throw others.length === 0 ? only : new ContentError(problems.map(({ message }) => message).join('; '))
  if (names.length === 0) environment.log.info('No base image to verify: nothing was built from an image')
}

/** Throws ContentError if they are not known, or cannot carry signatures. */
function imagesBelow({ builtFrom }: Pick<ImageSource, 'builtFrom'>): readonly string[] {
  if (!builtFrom) {
    throw new ContentError(
      `the base images cannot be verified, since the builder did not report them. Remove BUILDX_METADATA_PROVENANCE from the environment, update buildx and BuildKit, or remove 'verify-base'`
    )
  }
  const [layout] = builtFrom.layouts
  if (layout === undefined) return builtFrom.images
  throw new ContentError(
    `the image was built from an OCI layout (${layout}), which cannot be verified. Build from an image in a registry, or remove 'verify-base'`
  )
}

async function verifyBase(
  text: string,
  policy: SignaturePolicy,
  job: Pick<CheckJob, 'registries' | 'stop' | 'environment'>
): Promise<void> {
  const reference = parseReference(text)
  const name = `the base image ${text}`
  if (!reference?.digest) {
    throw new ContentError(`${name} cannot be verified, since the builder did not report its digest. Name it by digest`)
  }
  const { repository, digest } = reference
  try {
    const remote = await repositoryToVerify(repository, job)
    const description = await verifyAt(remote, { name, repository, digest }, policy)
    job.environment.log.info(`Verified ${name}: signed with ${description}`)
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    throw new ContentError(`${name} cannot be verified: ${error.message}`, { cause: error })
  }
}

/** An index that is not signed counts as signed if each of its images is. */
async function verifyAt(remote: RemoteRepository, image: ImageToVerify, policy: SignaturePolicy): Promise<string> {
  try {
    return (await requireSignature(remote, image, policy)).description
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    const { children = [] } = (await remote.manifests.get(image.digest)) ?? {}
    const images = children.filter((child) => !isAttestation(child))
    if (images.length === 0 || images.length > mostImages) throw error
    const found: string[] = []
    for (const { digest } of images) {
      const name = `${formatRepository(image.repository)}@${digest}`
      const signed = await requireSignature(remote, { ...image, name, digest }, policy).catch((problem: unknown) => {
        throw problem instanceof ContentError ? error : problem
      })
      found.push(signed.description)
    }
    return `${[...new Set(found)].join(', ')}, as ${found.length} images of its index`
  }
}
