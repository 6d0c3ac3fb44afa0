import { blob, json, manifest, type TestImage } from '../../images.ts'

export interface AttestationOptions {
  /** The name under which the image was exported, which appears in the subject of the statement. */
  readonly name?: string
  /** Whether it has no subject, as when BuildKit exports without a name. */
  readonly isUnbound?: boolean
  /** `artifact` as in current BuildKit, with a subject; `image` as in older ones. */
  readonly form?: 'artifact' | 'image'
  readonly predicateType?: string
}

/**
 * What BuildKit adds to an index beside an image: a manifest with an in-toto statement as its layer, for the platform
 * unknown/unknown, with annotations that refer to the image. BuildKit, docs/attestations/attestation-storage.md
 */
export function attestation(of: TestImage, options: AttestationOptions = {}): TestImage {
  const { name = 'registry.test/o/app', form = 'artifact', predicateType = 'https://slsa.dev/provenance/v1' } = options
  const { digest, mediaType, size } = of.root
  const [algorithm = '', hex] = digest.split(':')
  const subject = options.isUnbound ? [] : [{ name: `pkg:docker/${name}`, digest: { [algorithm]: hex } }]
  const statement = json({ _type: 'https://in-toto.io/Statement/v1', predicateType, subject, predicate: {} })
  const annotations = { 'in-toto.io/predicate-type': predicateType }
  const layers = [blob(statement, 'application/vnd.in-toto+json', { annotations })]
  const descriptorOnly = {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.digest': digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  }
  const base = { mediaType: 'application/vnd.oci.image.manifest.v1+json' }
  if (form === 'image')
    return manifest(base, emptyConfig(layers[0]?.descriptor.digest), layers, undefined, descriptorOnly)
  const artifactType = 'application/vnd.docker.attestation.manifest.v1+json'
  const config = blob(json({}), 'application/vnd.oci.empty.v1+json')
  return manifest(
    { ...base, artifactType, subject: { mediaType, digest, size } },
    config,
    layers,
    undefined,
    descriptorOnly
  )
}

function emptyConfig(layer = '') {
  const rootfs = { type: 'layers', diff_ids: [layer] }
  const config = json({ architecture: 'unknown', os: 'unknown', config: {}, rootfs })
  return blob(config, 'application/vnd.oci.image.config.v1+json')
}
