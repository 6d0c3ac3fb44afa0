import type { KeyObject } from 'node:crypto'

/** The kinds of keys that verifiers know. RSA keys have a size in bits. */
export type KeyKind =
  | { readonly type: 'ec'; readonly curve: 'P-256' | 'P-384' | 'P-521' }
  | { readonly type: 'rsa'; readonly bits: number }
  | { readonly type: 'ed25519' }

/** Makes the error for a key that cannot be used; `problem` is the end of its message. */
export type Refuse = (problem: string) => Error

/** Verifiers refuse shorter ones. */
const fewestBits = 2048
const mostBits = 8192

const curves: Readonly<Record<string, 'P-256' | 'P-384' | 'P-521'>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}

/** `ECDSA P-256`, `RSA-3072`, `Ed25519` */
export function describeKind(kind: KeyKind): string {
  if (kind.type === 'ed25519') return 'Ed25519'
  return kind.type === 'ec' ? `ECDSA ${kind.curve}` : `RSA-${kind.bits}`
}

/** The kind of a key; if no verifier knows it, what it is instead. */
export function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyKind | string {
  const { namedCurve = '', modulusLength = 0 } = asymmetricKeyDetails ?? {}
  if (asymmetricKeyType === 'ed25519') return { type: 'ed25519' }
  if (asymmetricKeyType === 'rsa') return { type: 'rsa', bits: modulusLength }
  if (asymmetricKeyType !== 'ec') return String(asymmetricKeyType)
  const curve = curves[namedCurve]
  return curve ? { type: 'ec', curve } : `an ECDSA key on the curve ${namedCurve}`
}

/** The kind of a key. Throws what `refuse` makes unless all verifiers know it. */
export function checkKind(key: KeyObject, refuse: Refuse): KeyKind {
  const kind = kindOf(key)
  const known = 'Use ECDSA P-256, Ed25519 or RSA-3072'
  if (typeof kind === 'string') throw refuse(`is ${kind}, which verifiers do not support. ${known}`)
  if (kind.type === 'rsa' && (kind.bits < fewestBits || kind.bits > mostBits)) {
    throw refuse(`is ${describeKind(kind)}, which verifiers do not support. ${known}`)
  }
  return kind
}
