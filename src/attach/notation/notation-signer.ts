import { isDeepStrictEqual } from 'node:util'
import { isRecord, parseRecord, recordOf } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import type { Claim } from '../claim.ts'
import { describeKind } from '../keys/key-kind.ts'
import type { SigningKey } from '../keys/signing-key.ts'
import type { ArtifactPlace, Signed, SignedLayer, Signer } from '../signer.ts'
import { isSignedJws, type JwsAlgorithm, signJws } from './algorithms.ts'
import type { CertificateChain } from './certificate-chain.ts'

const signatureType = 'application/vnd.cncf.notary.signature'
const envelopeType = 'application/jose+json'
const payloadType = 'application/vnd.cncf.notary.payload.v1+json'
const schemeHeader = 'io.cncf.notary.signingScheme'
const timeHeader = 'io.cncf.notary.signingTime'

const place: ArtifactPlace = {
  kind: 'referrer',
  artifactType: signatureType,
  configType: signatureType,
  layerType: envelopeType,
}

export interface NotationKey {
  readonly key: SigningKey
  readonly algorithm: JwsAlgorithm
  readonly chain: CertificateChain
  readonly now: () => Date
}

/**
 * Signs as notation does: a JWS among the referrers of the image, with the certificates of the key.
 * github.com/notaryproject/specifications, specs/signature-specification.md and specs/signature-envelope-jws.md
 */
export function notationSigner(options: NotationKey): Signer {
  return {
    word: 'notation',
    description: `notation (${describeKind(options.key.kind)}, ${options.chain.subject})`,
    isPerRepository: false,
    placeOf: ({ predicate }) => (predicate ? undefined : place),
    sign: async (claim) => signImage(claim, options),
    verify: async (layer, claim) => verifySignature(layer, claim, options),
    commandFor: () => 'notation verify',
  }
}

/** The descriptor in the form that signatures contain. */
function targetOf({ mediaType, digest, size }: Descriptor): object {
  return { mediaType, digest, size }
}

function signImage({ subject }: Claim, { key, algorithm, chain, now }: NotationKey): Signed {
  const header = {
    alg: algorithm.name,
    cty: payloadType,
    crit: [schemeHeader],
    [schemeHeader]: 'notary.x509',
    // Without fractions of a second.
    [timeHeader]: now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
  }
  const [protectedPart, payload] = [encode(header), encode({ targetArtifact: targetOf(subject) })]
  const signature = signJws(Buffer.from(`${protectedPart}.${payload}`), algorithm, key).toString('base64url')
  const x5c = chain.certificates.map((der) => der.toString('base64'))
  const unprotected = { x5c, 'io.cncf.notary.signingAgent': 'manifold/1' }
  const envelope = { payload, protected: protectedPart, header: unprotected, signature }
  return {
    layer: { mediaType: envelopeType, bytes: Buffer.from(JSON.stringify(envelope)) },
    annotations: { 'io.cncf.notary.x509chain.thumbprint#S256': JSON.stringify(chain.thumbprints) },
  }
}

function verifySignature(
  { mediaType, bytes }: SignedLayer,
  { subject }: Claim,
  { key, algorithm, chain }: NotationKey
): void {
  const { payload, protected: protectedPart, header, signature } = parseRecord(Buffer.from(bytes).toString('utf8'))
  const isComplete = [payload, protectedPart, signature].every((part) => typeof part === 'string')
  if (mediaType !== envelopeType || !isComplete) throw new Error('is not a signature in JWS')
  const { alg, [schemeHeader]: scheme } = decode(String(protectedPart))
  if (alg !== algorithm.name || scheme !== 'notary.x509') throw new Error('is signed in another way')
  const signed = Buffer.from(`${protectedPart}.${payload}`)
  if (!isSignedJws(signed, Buffer.from(String(signature), 'base64url'), algorithm, key)) {
    throw new Error('is not signed with this key')
  }
  // The key may have a new certificate.
  const x5c = isRecord(header) ? header.x5c : undefined
  const own = chain.certificates.map((der) => der.toString('base64'))
  if (!isDeepStrictEqual(x5c, own)) throw new Error('has other certificates')
  const { mediaType: type, digest, size } = recordOf(decode(String(payload)).targetArtifact)
  if (!isDeepStrictEqual({ mediaType: type, digest, size }, targetOf(subject)))
    throw new Error('is about another image')
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): Readonly<Record<string, unknown>> {
  return parseRecord(Buffer.from(part, 'base64url').toString('utf8'))
}
