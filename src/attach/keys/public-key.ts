import { createPublicKey, type KeyObject } from 'node:crypto'
import { checkKind, type KeyKind, type Refuse } from './key-kind.ts'

/** A public key that verifies. */
export interface VerifyingKey {
  readonly kind: KeyKind
  readonly publicKey: KeyObject
}

const block = /-----BEGIN (?<label>[A-Z0-9 ]+)-----[\s\S]*?-----END \k<label>-----/g
/** SPKI and PKCS#1. */
const labels = ['PUBLIC KEY', 'RSA PUBLIC KEY']

/** Reads a public key in PEM. Throws what `refuse` makes, which shows nothing of the text: it may be a private key. */
export function parsePublicKey(text: string, refuse: Refuse): VerifyingKey {
  const [only, ...others] = text.matchAll(block)
  const label = only?.groups?.label ?? ''
  if (others.length > 0) throw refuse('holds more than one key: give each a line of its own')
  if (!only || !labels.includes(label)) throw refuse(describeOther(label))
  return read(only[0], refuse)
}

function read(key: string, refuse: Refuse): VerifyingKey {
  let publicKey: KeyObject
  try {
    publicKey = createPublicKey({ key, format: 'pem' })
  } catch {
    throw refuse('is not a valid key, although it looks like PEM. Is it complete?')
  }
  return { kind: checkKind(publicKey, refuse), publicKey }
}

function describeOther(label: string): string {
  if (label.endsWith('PRIVATE KEY')) return 'is a private key, which is not needed to verify: give the public one'
  if (label === 'CERTIFICATE') return 'is a certificate: give its public key'
  return "is not a public key in PEM, as 'cosign public-key' prints it"
}
