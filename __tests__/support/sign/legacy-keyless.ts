import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import type { SignedLayer } from '../../../src/attach/signer.ts'
import { encodeJwt } from '../identity/jwt.ts'
import { identityClaim, type Sigstore } from './sigstore.ts'

/** Who signs. */
export interface Identity {
  readonly identity: string
  readonly issuer: string
}

/** An annotation of a signature that was made without a key. */
export const annotation = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  entry: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const

/** A token that the stand-in for Fulcio believes: it does not verify signatures. */
export function tokenFor({ identity, issuer }: Identity): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, sub: identity, aud: 'sigstore', iat: now, exp: now + 600, [identityClaim]: identity }
  return encodeJwt({ alg: 'RS256', typ: 'JWT' }, claims, () => Buffer.from('unsigned'))
}

/** What cosign 2 stored when it signed without a key, with an entry of the log or a timestamp. */
export async function signLikeCosign2(
  { fulcio, rekor, timestamp }: Sigstore,
  digest: string,
  who: Identity,
  witness: 'log' | 'timestamp' = 'log'
): Promise<SignedLayer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const bytes = payloadAbout(digest)
  const signature = sign('sha256', bytes, privateKey)
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }))
  const issued = await post(`${fulcio}/api/v2/signingCert`, {
    credentials: { oidcIdentityToken: tokenFor(who) },
    publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content: pem }, proofOfPossession: '' },
  })
  const { signedCertificateEmbeddedSct } = JSON.parse(issued.toString())
  const certificate = new X509Certificate(signedCertificateEmbeddedSct.chain.certificates[0]).toString()
  const encoded = signature.toString('base64')
  const witnessed =
    witness === 'log'
      ? { [annotation.entry]: await entryOf(rekor, bytes, encoded, certificate) }
      : { [annotation.timestamp]: await stampOf(timestamp, signature) }
  const annotations = { [annotation.signature]: encoded, [annotation.certificate]: certificate, ...witnessed }
  return { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', bytes, annotations }
}

/** The statement that is signed: github.com/sigstore/cosign, specs/SIGNATURE_SPEC.md */
export function payloadAbout(digest: string): Buffer {
  const image = { 'docker-manifest-digest': digest }
  const identity = { 'docker-reference': 'registry.test/o/app' }
  const critical = { identity, image, type: 'cosign container image signature' }
  return Buffer.from(JSON.stringify({ critical, optional: null }))
}

async function entryOf(rekor: string, bytes: Uint8Array, content: string, certificate: string): Promise<string> {
  const hash = { algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') }
  const publicKey = { content: Buffer.from(certificate).toString('base64') }
  const spec = { data: { hash }, signature: { content, publicKey } }
  const answer = await post(`${rekor}/api/v1/log/entries`, { apiVersion: '0.0.1', kind: 'hashedrekord', spec })
  const [entry] = Object.values<Record<string, unknown>>(JSON.parse(answer.toString()))
  const { body, integratedTime, logIndex, logID, verification } = entry ?? {}
  const { signedEntryTimestamp } = verification as { readonly signedEntryTimestamp: string }
  const Payload = { body, integratedTime, logIndex, logID }
  return JSON.stringify({ SignedEntryTimestamp: signedEntryTimestamp, Payload })
}

async function stampOf(timestamp: string, signature: Uint8Array): Promise<string> {
  const artifactHash = createHash('sha256').update(signature).digest('base64')
  const stamp = await post(`${timestamp}/api/v1/timestamp`, { artifactHash, hashAlgorithm: 'sha256' })
  return JSON.stringify({ SignedRFC3161Timestamp: stamp.toString('base64') })
}

async function post(url: string, body: object): Promise<Buffer> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return Buffer.from(await response.arrayBuffer())
}
