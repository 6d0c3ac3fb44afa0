import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { IdentityContext } from '../../src/identity/identity.ts'
import { IdentitySession } from '../../src/identity/identity-session.ts'
import type { RegistryError } from '../../src/registry/errors/registry-error.ts'
import { testEnvironment } from '../support/environment.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { verifyJwt } from '../support/identity/jwt.ts'
import { immutableSubject, issuer, OidcService } from '../support/identity/oidc-service.ts'

let internet: Internet
let service: OidcService
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  service = new OidcService(internet)
  internet.requests.length = 0
})

/** Signs in at r.test with whatever the identity does with a token for this audience. */
async function signIn(
  work: (context: IdentityContext) => Promise<unknown>,
  variables = service.variables,
  now = () => new Date()
) {
  const { log, signal } = testEnvironment()
  const session = new IdentitySession({ variables: { ...internet.variables, ...variables }, ...log, now, signal })
  const identity = {
    description: 'a test',
    trustedBy: 'what the test trusts',
    async signIn(context: IdentityContext) {
      await work(context)
      return { kind: 'registry-token', token: 'token' } as const
    },
  }
  const failure = await session.signIn(identity, 'r.test').then(
    () => '',
    ({ message }: RegistryError) => message
  )
  return { failure, masked: log.masked }
}

describe("the workflow's OIDC token", () => {
  test('is requested for an audience, with the secret of the job, and masked', async () => {
    let token = ''
    const { masked } = await signIn(async ({ oidcToken }) => {
      token = await oidcToken('https://a.test/?b=c&d')
    })
    expect(service.audiences).toEqual(['https://a.test/?b=c&d'])
    const claims = verifyJwt(token, {
      jwks: service.jwks,
      issuer,
      audience: 'https://a.test/?b=c&d',
      now: new Date(),
    })
    expect(claims).toMatchObject({ sub: 'repo:acme/app:ref:refs/heads/main', repository: 'acme/app' })
    expect(masked).toEqual([service.requestToken, token])
    expect(internet.requests).toMatchObject([
      { method: 'GET', headers: { authorization: `Bearer ${service.requestToken}` }, status: 200 },
    ])
  })

  test('is not available without the permission, which is said before anything is sent', async () => {
    const { failure } = await signIn(({ oidcToken }) => oidcToken('a'), {})
    expect(failure).toBe(
      "r.test: sign-in with the workflow's OIDC token failed: this job may not request a token. Give the job 'permissions: id-token: write'. Pull requests from forks never get one."
    )
    expect(internet.requests).toEqual([])
  })

  test('is described by its claims, never shown, if it is refused: also with immutable ids', async () => {
    service.claims = { sub: immutableSubject }
    internet.serve('sts.test', () => ({ status: 403, body: { error: 'access_denied' } }))
    const { failure } = await signIn(async ({ oidcToken, exchange }) => {
      const token = await oidcToken('a')
      await exchange({ method: 'POST', url: new URL('https://sts.test/'), body: token })
    })
    expect(failure).toContain(
      `: 403 access_denied. The workflow's token has sub=${immutableSubject}, aud=a, repository=acme/app, ref=refs/heads/main: compare it with what the test trusts.`
    )
    expect(failure).not.toContain(service.issued[0])
  })
})

test.each([
  ['behind', -400_000],
  ['ahead of', 400_000],
])('a refusal names a clock that is %s that of the service', async (direction, by) => {
  internet.serve('sts.test', () => ({ status: 400, body: { error: 'invalid_request' } }))
  const { failure } = await signIn(
    ({ exchange }) => exchange({ method: 'POST', url: new URL('https://sts.test/'), body: '' }),
    {},
    () => new Date(Date.now() + by)
  )
  expect(failure).toBe(
    `r.test: sign-in at sts.test was refused: 400 invalid_request. The runner's clock is 7 min ${direction} that of sts.test: synchronize it.`
  )
})

describe('the stand-in for the OIDC service', () => {
  const verification = () => ({ jwks: service.jwks, issuer, audience: 'a', now: new Date() })

  test('refuses a request without the secret of the job', async () => {
    const { failure } = await signIn(({ oidcToken }) => oidcToken('a'), {
      ...service.variables,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong',
    })
    expect(failure).toMatch(/was refused: 401 Bad credentials\b/)
    expect(service.issued).toEqual([])
  })

  test.each<[string, () => string, string]>([
    ['for another audience', () => service.sign('b'), 'its audience is b'],
    [
      'signed by somebody else',
      () => service.sign('a', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      'its signature is not valid',
    ],
    ['of another service', () => new OidcService(internet).sign('a'), 'its key is unknown'],
    ['without a signature', () => service.sign('a').replace(/[^.]*$/, ''), 'it is not a JWT'],
  ])('issues tokens that can be told from one %s', (_, token, reason) => {
    expect(verifyJwt(service.sign('a'), verification())).toMatchObject({ aud: 'a' })
    expect(() => verifyJwt(token(), verification())).toThrow(reason)
  })

  test('issues tokens that expire', () => {
    const token = service.sign('a')
    const later = new Date(Date.now() + 301_000)
    expect(() => verifyJwt(token, { ...verification(), now: later })).toThrow('it has expired')
  })
})
