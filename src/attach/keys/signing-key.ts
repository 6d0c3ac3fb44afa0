import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { decryptCosignKey } from './encrypted-key.ts'
import { checkKind, type Refuse } from './key-kind.ts'
import type { VerifyingKey } from './public-key.ts'

/** A private key that signs. */
export interface SigningKey extends VerifyingKey {
  readonly privateKey: KeyObject
  /** SHA-256 of the public key (SPKI, DER). */
  readonly fingerprint: Buffer
}

const block = /-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<body>[\s\S]*?)-----END \k<label>-----/
const cosignLabels = ['ENCRYPTED SIGSTORE PRIVATE KEY', 'ENCRYPTED COSIGN PRIVATE KEY']
/** PKCS#8, PKCS#1 and SEC1. */
const labels = ['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY']

/**
 * Reads a private key: PKCS#8, PKCS#1 or SEC1 in PEM, encrypted or not, or the form that cosign encrypts. Throws what
 * `refuse` makes, which shows nothing of the key.
 */
export async function parseSigningKey(text: string, password: string, refuse: Refuse): Promise<SigningKey> {
  const { label = '', body = '' } = keyBlockIn(text)
  if (cosignLabels.includes(label)) return checked(await fromCosign(body, password, refuse), refuse)
  if (!labels.includes(label)) throw refuse(describeOther(label))
  const isEncrypted = label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: 4,ENCRYPTED/m.test(body)
  if (isEncrypted && password === '') throw refuse(withoutPassword)
  const pem = text.slice(text.indexOf(`-----BEGIN ${label}-----`))
  return checked(fromPem(pem, isEncrypted ? password : undefined, refuse), refuse)
}

function fromPem(key: string, passphrase: string | undefined, refuse: Refuse): KeyObject {
  try {
    return createPrivateKey({ key, format: 'pem', ...(passphrase !== undefined && { passphrase }) })
  } catch {
    if (passphrase !== undefined) throw refuse(wrongPassword)
    throw refuse('is not a valid key, although it looks like PEM. Is it complete?')
  }
}

const withoutPassword = "is encrypted: add its password in 'sign-password', or as 'password=' beside the key"
const wrongPassword = 'cannot be decrypted: the password is wrong, or the key is damaged'

/** Parameters of a curve may stand before the key, as openssl writes them. */
function keyBlockIn(text: string): { readonly label?: string; readonly body?: string } {
  const all = [...text.matchAll(new RegExp(block, 'g'))].map(({ groups = {} }) => groups)
  return all.find(({ label = '' }) => label.endsWith('PRIVATE KEY')) ?? all[0] ?? {}
}

async function fromCosign(body: string, password: string, refuse: Refuse): Promise<KeyObject> {
  const der = await decryptCosignKey(Buffer.from(body, 'base64'), password).catch((error: Error) => {
    throw refuse(`cannot be read: ${error.message}`)
  })
  // cosign also encrypts with an empty password.
  if (!der) throw refuse(password === '' ? withoutPassword : wrongPassword)
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch {
    throw refuse('holds no private key once it is decrypted')
  }
}

function describeOther(label: string): string {
  if (label === 'OPENSSH PRIVATE KEY') {
    return "is in OpenSSH's format: convert a copy of it with 'ssh-keygen -p -m PKCS8 -f FILE'"
  }
  if (label === 'PUBLIC KEY') return 'is a public key, which cannot sign: give the private one'
  if (label === 'CERTIFICATE') return 'is a certificate: give its private key'
  return 'is not a private key in PEM (PKCS#8, or as cosign generates it)'
}

function checked(privateKey: KeyObject, refuse: Refuse): SigningKey {
  const kind = checkKind(privateKey, refuse)
  const publicKey = createPublicKey(privateKey)
  const fingerprint = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
  return { kind, privateKey, publicKey, fingerprint }
}
