import { constants, type SignKeyObjectInput, sign, type VerifyKeyObjectInput, verify } from 'node:crypto'
import type { KeyKind } from '../keys/key-kind.ts'
import type { SigningKey } from '../keys/signing-key.ts'

/** A signature algorithm: RFC 7518, 3.1. */
export interface JwsAlgorithm {
  readonly name: string
  readonly hash: 'sha256' | 'sha384' | 'sha512'
}

const ofCurves: Readonly<Record<string, JwsAlgorithm>> = {
  'P-256': { name: 'ES256', hash: 'sha256' },
  'P-384': { name: 'ES384', hash: 'sha384' },
  'P-521': { name: 'ES512', hash: 'sha512' },
}
const ofSizes: Readonly<Record<number, JwsAlgorithm>> = {
  2048: { name: 'PS256', hash: 'sha256' },
  3072: { name: 'PS384', hash: 'sha384' },
  4096: { name: 'PS512', hash: 'sha512' },
}

/**
 * The algorithm that notation requires for a key; undefined if it does not support the key.
 * github.com/notaryproject/specifications, specs/signature-specification.md, "Signature Algorithm Requirements"
 */
export function algorithmFor(kind: KeyKind): JwsAlgorithm | undefined {
  if (kind.type === 'ed25519') return undefined
  return kind.type === 'ec' ? ofCurves[kind.curve] : ofSizes[kind.bits]
}

/** RFC 7518: ECDSA as two numbers side by side, RSA with PSS and a salt as long as the hash. */
const form = {
  dsaEncoding: 'ieee-p1363',
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
} as const

export function signJws(bytes: Uint8Array, { hash }: JwsAlgorithm, { kind, privateKey }: SigningKey): Buffer {
  return sign(hash, bytes, withForm(kind, privateKey))
}

export function isSignedJws(
  bytes: Uint8Array,
  signature: Uint8Array,
  { hash }: JwsAlgorithm,
  { kind, publicKey }: SigningKey
): boolean {
  return verify(hash, bytes, withForm(kind, publicKey), signature)
}

function withForm({ type }: KeyKind, key: SigningKey['privateKey']): SignKeyObjectInput & VerifyKeyObjectInput {
  const { dsaEncoding, padding, saltLength } = form
  return type === 'ec' ? { key, dsaEncoding } : { key, padding, saltLength }
}
