import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { identify } from '../../src/identity/providers.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { Chainguard, identity } from '../support/identity/registries/chainguard.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'

const entry = { identity }

let internet: Internet
let oidc: OidcService
let chainguard: Chainguard
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  oidc = new OidcService(internet)
  chainguard = new Chainguard(internet, oidc)
  internet.requests.length = 0
})

const variables = () => ({ ...internet.variables, ...oidc.variables })
const asked = () => internet.requests.map(({ url }) => url.host.replace(/^run-actions.*/, 'oidc'))
const claims = (audience: string) =>
  `sub=repo:acme/app:ref:refs/heads/main, aud=${audience}, repository=acme/app, ref=refs/heads/main`

/** The refusal, which must show no secret. */
async function refusal(registry: string, options: SignInOptions): Promise<string> {
  const message = await refusalAt(registry, { variables: variables(), ...options })
  for (const secret of [...oidc.issued, ...chainguard.issued, oidc.requestToken]) expect(message).not.toContain(secret)
  return message
}

function identifyAt(registry: string, entry: SignInOptions['entry'], left = {}) {
  return identify({ registry, entry, variables: left, job: { token: '', registry: undefined } })
}

test("assumes the identity with the workflow's token", async () => {
  const { credentials, descriptions, log } = await signInAt(['cgr.dev'], { entry, variables: variables() })
  expect(asked()).toEqual(['oidc', 'issuer.enforce.dev'])
  expect(oidc.audiences).toEqual(['issuer.enforce.dev'])
  const [password] = chainguard.issued
  expect(credentials[0]).toMatchObject({ kind: 'password', username: '_token', password })
  expect(Math.round(((credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(60)
  expect(descriptions[0]).toBe(`OIDC, identity ${identity}`)
  const login = Buffer.from(`_token:${password}`).toString('base64')
  expect(log.masked).toEqual(expect.arrayContaining([oidc.requestToken, oidc.issued[0], password, login]))
})

test('requests a token for the audience that the identity matches', async () => {
  chainguard.match.audience = 'https://github.com/acme'
  await signInAt(['cgr.dev'], { entry: { identity, audience: 'https://github.com/acme' }, variables: variables() })
  expect(oidc.audiences).toEqual(['https://github.com/acme'])
})

describe('a refusal', () => {
  test('says what is in the token, and what to compare it with', async () => {
    chainguard.match.subject = 'repo:acme/other:ref:refs/heads/main'
    expect(await refusal('cgr.dev', { entry })).toBe(
      `cgr.dev: sign-in at issuer.enforce.dev was refused: 403 the token does not match the identity. The workflow's token has ${claims('issuer.enforce.dev')}: compare it with the issuer, subject and audience that the identity matches.`
    )
  })

  test('comes for another audience', async () => {
    expect(await refusal('cgr.dev', { entry: { ...entry, audience: 'x' } })).toContain(
      '401 invalid token: its audience is x'
    )
  })
})

test.each<[string, SignInOptions['entry'], RegExp]>([
  ['a password as well', { ...entry, username: 'x', password: 'y' }, /'identity' as well as a username or password/],
  ['the name of the identity', { identity: 'ci' }, /an 'identity' that is not a UIDP, as chainctl shows it/],
  ['a query', { identity: `${identity}?x=y` }, /an 'identity' that is not a UIDP/],
])('an entry with %s is an input error', (_, given, problem) => {
  expect(() => identifyAt('cgr.dev', given)).toThrow(problem)
})

test.each(['cgr.dev.evil.example', 'evil-cgr.dev', 'x.cgr.dev', 'cgr.dev:8443', 'cgrXdev', 'apk.cgr.dev'])(
  'there is no identity for %s',
  (registry) => {
    expect(identifyAt(registry, entry)).toBeUndefined()
  }
)
