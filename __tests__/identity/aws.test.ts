import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { IdentityFields } from '../../src/identity/identity.ts'
import { IdentitySession } from '../../src/identity/identity-session.ts'
import { identify } from '../../src/identity/providers.ts'
import { testEnvironment } from '../support/environment.ts'
import { AwsStandIn } from '../support/identity/aws.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { immutableSubject, OidcService } from '../support/identity/oidc-service.ts'
import { refusalAt, type SignInOptions, signInAt } from '../support/identity/sign-in.ts'

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
const publicHost = 'public.ecr.aws'
const role = 'arn:aws:iam::123456789012:role/deploy'
const chinese = 'arn:aws-cn:iam::123456789012:role/deploy'
const subject = 'repo:acme/app:ref:refs/heads/main'

let internet: Internet
let oidc: OidcService
let aws: AwsStandIn
let folder: string
beforeAll(async () => {
  internet = await startInternet()
  folder = await mkdtemp(join(tmpdir(), 'manifold-aws-'))
})
afterAll(async () => {
  await internet[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  oidc = new OidcService(internet)
  aws = new AwsStandIn(internet, { oidc, roles: { [role]: { subject }, [chinese]: { subject } } })
  internet.requests.length = 0
})

const variables = () => ({ ...internet.variables, ...oidc.variables })
const secrets = () => [...aws.secrets, ...oidc.issued, oidc.requestToken]

/** Signs in, and checks that every secret of which anything was derived was masked. */
async function signIn(registries: readonly string[], options: SignInOptions) {
  const result = await signInAt(registries, { variables: variables(), ...options })
  for (const secret of aws.secrets.splice(0)) expect(result.log.masked).toContain(secret)
  return result
}

/** The refusal, which must show no secret. */
async function refusal(options: SignInOptions, registry = host): Promise<string> {
  const message = await refusalAt(registry, { variables: variables(), ...options })
  for (const secret of secrets()) expect(message).not.toContain(secret)
  return message
}

async function fileWith(content: string): Promise<string> {
  const path = join(folder, `file-${Math.random()}`)
  await writeFile(path, content)
  return path
}

const loginOf = (keys: {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}) => ({
  username: keys.accessKeyId,
  password: keys.secretAccessKey,
  ...(keys.sessionToken && { 'aws-session-token': keys.sessionToken }),
})

const environmentOf = (keys: {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}) => ({
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  ...(keys.sessionToken && { AWS_SESSION_TOKEN: keys.sessionToken }),
})

describe('a role', () => {
  test("is assumed with the workflow's OIDC token, once for ECR in two regions and ECR Public", async () => {
    const other = '210987654321.dkr.ecr.us-east-1.amazonaws.com'
    const { credentials, descriptions, log } = await signIn([host, other, publicHost], {
      entry: { 'role-to-assume': role },
    })
    expect(descriptions).toEqual(Array(3).fill(`OIDC, role ${role}`))
    expect(oidc.audiences).toEqual(['sts.amazonaws.com'])
    expect(aws.calls.toSorted()).toEqual([
      `AssumeRoleWithWebIdentity ${role} as GitHubActions for 3600`,
      'ecr-public:GetAuthorizationToken api.ecr-public.us-east-1.amazonaws.com',
      'ecr:GetAuthorizationToken api.ecr.eu-west-1.amazonaws.com',
      'ecr:GetAuthorizationToken api.ecr.us-east-1.amazonaws.com',
    ])
    expect(aws.bodies).toHaveLength(3)
    expect(aws.bodies).toEqual(
      expect.arrayContaining([{ registryIds: ['123456789012'] }, { registryIds: ['210987654321'] }, {}])
    )
    const inTwelveHours = Date.now() + 12 * 3_600_000
    for (const credential of credentials) {
      expect(credential).toMatchObject({ kind: 'password', username: 'AWS' })
      expect(Math.abs((credential?.expiresAt?.getTime() ?? 0) - inTwelveHours)).toBeLessThan(60_000)
    }
    expect(log.masked).toContain(oidc.issued[0])
  })

  test('may have a name for its session and a duration, and another region than ECR Public', async () => {
    const entry = {
      'role-to-assume': role,
      'aws-region': 'eu-west-1',
      'role-session-name': 'publish@acme',
      'role-duration-seconds': '900',
    }
    await signIn([publicHost], { entry })
    expect(aws.calls[0]).toBe(`AssumeRoleWithWebIdentity ${role} as publish@acme for 900`)
    expect(internet.requestsTo('sts.eu-west-1.amazonaws.com')).toHaveLength(1)
  })

  test('in another partition is assumed there', async () => {
    await signIn(['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn'], { entry: { 'role-to-assume': chinese } })
    expect(internet.requestsTo('sts.cn-north-1.amazonaws.com.cn')).toHaveLength(1)
    expect(internet.requestsTo('api.ecr.cn-north-1.amazonaws.com.cn')).toHaveLength(1)
  })

  test('of a registry with IPv6 is assumed there, and that of one with FIPS as well', async () => {
    await expect(
      refusal({ entry: { 'role-to-assume': role } }, '123456789012.dkr-ecr.eu-west-1.on.aws')
    ).resolves.toContain('sts.eu-west-1.api.aws')
    await expect(
      refusal({ entry: { 'role-to-assume': role } }, '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com')
    ).resolves.toContain('sts-fips.us-east-1.amazonaws.com')
  })
})

describe('an access key', () => {
  test.each(['user', 'session'] as const)('of a %s as user name and password signs, and is not sent', async (kind) => {
    const keys = kind === 'user' ? aws.addUser() : aws.addSession(new Date(Date.now() + 3_600_000))
    const { descriptions, credentials } = await signIn([host], { entry: loginOf(keys) })
    expect(descriptions).toEqual(['AWS access key from the inputs'])
    expect(credentials[0]).toMatchObject({ username: 'AWS' })
    expect(internet.requests).toHaveLength(1)
    expect(JSON.stringify(internet.requests)).not.toContain(keys.secretAccessKey)
  })

  test("in the job's environment is used without being asked for", async () => {
    const keys = aws.addSession(new Date(Date.now() + 3_600_000))
    const environment = { ...internet.variables, ...environmentOf(keys) }
    const { descriptions } = await signIn([host, publicHost], { variables: environment })
    expect(descriptions).toEqual(Array(2).fill("AWS credentials in the job's environment"))
    for (const entry of [{ ecr: 'true' }, { 'create-repository': 'true', ecr: 'auto' }])
      expect((await signIn([host], { entry, variables: environment })).descriptions).toEqual([
        "AWS credentials in the job's environment",
      ])
    expect(aws.calls).toHaveLength(4)
  })

  test('in a profile is used if AWS_PROFILE names it', async () => {
    const keys = aws.addUser()
    const file = await fileWith(
      `[default]\naws_access_key_id = AKIAWRONG\n\n[deploy]\r\naws_access_key_id=${keys.accessKeyId}\r\naws_secret_access_key = ${keys.secretAccessKey}\r\n[x]\naws_access_key_id = y\n`
    )
    const environment = { ...internet.variables, AWS_PROFILE: 'deploy', AWS_SHARED_CREDENTIALS_FILE: file }
    expect((await signIn([host], { variables: environment })).descriptions).toEqual(['AWS profile deploy'])
    expect(await refusal({ variables: { ...environment, AWS_PROFILE: 'other' } })).toBe(
      `${host}: sign-in with AWS_PROFILE failed: ${file} has no access key for the profile other.`
    )
  })
})

test('a token in a file assumes AWS_ROLE_ARN', async () => {
  const file = await fileWith(`${oidc.sign('sts.amazonaws.com')}\n`)
  const environment = { ...internet.variables, AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role }
  await signIn([host, publicHost], { variables: { ...environment, AWS_ROLE_SESSION_NAME: 'runner' } })
  expect(aws.calls[0]).toBe(`AssumeRoleWithWebIdentity ${role} as runner for 3600`)
  expect(aws.count('AssumeRole')).toBe(1)
  expect(await refusal({ variables: { ...environment, AWS_WEB_IDENTITY_TOKEN_FILE: `${file}-missing` } })).toBe(
    `${host}: sign-in with AWS_WEB_IDENTITY_TOKEN_FILE failed: ${file}-missing does not exist.`
  )
})

test.each<[string, IdentityFields]>([
  ['a password from somewhere else', { username: 'AWS', password: 'given' }],
  ['no fields at all', {}],
  ['ecr: false', { ecr: 'false', username: 'AWS', password: 'given' }],
  ['an access key whose secret is empty', { username: 'AKIAEXAMPLEEXAMPLE' }],
  ['ecr: auto', { ecr: 'auto', username: 'ann', password: 'given' }],
])('an entry with %s is a plain login', async (_, entry) => {
  const { descriptions } = await signInAt([host], { entry, variables: { ...variables(), AWS_PROFILE: 'x' } })
  expect(descriptions).toEqual([undefined])
  expect(internet.requests).toEqual([])
})

test.each<[IdentityFields, string]>([
  [{ 'role-to-assume': 'deploy' }, "'role-to-assume' must be an ARN: 'arn:aws:iam::123456789012:role/NAME'"],
  [{ 'role-to-assume': chinese }, "'role-to-assume' is in the partition aws-cn, but the registry in aws"],
  [
    { 'role-to-assume': role, 'aws-region': 'us-east-1' },
    "'aws-region' is us-east-1, but the registry is in eu-west-1: remove it, or correct one of the two",
  ],
  [{ 'role-to-assume': role, 'aws-region': 'evil.test/' }, "'aws-region' must be the name of a region: 'eu-central-1'"],
  [
    { 'role-to-assume': role, username: 'ann', password: 'x' },
    "'role-to-assume' is used without 'username' and 'password': remove them, or the role",
  ],
  [
    { 'role-to-assume': role, 'role-session-name': 'a b' },
    "'role-session-name' must have 2 to 64 characters: letters, digits and any of =,.@_-+",
  ],
  [
    { 'role-to-assume': role, 'role-duration-seconds': '1h' },
    "'role-duration-seconds' must be a number from 900 to 43200",
  ],
  [{ 'role-session-name': 'ab' }, "'role-session-name' has no effect without 'role-to-assume'"],
  [
    { username: 'ASIAEXAMPLEEXAMPLE', password: 'x' },
    "the access key ID in 'username' is that of a session: give its token as 'aws-session-token'",
  ],
  [
    { 'aws-session-token': 'x' },
    "'aws-session-token' has no effect without an access key ID as 'username' and its secret as 'password'",
  ],
  [
    { ecr: 'false', 'role-to-assume': role },
    "'ecr: false' contradicts the AWS credentials of the same entry: remove one of the two",
  ],
  [
    { ecr: 'false', username: 'AKIAEXAMPLEEXAMPLE', password: 'x' },
    "'ecr: false' contradicts the AWS credentials of the same entry: remove one of the two",
  ],
  [
    { ecr: 'true', username: 'ann', password: 'x' },
    "'ecr: true' needs AWS credentials, which this user and password are not: set 'role-to-assume', or 'username' and 'password' to an access key, or use aws-actions/configure-aws-credentials in an earlier step",
  ],
])('%j is refused before anything is sent', async (entry, problem) => {
  expect(await refusal({ entry })).toBe(`Input 'registry-auth': ${problem} (${host})`)
  expect(await refusal({ entry: { ...entry, ecr: 'maybe' } })).toContain(`'ecr' of ${host} must be auto, true or false`)
  expect(internet.requests).toEqual([])
})

describe('an identity that creates repositories', () => {
  async function create(registry: string, name: string) {
    const { log, signal } = testEnvironment()
    const environment = { ...internet.variables, ...environmentOf(aws.addUser()) }
    const session = new IdentitySession({ variables: environment, ...log, now: () => new Date(), signal })
    const entry = { 'create-repository': 'true' }
    const job = { token: '', registry: undefined }
    const identity = identify({ registry, entry, variables: environment, job })
    if (!identity?.createRepository) throw new Error('there is none')
    await session.createRepository(identity, { registry, name })
  }

  test('omits the alias of a registry at ECR Public, and takes a repository that exists', async () => {
    await create(publicHost, 'acme/shop/app')
    await create(publicHost, 'acme/shop/app')
    expect(aws.bodies).toEqual([{ repositoryName: 'shop/app' }, { repositoryName: 'shop/app' }])
    expect([...aws.repositories]).toEqual(['shop/app'])
  })

  test('is only one that was asked to', () => {
    const environment = environmentOf(aws.addUser())
    const job = { token: '', registry: undefined }
    for (const entry of [undefined, { ecr: 'true' }, { ecr: 'true', 'create-repository': 'false' }])
      expect(identify({ registry: host, entry, variables: environment, job })).not.toHaveProperty('createRepository')
  })
})

describe('a refusal says what to do', () => {
  const entry = { 'role-to-assume': role }
  const sts = `${host}: sign-in at sts.eu-west-1.amazonaws.com was refused`
  const ecr = `${host}: sign-in at api.ecr.eu-west-1.amazonaws.com was refused`

  test.each([
    ['another branch', 'repo:acme/app:ref:refs/heads/other'],
    ['immutable ids', immutableSubject],
  ])('if the trust policy is for another subject: %s', async (_, sub) => {
    oidc.claims = { sub }
    expect(await refusal({ entry })).toBe(
      `${sts}: 403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity. The workflow's token has sub=${sub}, aud=sts.amazonaws.com, repository=acme/app, ref=refs/heads/main: compare it with the trust policy of ${role}.`
    )
  })

  test('if IAM does not know the OIDC service', async () => {
    aws.knowsIssuer = false
    expect(await refusal({ entry })).toBe(
      `${sts}: 400 InvalidIdentityToken: No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com. Add it to the identity providers in IAM of account 123456789012, with the audience sts.amazonaws.com.`
    )
  })

  test('if a session may not be that long', async () => {
    expect(await refusal({ entry: { ...entry, 'role-duration-seconds': '7200' } })).toBe(
      `${sts}: 400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role. Lower 'role-duration-seconds', or raise the limit of ${role}.`
    )
  })

  test('if the job may not request a token', async () => {
    expect(await refusal({ entry, variables: internet.variables })).toContain("'permissions: id-token: write'")
    expect(aws.calls).toEqual([])
  })

  test('if a right is missing, also the second one that ECR Public needs', async () => {
    aws.allowed = []
    expect(await refusal({ entry })).toContain(
      "is not authorized to perform: ecr:GetAuthorizationToken on resource: *. Allow ecr:GetAuthorizationToken in a policy of this role or user, for the resource '*'."
    )
    aws.allowed = ['ecr-public:GetAuthorizationToken']
    expect(await refusal({ entry }, publicHost)).toContain(
      "sts:GetServiceBearerToken on resource: *. Allow ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken in a policy of this role or user, for the resource '*'."
    )
  })

  test.each<[string, () => IdentityFields, string]>([
    [
      'the secret key is wrong',
      () => ({ ...loginOf(aws.addUser()), password: 'wrong-secret' }),
      'Check that the secret access key is the one of this access key ID, without spaces or line breaks.',
    ],
    [
      'the access key does not exist',
      () => ({ username: 'AKIADELETEDDELETED', password: 'secret' }),
      'Check that the access key exists and is active in the partition of this registry, that its region is enabled in the account, and that a temporary key comes with its session token.',
    ],
    [
      'the session token is that of another session',
      () => ({ ...loginOf(aws.addSession(new Date(Date.now() + 900_000))), 'aws-session-token': 'another' }),
      'and that a temporary key comes with its session token.',
    ],
    [
      'the session is over',
      () => loginOf(aws.addSession(new Date(Date.now() - 1000))),
      'The AWS credentials have expired: request them in the same job, shortly before this step, for long enough.',
    ],
  ])('if %s', async (_, make, advice) => {
    const message = await refusal({ entry: make() })
    expect(message).toMatch(`${ecr}: 400 `)
    expect(message.endsWith(advice)).toBe(true)
  })

  test.each([
    ['behind', -360_000, 'Signature expired'],
    ['ahead of', 360_000, 'Signature not yet current'],
  ])("if the runner's clock is 6 minutes %s AWS's", async (direction, by, said) => {
    const now = () => new Date(Date.now() + by)
    const keys = loginOf(aws.addUser())
    const message = await refusal({ entry: keys, now })
    expect(message).toContain(`${ecr}: 400 InvalidSignatureException: ${said}`)
    expect(message).toContain(
      `The runner's clock is 6 min ${direction} that of api.ecr.eu-west-1.amazonaws.com: synchronize it.`
    )
    await signIn([host], { entry: keys, now: () => new Date(Date.now() + by / 2) })
  })

  test('for each registry, although the role is requested once', async () => {
    oidc.claims = { sub: 'other' }
    const both = signInAt([publicHost, host], { entry, variables: variables() })
    await expect(both).rejects.toThrow(/^public\.ecr\.aws: sign-in at sts/)
    expect(aws.calls).toHaveLength(1)
  })

  test('if nobody left credentials that the entry asks for, but only where they are needed', async () => {
    expect(await refusal({ entry: { ecr: 'true' } })).toBe(
      `${host}: sign-in with AWS credentials failed: the job has no AWS credentials: set 'role-to-assume', or 'username' and 'password' to an access key, or use aws-actions/configure-aws-credentials in an earlier step.`
    )
  })
})
