import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseTrustedRoot } from '../../src/attach/keyless/trusted-services.ts'
import { identityAuthority } from '../../src/attach/policy/identity-authority.ts'
import type { SignedLayer } from '../../src/attach/signer.ts'
import type { Digest } from '../../src/oci/digest.ts'
import { annotation, payloadAbout, signLikeCosign2 } from '../support/sign/legacy-keyless.ts'
import { type Sigstore, startSigstore } from '../support/sign/sigstore.ts'

// Signatures that cosign 1 and 2 made without a key: what a certificate, the log and timestamps in annotations prove.

const who = {
  identity: 'https://github.com/acme/base/.github/workflows/a.yml@refs/heads/main',
  issuer: 'https://a.test',
}
const digest = `sha256:${'1a'.repeat(32)}` as Digest
const other = `sha256:${'2b'.repeat(32)}` as Digest

let sigstore: Sigstore
let signed: SignedLayer
beforeAll(async () => {
  sigstore = await startSigstore()
  signed = await signLikeCosign2(sigstore, digest, who)
})
afterAll(async () => await sigstore[Symbol.asyncDispose]())

/** The problem with a layer; undefined if it counts. */
function problemWith(layer: SignedLayer, expected = who, change: (root: Root) => Partial<Root> = () => ({})) {
  const root = JSON.parse(sigstore.trustedRoot) as Root
  const trusted = parseTrustedRoot(JSON.stringify({ ...root, ...change(root) }))
  try {
    identityAuthority(expected, trusted).verify(layer, digest)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

interface Root {
  readonly tlogs: readonly object[]
  readonly ctlogs: readonly object[]
  readonly timestampAuthorities: readonly object[]
}

const withAnnotations = (changes: Readonly<Record<string, string | undefined>>): SignedLayer => {
  const all = Object.entries({ ...signed.annotations, ...changes }).filter(([, value]) => value !== undefined)
  return { ...signed, annotations: Object.fromEntries(all) as Record<string, string> }
}
const entry = () => JSON.parse(signed.annotations?.[annotation.entry] ?? '')
const withEntry = (change: object) => {
  const { Payload, ...rest } = entry()
  return withAnnotations({ [annotation.entry]: JSON.stringify({ ...rest, Payload: { ...Payload, ...change } }) })
}

test('counts with an entry of the log that was made while the certificate was valid', () => {
  expect(problemWith(signed)).toBeUndefined()
})

test('counts with a timestamp alone, where no log is trusted', async () => {
  const stamped = await signLikeCosign2(sigstore, digest, who, 'timestamp')
  expect(problemWith(stamped, who, () => ({ tlogs: [] }))).toBeUndefined()
  expect(problemWith(stamped)).toMatch(/^does not verify: expected 1 tlog entries/)
})

test.each<[string, () => SignedLayer | Promise<SignedLayer>, RegExp]>([
  ['what is signed was altered', () => ({ ...signed, bytes: payloadAbout(other) }), /^is about another image$/],
  [
    'it was altered, and still names the image',
    () => ({ ...signed, bytes: Buffer.from(`${payloadAbout(digest)} `) }),
    /^does not verify: digest mismatch$/,
  ],
  ['it is about another image', () => signLikeCosign2(sigstore, other, who), /^is about another image$/],
  [
    'it has no certificate',
    () => withAnnotations({ [annotation.certificate]: undefined }),
    /^is not signed with a cert/,
  ],
  [
    'its certificate is none',
    () => withAnnotations({ [annotation.certificate]: 'x' }),
    /^has a certificate that cannot/,
  ],
  [
    'it is in no log',
    () => withAnnotations({ [annotation.entry]: undefined }),
    /^does not verify: expected 1 timestamps/,
  ],
  ['its entry is none', () => withAnnotations({ [annotation.entry]: '[]' }), /^does not verify: /],
  [
    'its timestamp is none',
    () => withAnnotations({ [annotation.timestamp]: '{}' }),
    /^has an entry of a log, or a time/,
  ],
  [
    'the time of its entry was altered',
    () => withEntry({ integratedTime: entry().Payload.integratedTime + 1 }),
    /promise could not/,
  ],
  ['its entry is that of another log', () => withEntry({ logID: 'ab'.repeat(32) }), /promise could not be verified$/],
  [
    'its entry is long after its certificate',
    () => withEntry({ integratedTime: 4_000_000_000 }),
    /^does not verify: Failed to/,
  ],
  [
    'its entry is of an unknown kind',
    () => withEntry({ body: btoa('{"kind":"x\\n::error::y","apiVersion":"1"}') }),
    /^[^\n]*$/,
  ],
])('does not count if %s', async (_, make, problem) => {
  expect(problemWith(await make())).toMatch(problem)
})

test('does not count with the entry, the certificate or the signature of another one', async () => {
  const second = await signLikeCosign2(sigstore, digest, who)
  for (const field of [annotation.entry, annotation.certificate, annotation.signature]) {
    expect(problemWith(withAnnotations({ [field]: second.annotations?.[field] }))).toMatch(/^does not verify: /)
  }
})

test('does not count if no trusted authority vouches for its certificate, its log or its entry in the log of certificates', async () => {
  await using stranger = await startSigstore()
  expect(problemWith(await signLikeCosign2(stranger, digest, who))).toMatch(/^does not verify: Failed to verify cert/)
  const theirs = JSON.parse(stranger.trustedRoot) as Root
  expect(problemWith(signed, who, () => ({ tlogs: theirs.tlogs }))).toMatch(/^does not verify: inclusion promise/)
  expect(problemWith(signed, who, () => ({ ctlogs: theirs.ctlogs }))).toMatch(
    /^does not verify: SCT verification failed/
  )
})

test('the signer and the issuer are named on one line, of bounded length', async () => {
  const identity = `https://github.com/acme/other\n::error::${'x'.repeat(300)}`
  const problem = problemWith(await signLikeCosign2(sigstore, digest, { ...who, identity }))
  expect(problem).toMatch(
    /^claims to be signed by https:\/\/github\.com\/acme\/other ::error::x{160,170}… \(issuer https:\/\/a\.test\)$/
  )
  expect(problemWith(signed, { ...who, issuer: 'https://b.test' })).toBe(
    `claims to be signed by ${who.identity} (issuer ${who.issuer})`
  )
})
