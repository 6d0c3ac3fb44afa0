import { type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { parseRecord, recordOf } from '../../json.ts'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

const keyBytes = 32
/** Larger parameters than any version of cosign uses would cost memory: N and r need 128 · N · r bytes. */
const memoryLimit = 256 * 1024 * 1024
const mostPasses = 4

/**
 * The PKCS#8 DER of a private key as cosign encrypts it: JSON with a scrypt salt and an XSalsa20-Poly1305 ciphertext, in
 * the body of a PEM. github.com/secure-systems-lab/go-securesystemslib, encrypted/encrypted.go. Undefined if the
 * password is wrong. Throws Error if the text is not of this form.
 */
export async function decryptCosignKey(body: Buffer, password: string): Promise<Buffer | undefined> {
  const { kdf, cipher, ciphertext } = parseRecord(body.toString('utf8'))
  const { name, params, salt } = recordOf(kdf)
  const { name: cipherName, nonce } = recordOf(cipher)
  if (name !== 'scrypt' || cipherName !== 'nacl/secretbox') throw new Error('it is encrypted in an unknown way')
  const { N, r, p } = recordOf(params)
  const options = { N: sizeIn(N), r: sizeIn(r), p: sizeIn(p), maxmem: memoryLimit }
  if (options.N * options.r * 128 > memoryLimit / 2 || options.p > mostPasses) {
    throw new Error('it is encrypted with parameters that no version of cosign uses')
  }
  const sealed = { nonce: bytesIn(nonce), ciphertext: bytesIn(ciphertext) }
  const key = await derive(password, bytesIn(salt), keyBytes, options)
  const { xsalsa20poly1305 } = await import('@noble/ciphers/salsa.js')
  try {
    return Buffer.from(xsalsa20poly1305(key, sealed.nonce).decrypt(sealed.ciphertext))
  } catch {
    return undefined
  }
}

function sizeIn(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number
  throw new Error('its encryption has no valid parameters')
}

function bytesIn(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'base64')
  throw new Error('its encryption is incomplete')
}
