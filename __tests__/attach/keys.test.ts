import { createPrivateKey, randomBytes, scryptSync } from 'node:crypto'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { describe, expect, test } from 'vitest'
import { describeKind } from '../../src/attach/keys/key-kind.ts'
import { describeReference } from '../../src/attach/keys/key-reference.ts'
import { parseSigningKey } from '../../src/attach/keys/signing-key.ts'
import { makeKey, type TestKeyKind } from '../support/sign/keys.ts'

// Private keys as users give them.

const refuse = (problem: string) => new Error(`the key ${problem}`)
const parse = (text: string, password = '') => parseSigningKey(text, password, refuse)

/** A key as cosign encrypts it; the real program's form is read in real/sign-cosign.test.ts. */
function encrypted(pem: string, password: string, changes: object = {}): string {
  const [salt, nonce] = [randomBytes(32), randomBytes(24)]
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' })
  const params = { N: 1024, r: 8, p: 1 }
  const secret = scryptSync(password, salt, 32, params)
  const ciphertext = Buffer.from(xsalsa20poly1305(secret, nonce).encrypt(der)).toString('base64')
  const kdf = { name: 'scrypt', params, salt: salt.toString('base64') }
  const cipher = { name: 'nacl/secretbox', nonce: nonce.toString('base64') }
  const body = Buffer.from(JSON.stringify({ kdf, cipher, ciphertext, ...changes })).toString('base64')
  const label = 'ENCRYPTED SIGSTORE PRIVATE KEY'
  return `-----BEGIN ${label}-----\n${body.match(/.{1,64}/g)?.join('\n')}\n-----END ${label}-----\n`
}

const known: readonly [TestKeyKind, string][] = [
  ['P-256', 'ECDSA P-256'],
  ['P-384', 'ECDSA P-384'],
  ['P-521', 'ECDSA P-521'],
  ['Ed25519', 'Ed25519'],
  ['RSA-2048', 'RSA-2048'],
]

test.each(known)('reads a %s key, also between other lines', async (kind, description) => {
  const { privateKey, publicKey } = makeKey(kind)
  for (const text of [privateKey, privateKey.replaceAll('\n', '\r\n'), `${publicKey}\n# ours\n${privateKey}`]) {
    const key = await parse(text)
    expect(describeKind(key.kind)).toBe(description)
    expect(key.publicKey.export({ type: 'spki', format: 'pem' })).toBe(publicKey)
  }
})

test('reads the older forms SEC1, after its parameters, and PKCS#1', async () => {
  const sec1 = createPrivateKey(makeKey('P-256').privateKey).export({ type: 'sec1', format: 'pem' })
  const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n'
  expect((await parse(`${parameters}${sec1}`)).kind).toEqual({ type: 'ec', curve: 'P-256' })
  const pkcs1 = createPrivateKey(makeKey('RSA-2048').privateKey).export({ type: 'pkcs1', format: 'pem' }) as string
  expect((await parse(pkcs1)).kind).toEqual({ type: 'rsa', bits: 2048 })
})

test("decrypts PKCS#8, and cosign's form, with their password", async () => {
  const { privateKey, publicKey } = makeKey('Ed25519')
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'open sesame' }
  const pkcs8 = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'pem', ...cipher }) as string
  for (const text of [pkcs8, encrypted(privateKey, 'open sesame')]) {
    const key = await parse(text, 'open sesame')
    expect(key.publicKey.export({ type: 'spki', format: 'pem' })).toBe(publicKey)
    await expect(parse(text, 'guess')).rejects.toThrow(
      'the key cannot be decrypted: the password is wrong, or the key is damaged'
    )
    await expect(parse(text)).rejects.toThrow("the key is encrypted: add its password in 'sign-password'")
  }
  // As cosign encrypts with COSIGN_PASSWORD=''.
  expect((await parse(encrypted(privateKey, ''))).kind).toEqual({ type: 'ed25519' })
})

describe('says what is wrong with a key', () => {
  const pem = (label: string, body = 'AAAA') => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`
  const { privateKey, publicKey } = makeKey()
  const huge = { kdf: { name: 'scrypt', params: { N: 2 ** 30, r: 8, p: 1 }, salt: 'AAAA' } }
  test.each<[string, string, string]>([
    ['a public key', publicKey, 'is a public key, which cannot sign: give the private one'],
    ['a certificate', pem('CERTIFICATE'), 'is a certificate: give its private key'],
    ['something else', pem('MESSAGE'), 'is not a private key in PEM (PKCS#8, or as cosign generates it)'],
    ['an OpenSSH key', pem('OPENSSH PRIVATE KEY'), "is in OpenSSH's format: convert a copy of it with"],
    ['a damaged key', pem('PRIVATE KEY'), 'is not a valid key, although it looks like PEM. Is it complete?'],
    ['half a key', privateKey.slice(0, 80), 'is not a private key in PEM'],
    ['a short key', makeKey('RSA-1024').privateKey, 'is RSA-1024, which verifiers do not support'],
    [
      'another curve',
      makeKey('secp256k1').privateKey,
      'is an ECDSA key on the curve secp256k1, which verifiers do not',
    ],
    ['another cipher', encrypted(privateKey, '', { cipher: {} }), 'cannot be read: it is encrypted in an unknown way'],
    ['a costly cipher', encrypted(privateKey, '', huge), 'cannot be read: it is encrypted with parameters that no'],
    ['half a cipher', encrypted(privateKey, '', { ciphertext: 1 }), 'cannot be read: its encryption is incomplete'],
  ])('%s', async (_, text, problem) => {
    const error: Error = await parse(text).then(
      () => expect.fail(),
      (reason) => reason
    )
    expect(error.message).toContain(`the key ${problem}`)
    for (const line of text.split('\n'))
      if (line.length > 20 && !line.startsWith('-')) expect(error.message).not.toContain(line)
  })
})

test.each([
  'awskms:///alias/release',
  'gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k',
  'azurekms://vault.example/key',
  'hashivault://key',
  'k8s://namespace/secret',
])('says that keys elsewhere are not supported: %s', (reference) => {
  expect(describeReference(reference)).toContain('is not supported: give a private key as PEM')
})

test('a path is no reference', () => {
  expect([describeReference('keys/cosign.key'), describeReference('C:\\cosign.key')]).toEqual([undefined, undefined])
})
