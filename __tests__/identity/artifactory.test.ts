import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { identify } from '../../src/identity/providers.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { Artifactory, platform } from '../support/identity/registries/artifactory.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'

const entry = { 'provider-name': 'github' }

let internet: Internet
let oidc: OidcService
let artifactory: Artifactory
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  oidc = new OidcService(internet)
  artifactory = new Artifactory(internet, oidc)
  internet.requests.length = 0
})

const variables = () => ({ ...internet.variables, ...oidc.variables })
const asked = () => internet.requests.map(({ url }) => url.host.replace(/^run-actions.*/, 'oidc'))
const claims = (audience: string) =>
  `sub=repo:acme/app:ref:refs/heads/main, aud=${audience}, repository=acme/app, ref=refs/heads/main`

/** The refusal, which must show no secret. */
async function refusal(registry: string, options: SignInOptions): Promise<string> {
  const message = await refusalAt(registry, { variables: variables(), ...options })
  for (const secret of [...oidc.issued, ...artifactory.issued, oidc.requestToken]) expect(message).not.toContain(secret)
  return message
}

function identifyAt(registry: string, entry: SignInOptions['entry'], left = {}) {
  return identify({ registry, entry, variables: left, job: { token: '', registry: undefined } })
}

test("exchanges the workflow's token for one of the user that the identity mapping names", async () => {
  const { credentials, descriptions, log } = await signInAt([platform, platform], { entry, variables: variables() })
  expect(asked()).toEqual(['oidc', platform])
  expect(oidc.audiences).toEqual(['jfrog-github'])
  const [password] = artifactory.issued
  expect(credentials[0]).toMatchObject({ kind: 'password', username: 'ci', password })
  expect(Math.round(((credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(60)
  expect(descriptions[0]).toBe('OIDC, provider github of acme.jfrog.io')
  const login = Buffer.from(`ci:${password}`).toString('base64')
  expect(log.masked).toEqual(expect.arrayContaining([oidc.requestToken, oidc.issued[0], password, login]))
})

test('sends the project and the audience that the entry names', async () => {
  Object.assign(artifactory.integration, { project: 'shop', audience: 'https://github.com/acme' })
  artifactory.subject = 'ci-of-shop'
  const { credentials } = await signInAt([platform], {
    entry: { ...entry, 'project-key': 'shop', audience: 'https://github.com/acme' },
    variables: variables(),
  })
  expect(credentials[0]).toMatchObject({ username: 'ci-of-shop', password: artifactory.issued[0] })
})

test('asks the platform once for all of its hosts, and none of these hosts', async () => {
  const { credentials } = await signInAt(['acme-docker.jfrog.io', 'docker.acme.test:8443'], {
    entry: { ...entry, 'platform-url': `https://${platform}/` },
    variables: variables(),
  })
  expect(asked()).toEqual(['oidc', platform])
  expect(credentials.map((each) => each?.kind === 'password' && each.password)).toEqual(
    [0, 1].map(() => artifactory.issued[0])
  )
})

test("asks a platform of the user's own, and nobody else", async () => {
  const own = new Artifactory(internet, oidc, 'artifactory.acme.test:8443')
  const { credentials } = await signInAt(['artifactory.acme.test:8443'], { entry, variables: variables() })
  expect(asked()).toEqual(['oidc', 'artifactory.acme.test:8443'])
  expect(credentials[0]).toMatchObject({ password: own.issued[0] })
})

test('uses a token for half of its life if it lives as short as by default', async () => {
  artifactory.integration.seconds = 60
  const { credentials } = await signInAt([platform], { entry, variables: variables() })
  const usedFor = (credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now() - 60_000
  expect(Math.round(usedFor / 10_000)).toBe(3)
})

describe('a refusal', () => {
  test('says what is in the token, and what to compare it with', async () => {
    artifactory.integration.repository = 'acme/other'
    expect(await refusal(platform, { entry })).toBe(
      `${platform}: sign-in at ${platform} was refused: 403 FORBIDDEN: No identity mapping matches the claims of the token. The workflow's token has ${claims('jfrog-github')}: compare it with the audience of the integration github, and the claims in its identity mappings.`
    )
  })

  test.each([
    ['an unknown provider', { 'provider-name': 'gitlab' }, '400 BAD_REQUEST: Provider gitlab was not found'],
    ['another audience', { ...entry, audience: 'x' }, '401 UNAUTHORIZED: Invalid token: its audience is x'],
  ])('comes for %s', async (_, given, message) => {
    expect(await refusal(platform, { entry: given })).toContain(message)
  })

  test('comes if the token names no user', async () => {
    artifactory.subject = 'jfac@01hxk3v4/users/'
    expect(await refusal(platform, { entry })).toBe(
      `${platform}: sign-in at ${platform} failed: the access token names no user.`
    )
  })
})

test.each<[string, SignInOptions['entry'], RegExp]>([
  ['a password as well', { ...entry, username: 'ci', password: 'x' }, /'provider-name' as well as a username or/],
  ['a platform over plain http', { ...entry, 'platform-url': 'http://acme.jfrog.io' }, /a 'platform-url' that is not/],
  ['a path', { ...entry, 'platform-url': 'https://acme.jfrog.io/artifactory' }, /the URL of a JFrog Platform: 'https:/],
  ['credentials', { ...entry, 'platform-url': 'https://a:b@acme.jfrog.io' }, /a 'platform-url' that is not/],
  ['a host without a scheme', { ...entry, 'platform-url': 'acme.jfrog.io' }, /a 'platform-url' that is not/],
])('an entry with %s is an input error', (_, given, problem) => {
  expect(() => identifyAt(platform, given)).toThrow(problem)
})

test('nobody is asked without a provider, or for Docker Hub', () => {
  expect(identifyAt(platform, undefined)).toBeUndefined()
  expect(identifyAt(platform, { username: 'ci', password: 'x' })).toBeUndefined()
  expect(identifyAt('docker.io', entry)).toBeUndefined()
})
