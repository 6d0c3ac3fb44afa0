import { parseRecord, recordOf } from '../../json.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { Claim } from '../claim.ts'
import { describeKind } from '../keys/key-kind.ts'
import type { VerifyingKey } from '../keys/public-key.ts'
import type { SigningKey } from '../keys/signing-key.ts'
import type { Signed, SignedLayer, Signer } from '../signer.ts'
import { signBytes, verifyBytes } from './cosign-key.ts'
import { formatEnvelope, inTotoType, parseEnvelope, preAuthEncoding } from './dsse.ts'
import { checkStatement, formatStatement } from './in-toto.ts'
import { verifyCommand } from './verify-command.ts'

export const signingType = 'application/vnd.dev.cosign.simplesigning.v1+json'
const signatureType = 'cosign container image signature'
export const envelopeType = 'application/vnd.dsse.envelope.v1+json'
const signatureField = 'dev.cosignproject.cosign/signature'

/**
 * Signs as cosign 1 and 2 do: layers of an image under a tag that is derived from the digest.
 * github.com/sigstore/cosign, specs/SIGNATURE_SPEC.md and specs/ATTESTATION_SPEC.md
 */
export function legacySigner(key: SigningKey): Signer {
  return {
    word: 'cosign',
    description: `cosign (${describeKind(key.kind)}, legacy format)`,
    isPerRepository: true,
    placeOf: ({ predicate }) =>
      predicate
        ? { kind: 'tag', ending: '.att', layerType: envelopeType }
        : { kind: 'tag', ending: '.sig', layerType: signingType },
    sign: async (claim) => (claim.predicate ? attest(claim, key) : signImage(claim, key)),
    async verify(layer, claim) {
      if (claim.predicate) verifyAttestation(layer, claim, key)
      else verifySignature(layer, claim, key)
    },
    commandFor: ({ predicate }) => verifyCommand(predicate),
  }
}

function signImage({ subject, repository }: Claim, key: SigningKey): Signed {
  const critical = {
    identity: { 'docker-reference': formatRepository(repository) },
    image: { 'docker-manifest-digest': subject.digest },
    type: signatureType,
  }
  const bytes = Buffer.from(JSON.stringify({ critical, optional: null }))
  const signature = signBytes(bytes, key).toString('base64')
  return { layer: { mediaType: signingType, bytes, annotations: { [signatureField]: signature } } }
}

function verifySignature(layer: SignedLayer, { subject, repository }: Claim, key: SigningKey): void {
  const name = verifyPayload(layer, subject.digest, key)
  if (name !== formatRepository(repository)) throw new Error('is about another repository')
}

/**
 * Throws Error, with the end of a sentence, unless the layer is a signature of the manifest by the key. Returns the
 * repository that it names, which is another one if the image was copied.
 */
export function verifyPayload(layer: SignedLayer, digest: Digest, key: VerifyingKey): unknown {
  verifyBytes(layer.bytes, signatureIn(layer), key)
  return checkPayload(layer, digest)
}

/** The signature of a layer of cosign 1 and 2. Throws Error, with the end of a sentence. */
export function signatureIn({ mediaType, annotations }: SignedLayer): Buffer {
  if (mediaType !== signingType) throw new Error('is not a signature')
  return Buffer.from(annotations?.[signatureField] ?? '', 'base64')
}

/**
 * Throws Error, with the end of a sentence, unless the layer states that the manifest is signed; who signed that is not
 * verified. Returns the repository that it names.
 */
export function checkPayload({ bytes }: SignedLayer, digest: Digest): unknown {
  const critical = recordOf(parseRecord(Buffer.from(bytes).toString('utf8')).critical)
  if (critical.type !== signatureType) throw new Error('is not a signature of an image')
  if (recordOf(critical.image)['docker-manifest-digest'] !== digest) throw new Error('is about another image')
  return recordOf(critical.identity)['docker-reference']
}

function attest(claim: Claim, key: SigningKey): Signed {
  const payload = Buffer.from(formatStatement(claim))
  const signature = signBytes(preAuthEncoding(inTotoType, payload), key)
  const envelope = formatEnvelope({ payload, payloadType: inTotoType, signature }, { keyid: '' })
  const annotations = { [signatureField]: '', predicateType: claim.predicate?.type ?? '' }
  return { layer: { mediaType: envelopeType, bytes: Buffer.from(JSON.stringify(envelope)), annotations } }
}

function verifyAttestation({ mediaType, bytes }: SignedLayer, claim: Claim, key: SigningKey): void {
  if (mediaType !== envelopeType) throw new Error('is not an attestation')
  const { payload, payloadType, signature } = parseEnvelope(parseRecord(Buffer.from(bytes).toString('utf8')))
  verifyBytes(preAuthEncoding(payloadType, payload), signature, key)
  checkStatement(payload.toString('utf8'), claim)
}
