import type { KeyObject } from 'node:crypto'

/** The kinds of keys that verifiers know. RSA keys have a size in bits. */
export type KeyKind =
  | { readonly type: 'ec'; readonly curve: 'P-256' | 'P-384' | 'P-521' }
  | { readonly type: 'rsa'; readonly bits: number }
  | { readonly type: 'ed25519' }

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
