import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Tls } from '../../src/http/connection/tls.ts'
import { identify } from '../../src/identity/providers.ts'
import { failureOf } from '../registry/client.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { Quay, robot } from '../support/identity/registries/quay.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'
import { keyringWith } from '../support/keyring.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const entry = { robot }

let internet: Internet
let oidc: OidcService
let quay: Quay
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  oidc = new OidcService(internet)
  quay = new Quay(internet, oidc)
  internet.requests.length = 0
})

const variables = () => ({ ...internet.variables, ...oidc.variables })
const asked = () => internet.requests.map(({ url }) => url.host.replace(/^run-actions.*/, 'oidc'))
const claims = (audience: string) =>
  `sub=repo:acme/app:ref:refs/heads/main, aud=${audience}, repository=acme/app, ref=refs/heads/main`

/** The refusal, which must show no secret. */
async function refusal(registry: string, options: SignInOptions): Promise<string> {
  const message = await refusalAt(registry, { variables: variables(), ...options })
  for (const secret of [...oidc.issued, ...quay.issued, oidc.requestToken]) expect(message).not.toContain(secret)
  return message
}

function identifyAt(registry: string, entry: SignInOptions['entry'], left = {}) {
  return identify({ registry, entry, variables: left, job: { token: '', registry: undefined } })
}

test("exchanges the workflow's token for the robot's password", async () => {
  const { credentials, descriptions, log } = await signInAt(['quay.io', 'quay.io'], { entry, variables: variables() })
  expect(asked()).toEqual(['oidc', 'quay.io'])
  expect(oidc.audiences).toEqual(['https://quay.io'])
  const [password] = quay.issued
  expect(credentials[0]).toMatchObject({ kind: 'password', username: robot, password })
  expect(Math.round(((credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(60)
  expect(descriptions[0]).toBe(`OIDC, robot ${robot}`)
  const logins = [password, oidc.issued[0]].map((secret) => Buffer.from(`${robot}:${secret}`).toString('base64'))
  expect(log.masked).toEqual(expect.arrayContaining([oidc.requestToken, oidc.issued[0], password, ...logins]))
})

test.each([
  ['its own', undefined, 'https://quay.acme.test:8443'],
  ['the one in the entry', 'quay', 'quay'],
])("asks a Quay of the user's own, and nobody else, with %s audience", async (_, audience, expected) => {
  const host = 'quay.acme.test:8443'
  const own = new Quay(internet, oidc, host)
  own.federation.audience = expected
  const { credentials } = await signInAt([host], {
    entry: { ...entry, ...(audience && { audience }) },
    variables: variables(),
  })
  expect(asked()).toEqual(['oidc', host])
  expect(credentials[0]).toMatchObject({ username: robot, password: own.issued[0] })
})

test("trusts the CA in the registry's entry", async () => {
  const host = 'quay.acme.test'
  const authority = makeAuthority('CA of acme')
  await using registry = await startTestRegistry({ tls: issue(authority, { hosts: [host] }) })
  internet.route(host, registry.host)
  const signIn = async (tls: Tls) => {
    const identity = identifyAt(host, entry)
    const keyring = keyringWith(new Map([[host, { tls, ...(identity && { identity }) }]]), { variables: variables() })
    const { credential } = await keyring.accessTo({ registry: host, name: 'acme/app' })
    return (await failureOf(credential())).message
  }
  expect(await signIn({})).toContain("Set 'ca' for quay.acme.test in 'registry-auth'")
  expect(await signIn({ ca: authority.cert })).toContain(
    'GET /oauth2/federation/robot/token is not in the endpoint table'
  )
  expect(registry.entries.map(({ path }) => path)).toEqual(['/oauth2/federation/robot/token'])
})

describe('a refusal', () => {
  test('says what is in the token, and what to compare it with', async () => {
    quay.federation.subject = 'repo:acme/other:ref:refs/heads/main'
    expect(await refusal('quay.io', { entry })).toBe(
      `quay.io: sign-in at quay.io was refused: 401 Token does not match robot. The workflow's token has ${claims('https://quay.io')}: compare it with the issuer and the subject in the federation settings of acme+ci.`
    )
  })

  test('comes for another audience', async () => {
    expect(await refusal('quay.io', { entry: { ...entry, audience: 'sts.amazonaws.com' } })).toContain(
      '401 Invalid token: its audience is sts.amazonaws.com'
    )
  })

  test('comes for a robot that is not federated', async () => {
    expect(await refusal('quay.io', { entry: { robot: 'acme+other' } })).toContain(
      '401 Robot does not have federated login configured'
    )
  })

  test('shows no token that is repeated in it', async () => {
    internet.serve('quay.io', ({ headers }) => ({
      status: 401,
      body: { error: `Could not parse ${Buffer.from(headers.authorization?.slice(6) ?? '', 'base64')} as a robot` },
    }))
    const message = await refusal('quay.io', { entry })
    expect(message).toContain('401 Could not parse')
    expect(message).not.toContain(oidc.issued[0]?.slice(0, 20))
  })

  test('comes instead of a redirect, which could lead the token to a stranger', async () => {
    internet.serve('stranger.test', () => ({ body: { token: 'x' } }))
    internet.serve('quay.io', () => ({ status: 302, headers: { location: 'https://stranger.test/' } }))
    expect(await refusal('quay.io', { entry })).toContain('sign-in at quay.io failed: 302')
    expect(internet.requestsTo('stranger.test')).toEqual([])
  })
})

test.each<[string, SignInOptions['entry'], RegExp]>([
  ['a password as well', { robot, username: robot, password: 'x' }, /'robot' as well as a username or password/],
  ['a short name', { robot: 'ci' }, /a 'robot' that is not the full name of a robot account: 'ORGANIZATION\+NAME'/],
  ['a colon in the name', { robot: 'acme+ci:x' }, /a 'robot' that is not/],
])('an entry with %s is an input error', (_, given, problem) => {
  expect(() => identifyAt('quay.io', given)).toThrow(problem)
})

test('there is no robot without an entry for it, or at Docker Hub', () => {
  expect(identifyAt('quay.io', undefined)).toBeUndefined()
  expect(identifyAt('quay.io', { username: robot, password: 'x' })).toBeUndefined()
  expect(identifyAt('docker.io', entry)).toBeUndefined()
})
