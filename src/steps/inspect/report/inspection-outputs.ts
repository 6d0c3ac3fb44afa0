import type { InspectOutputName } from '../../../github/report/step-outputs.ts'
import { formatRepository, parseReference } from '../../../oci/distribution/reference.ts'
import type { InspectionResult } from '../inspect-all.ts'
import { type Inspection, isFailed, type PlatformFacts } from '../inspection.ts'

type Outputs = Readonly<Record<InspectOutputName, string>>

/** The outputs: the fields of the first image, and all images. `redact` removes secrets from errors. */
export function inspectionOutputs(
  { inspected, catalogs }: InspectionResult,
  redact: (text: string) => string
): Outputs {
  const [first] = inspected
  const repositories = catalogs.flatMap((each) => (isFailed(each) ? [] : each.repositories))
  const all = inspected.map((each) =>
    isFailed(each) ? { image: each.image, error: redact(messageOf(each.error)) } : each
  )
  return {
    ...outputsOf(first && !isFailed(first) ? first : undefined),
    catalog: catalogs.length === 0 ? '' : JSON.stringify(repositories),
    json: JSON.stringify(all),
  }
}

/** Fields that an image does not have are empty. */
function outputsOf(image: Inspection | undefined): Omit<Outputs, 'catalog' | 'json'> {
  const { digest = '', tag = '', mediaType = '', created = '', manifest = '' } = image ?? {}
  const { repository } = parseReference(image?.image ?? '') ?? {}
  const json = (value: unknown) => (value === undefined ? '' : JSON.stringify(value))
  return {
    exists: image ? String(image.exists) : '',
    image: digest && repository ? `${formatRepository(repository)}@${digest}` : '',
    tag,
    digest,
    'media-type': mediaType,
    platforms: json(image?.platforms?.map(shortly)),
    size: json(image?.size),
    created,
    labels: json(image?.labels),
    annotations: json(image?.annotations),
    config: json(image?.config),
    layers: json(image?.layers),
    referrers: json(image?.referrers),
    manifest,
    tags: json(image?.tags),
  }
}

/** Without what would make an output too long for a variable of the environment. */
function shortly({ platform, digest, mediaType, size, attestations, missing }: PlatformFacts): Partial<PlatformFacts> {
  return {
    ...{ platform, digest, mediaType },
    ...(size !== undefined && { size }),
    ...(attestations && { attestations }),
    ...(missing && { missing }),
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
