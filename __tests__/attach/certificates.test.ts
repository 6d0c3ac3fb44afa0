import { createPrivateKey } from 'node:crypto'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseSigningKey } from '../../src/attach/keys/signing-key.ts'
import { openNotation } from '../../src/attach/notation/open-notation.ts'
import type { SignerRequest } from '../../src/attach/signer.ts'
import { testEnvironment } from '../support/environment.ts'
import { type CertificateUse, createSigningAuthority, type SigningAuthority } from '../support/sign/chain.ts'
import { makeKey } from '../support/sign/keys.ts'

// The certificates that notation needs, before anything is signed with them.

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>
let authority: SigningAuthority

beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'manifold-chain-'))
  authority = await createSigningAuthority(folder.path)
})
afterAll(() => folder[Symbol.asyncDispose]())

const key = makeKey()
const hours = (count: number) => new Date(Date.now() + count * 3_600_000)

async function open(certificate: string, { text = key.privateKey, now = new Date() } = {}) {
  const refuse: SignerRequest['refuse'] = (field, problem) => new Error(`the ${field} ${problem}`)
  const services = { fulcioUrl: undefined, rekorUrl: undefined, timestampUrl: undefined, trustedRoot: '' }
  const request = { key: text, password: '', certificate, format: 'bundle' as const, services, refuse }
  return await openNotation(request, { ...testEnvironment(), now: () => now })
}

test('a chain in any order, with other certificates in between', async () => {
  const leaf = await authority.issue(key)
  const other = await authority.issue(makeKey())
  const signer = await open(`${authority.root}${other}${leaf}`)
  expect(signer.description).toBe('notation (ECDSA P-256, CN=Acme Release,O=Acme,C=AT,ST=Wien)')
  const { layer } = await signer.sign({
    subject: {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      digest: `sha256:${'0'.repeat(64)}` as never,
      size: 1,
    },
    repository: { registry: 'ghcr.io', name: 'acme/app' },
  })
  const { header } = JSON.parse(Buffer.from(layer.bytes).toString())
  const inPem = (pem: string) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')
  expect(header.x5c).toEqual([inPem(leaf), inPem(authority.root)])
})

describe('says what is wrong with a chain', () => {
  test.each<[CertificateUse, string]>([
    ['server', "may not be used for code signing ('extendedKeyUsage' lacks codeSigning)"],
    ['bare', "has no critical extension 'keyUsage'"],
  ])('a certificate for another use: %s', async (use, problem) => {
    const chain = `${await authority.issue(key, { use })}${authority.root}`
    const name = "'CN=Acme Release,O=Acme,C=AT,ST=Wien'"
    await expect(open(chain)).rejects.toThrow(
      `the certificate holds the certificate ${name.slice(0, -1)}', which ${problem}`
    )
  })

  test('the certificate of another key, or none', async () => {
    const chain = `${await authority.issue(makeKey())}${authority.root}`
    await expect(open(chain)).rejects.toThrow('the certificate does not belong to the key that signs')
    await expect(open('hello')).rejects.toThrow('the certificate is not a chain of certificates in PEM')
  })

  test('a chain without its root', async () => {
    await expect(open(await authority.issue(key))).rejects.toThrow(
      "comes without the certificate that issued 'CN=Acme Release,O=Acme,C=AT,ST=Wien': notation needs the chain up to the root"
    )
  })

  test('certificates that are not valid now', async () => {
    const chain = `${await authority.issue(key)}${authority.root}`
    await expect(open(chain, { now: hours(24 * 8) })).rejects.toThrow('which expired on')
    await expect(open(chain, { now: hours(-24) })).rejects.toThrow('which is not valid before')
  })

  test('a key that notation does not support', async () => {
    const { privateKey } = makeKey('Ed25519')
    await expect(open('', { text: privateKey })).rejects.toThrow('the key is Ed25519, which notation does not support')
  })
})

test('signatures of notation are verified as strictly as they are made', async () => {
  const chain = `${await authority.issue(key)}${authority.root}`
  const signer = await open(chain)
  const subject = {
    mediaType: 'application/vnd.oci.image.index.v1+json',
    digest: `sha256:${'0'.repeat(64)}` as never,
    size: 1,
  }
  const claim = { subject, repository: { registry: 'ghcr.io', name: 'acme/app' } }
  const { layer } = await signer.sign(claim)
  await signer.verify(layer, claim)
  await expect(signer.verify(layer, { ...claim, subject: { ...subject, size: 2 } })).rejects.toThrow(
    'about another image'
  )
  const renewed = await open(`${await authority.issue(key)}${authority.root}`)
  await expect(renewed.verify(layer, claim)).rejects.toThrow('has other certificates')
  const text = Buffer.from(layer.bytes).toString()
  const changed = Buffer.from(text.replace(/"signature":"..../, '"signature":"AAAA'))
  await expect(signer.verify({ ...layer, bytes: changed }, claim)).rejects.toThrow('is not signed with this key')
  await expect(signer.verify({ ...layer, bytes: Buffer.from('{}') }, claim)).rejects.toThrow(
    'is not a signature in JWS'
  )
})

test('the fingerprint of a key is that of its public key', async () => {
  const parsed = await parseSigningKey(key.privateKey, '', (problem) => new Error(problem))
  expect(parsed.privateKey.equals(createPrivateKey(key.privateKey))).toBe(true)
  expect(parsed.fingerprint).toHaveLength(32)
})
