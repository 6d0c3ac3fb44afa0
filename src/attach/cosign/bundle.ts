import { parseRecord, recordOf } from '../../json.ts'
import type { Predicate } from '../claim.ts'
import { predicateField } from '../release/listed-referrers.ts'
import type { ArtifactPlace, Signed } from '../signer.ts'
import { type Envelope, formatEnvelope, inTotoType, parseEnvelope } from './dsse.ts'
import { signaturePredicate } from './in-toto.ts'

/** github.com/sigstore/protobuf-specs, protos/sigstore_bundle.proto */
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'

type ReferrerPlace = Extract<ArtifactPlace, { kind: 'referrer' }>

/** Where bundles with this predicate are, or signatures without one. */
export function bundlePlace({ type }: Predicate = signaturePredicate): ReferrerPlace {
  const configType = 'application/vnd.oci.empty.v1+json'
  return { kind: 'referrer', artifactType: bundleType, configType, layerType: bundleType, predicateType: type }
}

/**
 * A bundle as cosign 3 and actions/attest store it: github.com/sigstore/cosign, specs/BUNDLE_SPEC.md. `material` is what
 * verifiers need besides their trust in a key.
 */
export function formatBundle(envelope: Envelope, material: object, predicate: Predicate): Signed {
  const bundle = { mediaType: bundleType, verificationMaterial: material, dsseEnvelope: formatEnvelope(envelope) }
  return {
    layer: { mediaType: bundleType, bytes: Buffer.from(JSON.stringify(bundle)) },
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      [predicateField]: predicate.type,
    },
  }
}

/** The envelope in a bundle. Throws Error, with the end of a sentence. */
export function envelopeIn(bytes: Uint8Array): Envelope {
  const { mediaType, dsseEnvelope } = parseRecord(Buffer.from(bytes).toString('utf8'))
  if (mediaType !== bundleType) throw new Error('is not a bundle')
  const envelope = parseEnvelope(recordOf(dsseEnvelope))
  if (envelope.payloadType !== inTotoType) throw new Error('is not about a statement')
  return envelope
}
