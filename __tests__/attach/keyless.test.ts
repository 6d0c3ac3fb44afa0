import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Claim } from '../../src/attach/claim.ts'
import type { GivenServices } from '../../src/attach/keyless/endpoints.ts'
import { openKeyless } from '../../src/attach/keyless/open-keyless.ts'
import { InputError } from '../../src/input-error.ts'
import { testEnvironment } from '../support/environment.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { issuer, OidcService } from '../support/identity/oidc-service.ts'
import { identityClaim, type Sigstore, startSigstore } from '../support/sign/sigstore.ts'

// Signing with the identity of a workflow, at services of sigstore on this machine.

const workflow = 'https://github.com/acme/app/.github/workflows/publish.yml@refs/heads/main'
const claim: Claim = {
  subject: {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha256:${'1a'.repeat(32)}` as never,
    size: 7,
  },
  repository: { registry: 'ghcr.io', name: 'acme/app' },
}

let internet: Internet
let oidc: OidcService
let sigstore: Sigstore
beforeAll(async () => {
  internet = await startInternet()
  sigstore = await startSigstore()
})
beforeEach(() => {
  sigstore.conflicts = false
  oidc = new OidcService(internet, { claims: { [identityClaim]: workflow } })
  sigstore.calls.length = 0
})
afterAll(async () => {
  await sigstore[Symbol.asyncDispose]()
  await internet[Symbol.asyncDispose]()
})

async function open(given: Partial<GivenServices> = {}, { variables = {}, now = () => new Date() } = {}) {
  const environment = testEnvironment({ variables: { ...internet.variables, ...oidc.variables, ...variables }, now })
  const services = {
    fulcioUrl: new URL(sigstore.fulcio),
    rekorUrl: new URL(sigstore.rekor),
    timestampUrl: undefined,
    trustedRoot: '',
    ...given,
  }
  const none = { key: '', password: '', certificate: '', format: 'bundle' as const }
  const refuse = (input: string, problem: string) => new InputError(input, problem)
  return { signer: await openKeyless({ ...none, services, refuse }, environment), log: environment.log }
}

function verifyElsewhere(bytes: Uint8Array, identity = workflow) {
  const trusted = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(sigstore.trustedRoot)))
  const entity = toSignedEntity(bundleFromJSON(JSON.parse(Buffer.from(bytes).toString())))
  const isLogged = entity.tlogEntries.length > 0
  const policy = { subjectAlternativeName: `^${RegExp.escape(identity)}$`, extensions: { issuer } }
  return new Verifier(trusted, { tlogThreshold: isLogged ? 1 : 0 }).verify(entity, policy)
}

describe('a signature', () => {
  test.each([
    ['in a log', {}, ['GET /api/v1/log/publicKey', 'POST /api/v1/log/entries'], []],
    [
      'with a timestamp',
      { rekor: false, timestamp: true },
      [],
      ['GET /api/v1/timestamp/certchain', 'POST /api/v1/timestamp'],
    ],
  ])('%s', async (_, { rekor = true, timestamp = false }: { rekor?: boolean; timestamp?: boolean }, toLog, toClock) => {
    const { signer } = await open({
      rekorUrl: rekor ? new URL(sigstore.rekor) : undefined,
      timestampUrl: timestamp ? new URL(sigstore.timestamp) : undefined,
    })
    const { layer } = await signer.sign(claim)
    await signer.verify(layer, claim)
    expect(verifyElsewhere(layer.bytes).identity?.subjectAlternativeName).toBe(workflow)
    expect(() => verifyElsewhere(layer.bytes, `${workflow}-2`)).toThrow('certificate identity error')
    expect(sigstore.linesTo('fulcio')).toEqual(['POST /api/v2/signingCert'])
    expect(sigstore.linesTo('rekor').toSorted()).toEqual(toLog)
    expect(sigstore.linesTo('timestamp').toSorted()).toEqual(toClock)
  })
})

test('one certificate serves a run, until it ends', async () => {
  let now = new Date()
  const { signer } = await open({}, { now: () => now })
  await Promise.all([
    signer.sign(claim),
    signer.sign({ ...claim, predicate: { type: 'https://example.com', text: '{}' } }),
  ])
  await signer.sign(claim)
  expect(sigstore.linesTo('fulcio')).toEqual(['POST /api/v2/signingCert'])
  expect(sigstore.linesTo('rekor')).toHaveLength(4)
  // Certificates of the stand-in are valid for 10 minutes.
  now = new Date(now.getTime() + 11 * 60_000)
  await signer.sign(claim)
  expect(sigstore.linesTo('fulcio')).toHaveLength(2)
})

describe('what is there', () => {
  const signWith = async (given: Partial<GivenServices> = {}) => {
    const { signer } = await open(given)
    return { signer, ...(await signer.sign(claim)) }
  }

  test.each([
    ['the services', () => ''],
    ['a trusted root', () => sigstore.trustedRoot],
  ])('is accepted in another run of the same workflow, by what %s say', async (_, root) => {
    const { layer } = await signWith()
    const { signer } = await open({ trustedRoot: root() })
    await signer.verify(layer, claim)
  })

  test.each([
    [
      'of another workflow',
      async () => (oidc.claims = { [identityClaim]: workflow.replace('publish', 'other') }),
      /claims to be signed by .*other.* \(issuer https:/,
    ],
    [
      'of another issuer',
      async () => (oidc.claims = { [identityClaim]: workflow, iss: 'https://example.com' }),
      /claims to be signed by .* \(issuer https:\/\/example\.com\)$/,
    ],
  ])('is refused if it is %s', async (_, become, problem) => {
    await become()
    const { layer } = await signWith()
    oidc.claims = { [identityClaim]: workflow }
    for (const trustedRoot of ['', sigstore.trustedRoot]) {
      const { signer } = await open({ trustedRoot })
      await expect(signer.verify(layer, claim)).rejects.toThrow(problem)
    }
  })

  test('is refused if anything in it is changed', async () => {
    const { layer } = await signWith()
    const bundle = JSON.parse(Buffer.from(layer.bytes).toString())
    const [entry] = bundle.verificationMaterial.tlogEntries
    const material = bundle.verificationMaterial
    const changed = (change: object) => Buffer.from(JSON.stringify({ ...bundle, ...change }))
    const withEntry = (change: object) =>
      changed({ verificationMaterial: { ...material, tlogEntries: [{ ...entry, ...change }] } })
    const other = JSON.parse(Buffer.from((await signWith()).layer.bytes).toString())
    const wrong = [
      withEntry({ integratedTime: String(Number(entry.integratedTime) + 1) }),
      withEntry({ canonicalizedBody: other.verificationMaterial.tlogEntries[0].canonicalizedBody }),
      withEntry({ inclusionProof: other.verificationMaterial.tlogEntries[0].inclusionProof }),
      changed({ verificationMaterial: { ...material, tlogEntries: [] } }),
      changed({ verificationMaterial: other.verificationMaterial }),
      changed({ dsseEnvelope: other.dsseEnvelope }),
      changed({ verificationMaterial: { publicKey: { hint: '' }, tlogEntries: [entry] } }),
      Buffer.from('{}'),
    ]
    for (const trustedRoot of ['', sigstore.trustedRoot]) {
      const { signer } = await open({ trustedRoot })
      await signer.verify(layer, claim)
      for (const bytes of wrong)
        await expect(signer.verify({ ...layer, bytes }, claim)).rejects.toThrow(/^(?:is|does|states)/)
    }
  })

  test('is refused if an unknown authority issued its certificate', async () => {
    await using stranger = await startSigstore()
    const { layer } = await signWith({ fulcioUrl: new URL(stranger.fulcio) })
    for (const trustedRoot of ['', sigstore.trustedRoot]) {
      const { signer } = await open({ trustedRoot })
      await expect(signer.verify(layer, claim)).rejects.toThrow(/unknown authority|does not verify/)
    }
  })
})

describe('before the build', () => {
  test('a job without the permission learns the line to add', async () => {
    const variables = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined }
    await expect(open({}, { variables })).rejects.toThrow(
      "Input 'sign': 'keyless' needs the OIDC token of the workflow, which this job may not request: add 'id-token: write' to the 'permissions' of the job"
    )
  })

  test('an authority alone is not enough', async () => {
    await expect(open({ rekorUrl: undefined })).rejects.toThrow(
      "Input 'fulcio-url': needs 'rekor-url' or 'timestamp-url'"
    )
  })

  test.each(['[]', '{}', '{"certificateAuthorities":[{}]}', 'x'])('%s is no trusted root', async (trustedRoot) => {
    await expect(open({ trustedRoot })).rejects.toThrow(/^Input 'trusted-root': /)
  })

  test('which services are asked depends on who may know of the repository', async () => {
    const given = { fulcioUrl: undefined, rekorUrl: undefined }
    const describe = async (visibility: string, more: Partial<GivenServices> = {}) => {
      oidc.claims = { repository_visibility: visibility }
      const { signer, log } = await open({ ...given, ...more })
      return [
        signer.description.replace(workflow, 'W'),
        signer.commandFor({}),
        log.lines.filter((line) => line.startsWith('warning: ')).length,
      ]
    }
    const who = `--certificate-identity ${workflow} --certificate-oidc-issuer ${issuer}`
    expect(await describe('public')).toEqual([
      'keyless (W, fulcio.sigstore.dev, rekor.sigstore.dev)',
      `cosign verify ${who}`,
      0,
    ])
    expect(await describe('private')).toEqual([
      'keyless (W, fulcio.githubapp.com, timestamp.githubapp.com)',
      `cosign verify ${who} --trusted-root trusted-root.json --insecure-ignore-tlog --use-signed-timestamps --insecure-ignore-sct`,
      0,
    ])
    const log = { fulcioUrl: new URL('https://fulcio.sigstore.dev'), rekorUrl: new URL('https://rekor.sigstore.dev') }
    expect((await describe('internal', log)).at(-1)).toBe(1)
    oidc.claims = { iss: 'https://ghe.example.com/_services/token' }
    await expect(open(given)).rejects.toThrow(
      "Input 'fulcio-url': is missing: sigstore's public services do not accept"
    )
  })
})

test('what a lost response leaves in the log is used', async () => {
  const { signer } = await open()
  const { layer } = await signer.sign(claim)
  sigstore.conflicts = true
  const second = await signer.sign(claim)
  await signer.verify(second.layer, claim)
  expect(sigstore.linesTo('rekor').at(-1)).toMatch(/^GET \/api\/v1\/log\/entries\/[0-9a-f]{64}$/)
  expect(layer.mediaType).toBe(second.layer.mediaType)
})

test('a service that is busy is asked again', async () => {
  sigstore.failures.rekor = [503]
  const { signer } = await open()
  const { layer } = await signer.sign(claim)
  await signer.verify(layer, claim)
  expect(sigstore.linesTo('rekor')).toHaveLength(3)
})
