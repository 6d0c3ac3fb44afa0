import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claim } from '../../src/attach/claim.ts'
import { verifyCommand } from '../../src/attach/cosign/verify-command.ts'
import { openKeyless } from '../../src/attach/keyless/open-keyless.ts'
import { parseTrustedRoot } from '../../src/attach/keyless/trusted-services.ts'
import { identityAuthority } from '../../src/attach/policy/identity-authority.ts'
import type { Signed } from '../../src/attach/signer.ts'
import { type JsonRecord, parseRecord } from '../../src/json.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { testEnvironment } from '../support/environment.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { issuer, OidcService } from '../support/identity/oidc-service.ts'
import { identityClaim, type Sigstore, startSigstore } from '../support/sign/sigstore.ts'

// Whether an identity has signed, with bundles that were tampered with.

const identity = 'https://github.com/acme/app/.github/workflows/publish.yml@refs/heads/main'
const subject = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: digestOf(Buffer.from('app')),
  size: 3,
}
const claim: Claim = { subject, repository: { registry: 'ghcr.io', name: 'acme/app' } }

let internet: Internet
let sigstore: Sigstore
/** A signature by the identity, one of another image, an attestation, and a signature by somebody else. */
let good: Signed
let ofOther: Signed
let attested: Signed
let hostile: Signed
beforeAll(async () => {
  internet = await startInternet()
  sigstore = await startSigstore()
  const open = async (name: string) => {
    const oidc = new OidcService(internet, { claims: { [identityClaim]: name } })
    const context = testEnvironment({ variables: { ...internet.variables, ...oidc.variables } })
    const services = { fulcioUrl: new URL(sigstore.fulcio), rekorUrl: new URL(sigstore.rekor), timestampUrl: undefined }
    const none = { key: '', password: '', certificate: '', format: 'bundle' as const }
    const refuse = (_: string, problem: string) => new Error(problem)
    return await openKeyless({ ...none, services: { ...services, trustedRoot: '' }, refuse }, context)
  }
  const signer = await open(identity)
  good = await signer.sign(claim)
  ofOther = await signer.sign({ ...claim, subject: { ...subject, digest: digestOf(Buffer.from('other')) } })
  attested = await signer.sign({ ...claim, predicate: { type: 'https://example.com/review', text: '{}' } })
  hostile = await (await open(`https://evil.example/\n::add-mask::x\n${'a'.repeat(300)}`)).sign(claim)
})
afterAll(async () => {
  await sigstore[Symbol.asyncDispose]()
  await internet[Symbol.asyncDispose]()
})

type Bundle = { dsseEnvelope: JsonRecord; verificationMaterial: JsonRecord & { tlogEntries: readonly JsonRecord[] } }
const bundleOf = ({ layer }: Signed) => parseRecord(Buffer.from(layer.bytes).toString()) as unknown as Bundle

/** Why a bundle does not count as a signature; undefined if it does. */
function problemWith(bundle: object, trustedRoot = sigstore.trustedRoot): string | undefined {
  const authority = identityAuthority({ identity, issuer }, parseTrustedRoot(trustedRoot))
  const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
  try {
    authority.verify({ mediaType, bytes: Buffer.from(JSON.stringify(bundle)) }, subject.digest)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const envelope = (fields: JsonRecord) => {
  const bundle = bundleOf(good)
  return { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, ...fields } }
}
const material = (fields: JsonRecord) => {
  const bundle = bundleOf(good)
  return { ...bundle, verificationMaterial: { ...bundle.verificationMaterial, ...fields } }
}
const entry = (fields: JsonRecord) => {
  const [only] = bundleOf(good).verificationMaterial.tlogEntries
  return material({ tlogEntries: [{ ...only, ...fields }] })
}
const base64 = (text: string) => Buffer.from(text).toString('base64')

test('a signature by the identity counts', () => {
  expect(problemWith(bundleOf(good))).toBeUndefined()
})

test.each([
  ['it is about another image', () => bundleOf(ofOther), 'is about another image'],
  ['it is an attestation', () => bundleOf(attested), 'does not state https://sigstore.dev/cosign/sign/v1'],
  [
    'its payload was swapped',
    () => envelope({ payload: bundleOf(ofOther).dsseEnvelope.payload }),
    'is about another image',
  ],
  ['its payload is a command', () => envelope({ payload: base64('\n::add-mask::x\n') }), 'is not a statement'],
  ['its payload is nested too deeply', () => envelope({ payload: base64('{"a":'.repeat(600)) }), 'is not a statement'],
  [
    'it has two signatures',
    () => envelope({ signatures: [{ sig: 'AAAA' }, { sig: 'AAAA' }] }),
    'is not an envelope with one signature',
  ],
  ['its signature is noise', () => envelope({ signatures: [{ sig: 'AAAA' }] }), /^does not verify: /],
  ['it is in no log', () => material({ tlogEntries: [] }), /^does not verify: /],
  [
    'it has the entry of another',
    () => material({ tlogEntries: bundleOf(ofOther).verificationMaterial.tlogEntries }),
    /^does not verify: /,
  ],
  ['its time was changed', () => entry({ integratedTime: '1' }), /^does not verify: /],
  ['its log is unknown', () => entry({ logId: { keyId: 'AAAA' } }), /^does not verify: /],
  [
    'it names a key instead',
    () => material({ certificate: undefined, publicKey: { hint: 'x' } }),
    'is not signed with a certificate',
  ],
  ['it has both', () => material({ publicKey: { hint: 'x' } }), 'is not signed with a certificate'],
  [
    'it has the certificate of another',
    () => material({ certificate: bundleOf(hostile).verificationMaterial.certificate }),
    /^claims to be signed by https:\/\/evil/,
  ],
  [
    'its certificate is noise',
    () => material({ certificate: { rawBytes: 'AAAA' } }),
    'has a certificate that cannot be read',
  ],
  [
    'another identity made it',
    () => bundleOf(hostile),
    /^claims to be signed by https:\/\/evil\.example\/ ::add-mask::x a{150,170}… \(issuer https:/,
  ],
] as const)('it does not count if %s', (_, make, expected) => {
  const problem = problemWith(make())
  expect(problem).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected))
  expect(problem).not.toMatch(/\p{C}/u)
})

test('it does not count if the authority, or its log of certificates, is not trusted', async () => {
  await using other = await startSigstore()
  expect(problemWith(bundleOf(good), other.trustedRoot)).toMatch(/^does not verify: /)
  const mixed = { ...JSON.parse(sigstore.trustedRoot), ctlogs: JSON.parse(other.trustedRoot).ctlogs }
  expect(problemWith(bundleOf(good), JSON.stringify(mixed))).toMatch(/^does not verify: /)
})

test.each([
  '{"certificateAuthorities":[null]}',
  '{"certificateAuthorities":[{}]}',
  '{"certificateAuthorities":[{"certChain":{"certificates":[{"rawBytes":"AAAA"}]}}]}',
  '{"certificateAuthorities":[{"certChain":{"certificates":[]}}],"tlogs":[{}]}',
])('a trusted root that cannot be read is reported in a sentence: %s', (text) => {
  expect(() => parseTrustedRoot(text)).toThrow('holds a key or certificate that cannot be read. Is it complete?')
})

test('a command to copy quotes what shells would run', () => {
  const type = "https://example.com/a?b&c=$(id)'"
  expect(verifyCommand({ type, text: '{}' })).toContain(`--type 'https://example.com/a?b&c=$(id)'\\'''`)
})
