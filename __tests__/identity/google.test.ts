import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { identify } from '../../src/identity/providers.ts'
import { testEnvironment } from '../support/environment.ts'
import { account, GoogleCloud, provider } from '../support/identity/google.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'
import { image, layer } from '../support/images.ts'
import { keyringWith } from '../support/keyring.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

const host = 'europe-west1-docker.pkg.dev'
const audience = `https://iam.googleapis.com/${provider}`
const federated = { 'workload-identity-provider': provider }
const impersonating = { ...federated, 'service-account': account }

let internet: Internet
let oidc: OidcService
let cloud: GoogleCloud
let folder: string
beforeAll(async () => {
  internet = await startInternet()
  folder = await mkdtemp(join(tmpdir(), 'manifold-google-'))
})
afterAll(async () => {
  await internet[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  oidc = new OidcService(internet)
  cloud = new GoogleCloud(internet, oidc)
  internet.requests.length = 0
})

const variables = () => ({ ...internet.variables, ...oidc.variables })
/** The services that were asked, in order. */
const asked = () => internet.requests.map(({ url }) => url.host.replace(/^run-actions.*/, 'oidc'))
/** Everything that must never be shown. */
const secrets = () => [...oidc.issued, ...cloud.issued.keys(), oidc.requestToken]

async function writeFileWith(content: string): Promise<string> {
  const path = join(folder, `gha-creds-${Math.random()}.json`)
  await writeFile(path, content)
  return path
}

/** The refusal, which must show no secret. */
async function refusal(options: SignInOptions): Promise<string> {
  const message = await refusalAt(host, { variables: variables(), ...options })
  for (const secret of secrets()) expect(message).not.toContain(secret)
  return message
}

describe('workload identity federation', () => {
  test("exchanges the workflow's token once for all of Google's registries", async () => {
    const registries = [host, 'us-docker.pkg.dev', 'gcr.io', 'eu.gcr.io']
    const { credentials, descriptions, log } = await signInAt(registries, { entry: federated, variables: variables() })
    expect(asked()).toEqual(['oidc', 'sts.googleapis.com'])
    expect(oidc.audiences).toEqual([audience])
    expect(credentials[0]).toMatchObject({ kind: 'password', username: 'oauth2accesstoken', password: cloud.password })
    expect(new Set(credentials.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(Math.round(((credentials[0]?.expiresAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(60)
    expect(new Set(descriptions)).toEqual(new Set([`OIDC, ${provider}`]))
    expect(log.masked).toEqual(expect.arrayContaining(secrets()))
  })

  test('impersonates a service account', async () => {
    const { credentials, descriptions, log } = await signInAt([host], { entry: impersonating, variables: variables() })
    expect(asked()).toEqual(['oidc', 'sts.googleapis.com', 'iamcredentials.googleapis.com'])
    expect(credentials[0]).toMatchObject({ password: cloud.password })
    expect([...cloud.issued.values()].at(-1)?.who).toBe(account)
    expect(descriptions).toEqual([`OIDC, ${account}`])
    expect(log.masked).toEqual(expect.arrayContaining(secrets()))
  })

  test('says which condition rejected the token, and what is in the token', async () => {
    cloud.condition = 'acme/other'
    expect(await refusal({ entry: federated })).toBe(
      `${host}: sign-in at sts.googleapis.com was refused: 400 unauthorized_client: The given credential is rejected by the attribute condition. The workflow's token has sub=repo:acme/app:ref:refs/heads/main, aud=${audience}, repository=acme/app, ref=refs/heads/main: compare it with the attribute condition of ${provider}.`
    )
    expect(asked()).toEqual(['oidc', 'sts.googleapis.com'])
  })

  test('says which role the service account has to grant', async () => {
    cloud.isBound = false
    expect(await refusal({ entry: impersonating })).toBe(
      `${host}: sign-in at iamcredentials.googleapis.com was refused: 403 PERMISSION_DENIED: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist). Grant principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository/acme/app the role roles/iam.workloadIdentityUser on ${account}. The token has sub=repo:acme/app:ref:refs/heads/main, aud=${audience}, repository=acme/app, ref=refs/heads/main.`
    )
  })

  test('needs the permission to request a token', async () => {
    expect(await refusal({ entry: federated, variables: internet.variables })).toMatch(
      /^europe-west1-docker\.pkg\.dev: .*Give the job 'permissions: id-token: write'/
    )
    expect(asked()).toEqual([])
  })

  test('does not follow a redirect with the token', async () => {
    let strangers = 0
    internet.serve('stranger.test', () => {
      strangers += 1
      return {}
    })
    internet.serve('sts.googleapis.com', () => ({
      status: 307,
      headers: { location: 'https://stranger.test/v1/token' },
    }))
    expect(await refusal({ entry: federated })).toContain('sign-in at sts.googleapis.com failed: 307')
    expect(strangers).toBe(0)
  })

  test('is refused in one sentence if Google sends no token', async () => {
    internet.serve('sts.googleapis.com', () => ({ body: { error: '' } }))
    expect(await refusal({ entry: federated })).toBe(
      `${host}: sign-in at Google failed: the response contains no access token.`
    )
  })
})

describe('an entry of registry-auth', () => {
  const problemWith = (entry: Readonly<Record<string, string>>) => refusal({ entry })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'the ID of a project',
      { 'workload-identity-provider': provider.replace(/\d+/, 'acme-build') },
      'full resource name',
    ],
    ['a part of the name', { 'workload-identity-provider': 'acme' }, 'full resource name'],
    ['a path that leaves it', { 'workload-identity-provider': `${provider}/../x` }, 'full resource name'],
    ['an account without a provider', { 'service-account': account }, "'service-account' without"],
    ['another account', { ...federated, 'service-account': 'ci@acme.test' }, 'not an email address'],
    ['an account with a path', { ...federated, 'service-account': `../${account}` }, 'not an email address'],
    ['a password as well', { ...federated, username: '_json_key', password: '{}' }, 'remove one of the two'],
  ])('with %s is refused before anything is sent', async (_, entry, problem) => {
    expect(await problemWith(entry)).toMatch(new RegExp(`^Input 'registry-auth': ${host} has .*${problem}`))
    expect(internet.requests).toEqual([])
  })

  test.each(['_json_key', '_json_key_base64', 'oauth2accesstoken'])('with the user %s is a plain login', (username) => {
    const entry = { username, password: '{}' }
    expect(identifyAt(host, entry)).toBeUndefined()
  })

  test.each([
    'gcr.io.evil.example',
    'evil-gcr.io',
    'x.gcr.io',
    'us.gcr.io.evil.example',
    'us-docker.pkg.dev.evil.example',
    'us-docker.pkg.dev:8443',
    'docker.pkg.dev',
    'x.us-docker.pkg.dev',
    'us-dockerXpkg.dev',
    'us-npm.pkg.dev',
  ])('or what an earlier step left is not for %s', (registry) => {
    expect(identifyAt(registry, impersonating)).toBeUndefined()
    expect(identifyAt(registry, undefined, { GOOGLE_OAUTH_ACCESS_TOKEN: 'ya29.x' })).toBeUndefined()
  })

  function identifyAt(registry: string, entry: SignInOptions['entry'], variables = {}) {
    return identify({ registry, entry, variables, job: { token: '', registry: undefined } })
  }
})

describe('what an earlier step left', () => {
  test('is used: a workload identity, with the token that the job may request', async () => {
    const path = await writeFileWith(cloud.federationFile())
    const { credentials, descriptions } = await signInAt([host, 'gcr.io'], {
      variables: { ...variables(), GOOGLE_APPLICATION_CREDENTIALS: path },
    })
    expect(asked()).toEqual(['oidc', 'sts.googleapis.com', 'iamcredentials.googleapis.com'])
    expect(oidc.audiences).toEqual([audience])
    expect(credentials[1]).toMatchObject({ username: 'oauth2accesstoken', password: cloud.password })
    expect(descriptions[0]).toBe('the Google credentials in GOOGLE_APPLICATION_CREDENTIALS')
  })

  test('is used: a token in a file', async () => {
    const file = await writeFileWith(JSON.stringify({ jwt: oidc.sign(audience) }))
    const source = { file, format: { type: 'json', subject_token_field_name: 'jwt' } }
    const path = await writeFileWith(
      cloud.federationFile({ credential_source: source, service_account_impersonation_url: undefined })
    )
    await signInAt([host], { variables: { ...internet.variables, GOOGLE_APPLICATION_CREDENTIALS: path } })
    expect(asked()).toEqual(['sts.googleapis.com'])
  })

  test("is used: a service account's key, which only signs", async () => {
    const path = await writeFileWith(cloud.keyFile())
    const { credentials, log } = await signInAt([host], {
      variables: { ...internet.variables, CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: path },
    })
    expect(asked()).toEqual(['oauth2.googleapis.com'])
    expect(credentials[0]).toMatchObject({ username: 'oauth2accesstoken', password: cloud.password })
    expect(log.masked).toContain(cloud.privateKey)
    const sent = new URLSearchParams(internet.requests[0]?.body)
    expect(log.masked).toContain(sent.get('assertion'))
    expect(internet.requests[0]?.body).not.toContain(encodeURIComponent(cloud.privateKey.slice(30, 60)))
  })

  test.each(['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_OAUTH_ACCESS_TOKEN'])('is used: %s', async (name) => {
    const { credentials, descriptions, log } = await signInAt([host], { variables: { [name]: 'ya29.given' } })
    expect(credentials).toEqual([{ kind: 'password', username: 'oauth2accesstoken', password: 'ya29.given' }])
    expect([descriptions, log.masked]).toEqual([[name], ['ya29.given']])
    expect(internet.requests).toEqual([])
  })

  test.each<[string, (google: GoogleCloud) => string, RegExp]>([
    [
      'another token service',
      (google) => google.federationFile({ token_url: 'https://stranger.test/v1/token' }),
      /'token_url' is not https:\/\/sts\.googleapis/,
    ],
    [
      'a look-alike token service',
      (google) => google.federationFile({ token_url: 'https://sts.googleapis.com.stranger.test/v1/token' }),
      /'token_url' is not/,
    ],
    [
      'another place for impersonation',
      (google) =>
        google.federationFile({
          service_account_impersonation_url: `https://stranger.test/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
        }),
      /'service_account_impersonation_url' is not one of iamcredentials\.googleapis\.com/,
    ],
    [
      'another OIDC service',
      (google) =>
        google.federationFile({
          credential_source: { url: 'https://stranger.test/?audience=a', headers: { Authorization: 'Bearer x' } },
        }),
      /'credential_source' is at stranger\.test, which is not the OIDC service of this job/,
    ],
    [
      'a program to run',
      (google) => google.federationFile({ credential_source: { executable: { command: 'sh -c x' } } }),
      /'credential_source' is neither/,
    ],
    [
      'another token service for the key',
      (google) => google.keyFile({ token_uri: 'https://stranger.test/token' }),
      /'token_uri' is not/,
    ],
    ['no key', (google) => google.keyFile({ private_key: undefined }), /it has no 'client_email' and 'private_key'/],
    ['a key that is none', (google) => google.keyFile({ private_key: 'x' }), /'private_key' is not an RSA key in PEM/],
    ["a user's credentials", () => '{"type":"authorized_user"}', /neither a service account's key nor/],
    ['no JSON', () => 'hello', /neither a service account's key nor/],
  ])('with %s gets nothing', async (_, content, problem) => {
    internet.serve('stranger.test', () => ({ body: { access_token: 'a', value: 'b' } }))
    const path = await writeFileWith(content(cloud))
    const message = await refusal({ variables: { ...variables(), GOOGLE_APPLICATION_CREDENTIALS: path } })
    expect(message).toMatch(
      /^europe-west1-docker\.pkg\.dev: sign-in with the file in GOOGLE_APPLICATION_CREDENTIALS failed: /
    )
    expect(message).toMatch(problem)
    expect(internet.requests).toEqual([])
  })

  test.each([
    ['is missing', () => join(folder, 'none.json'), 'the file does not exist: actions/checkout deletes it'],
    ['is a folder', () => folder, 'it cannot be read: it is not a regular file'],
    ['is endless', () => '/dev/zero', 'it cannot be read: it is not a regular file'],
  ])('is an error if the file %s', async (_, path, problem) => {
    expect(await refusal({ variables: { ...variables(), GOOGLE_APPLICATION_CREDENTIALS: path() } })).toContain(problem)
  })

  test('is an error if the key was deleted', async () => {
    const other = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const path = await writeFileWith(cloud.keyFile({ private_key: other.privateKey }))
    expect(await refusal({ variables: { ...variables(), GOOGLE_APPLICATION_CREDENTIALS: path } })).toBe(
      `${host}: sign-in at oauth2.googleapis.com was refused: 400 invalid_grant: Invalid JWT Signature. Check that this key of ${account} was not deleted or disabled.`
    )
  })
})

test('a publication outlives its token: the registry gets a new one', async () => {
  let now = Date.now()
  const clock = () => new Date(now)
  oidc = new OidcService(internet, { now: clock })
  cloud = new GoogleCloud(internet, oidc, clock)
  const users = {
    get oauth2accesstoken() {
      return cloud.password ?? 'no token is valid'
    },
  }
  const tokens = new Tokens({ users })
  tokens.behave({ anonymous: 'refused' })
  const auth = { kind: 'bearer', tokens } as const
  await using registry = await startTestRegistry({ auth, tls: internet.certificateFor(host) })
  internet.route(host, registry.host)
  const environment = testEnvironment({ variables: variables(), now: clock })
  const identity = identify({
    registry: host,
    entry: impersonating,
    variables: {},
    job: { token: '', registry: undefined },
  })
  const given = new Map([[host, { ...(identity && { identity }) }]])
  const keyring = keyringWith(given, { variables: variables(), now: clock, ...environment.log })
  const app = image({ layers: [layer('base'), layer('app')] })
  const [outcome] = await publishTo([`${host}/acme/store/app:v1`], app, {
    environment,
    accessTo: (repository) => keyring.accessTo(repository),
    meanwhile: () => {
      now += 2 * 3_600_000
      tokens.expire()
    },
  })
  expect(outcome?.status, JSON.stringify(outcome)).toBe('published')
  expect(registry.tags('acme/store/app')).toEqual({ v1: app.root.digest })
  expect(asked().filter((service) => service === 'sts.googleapis.com')).toHaveLength(2)
  expect(registry.unexpected).toEqual([])
  for (const secret of secrets()) expect(environment.log.lines.join('\n')).not.toContain(secret)
})
