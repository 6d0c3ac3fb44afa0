import { sign, verify } from 'node:crypto'
import type { VerifyingKey } from '../keys/public-key.ts'
import type { SigningKey } from '../keys/signing-key.ts'

/** cosign uses SHA-256 with keys of all kinds but Ed25519, which needs no separate hash. */
function hashFor({ kind }: VerifyingKey): string | null {
  return kind.type === 'ed25519' ? null : 'sha256'
}

/** Signs as cosign does: ECDSA in DER, RSA as in PKCS #1 v1.5. */
export function signBytes(bytes: Uint8Array, key: SigningKey): Buffer {
  return sign(hashFor(key), bytes, key.privateKey)
}

/** Throws Error, with the end of a sentence, unless the key has signed these bytes. */
export function verifyBytes(bytes: Uint8Array, signature: Uint8Array, key: VerifyingKey): void {
  if (!verify(hashFor(key), bytes, key.publicKey, signature)) throw new Error('is not signed with this key')
}
