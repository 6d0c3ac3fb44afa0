import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { GivenAccess } from '../../src/credentials/settings.ts'
import type { IdentityFields } from '../../src/identity/identity.ts'
import { identify } from '../../src/identity/providers.ts'
import { testEnvironment } from '../support/environment.ts'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import { AwsStandIn } from '../support/identity/aws.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { image, layer } from '../support/images.ts'
import { keyringWith } from '../support/keyring.ts'
import { type Options, publishTo } from '../support/publish.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { startStranger } from '../support/registry/stranger.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
const lookAlike = `${host}.evil.test`
const role = 'arn:aws:iam::123456789012:role/deploy'
const app = image({ layers: [layer('base'), layer('app')] })

let internet: Internet
let oidc: OidcService
let aws: AwsStandIn
let now: number
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  now = Date.now()
  oidc = new OidcService(internet, { now: clock })
  const roles = { [role]: { subject: 'repo:acme/app:ref:refs/heads/main' } }
  aws = new AwsStandIn(internet, { oidc, roles, now: clock, passwordLifetime: 600 })
})

const clock = () => new Date(now)
const variables = () => ({ ...internet.variables, ...oidc.variables })

async function startEcr(repositories?: Set<string>): Promise<TestRegistry> {
  const registry = await startTestRegistry({
    auth: { kind: 'basic', users: aws.usersOf('ecr'), wrong: 'expired' },
    behaviour: { repositories },
    tls: internet.certificateFor(host),
  })
  internet.route(host, registry.host)
  return registry
}

async function publish(references: readonly string[], entry: IdentityFields, options: Options = {}) {
  const environment = testEnvironment({ variables: variables(), now: clock })
  const given = new Map<string, GivenAccess>()
  for (const registry of new Set(references.map((reference) => reference.split('/')[0] ?? ''))) {
    const identity = identify({ registry, entry, variables: {}, job: { token: '', registry: undefined } })
    given.set(registry, { ...(identity && { identity }) })
  }
  const created: string[] = []
  const { mask, redact } = environment.log
  const keyring = keyringWith(given, {
    ...{ variables: variables(), now: clock, mask, redact },
    created: ({ registry, name }) => created.push(`${registry}/${name}`),
  })
  const outcomes = await publishTo(references, app, {
    environment,
    accessTo: (repository) => keyring.accessTo(repository),
    ...options,
  })
  return { outcomes, created, environment }
}

describe('publication to ECR', () => {
  test('renews a password that expires in between, and assumes the role again for it', async () => {
    await using registry = await startEcr()
    const { outcomes } = await publish(
      [`${host}/acme/app:v1`],
      { 'role-to-assume': role },
      {
        meanwhile: () => {
          now += 2 * 3_600_000
        },
      }
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['published'])
    expect(registry.tags('acme/app')).toEqual({ v1: app.root.digest })
    expect(aws.count('ecr:GetAuthorizationToken')).toBe(2)
    expect(aws.count('AssumeRole')).toBe(2)
    // Only the first request and its challenge went without the right password: nothing was refused in between.
    expect(registry.log.filter((line) => line.endsWith(' 401'))).toHaveLength(1)
    expect(registry.unexpected).toEqual([])
  })

  test('replaces a password that is refused although it has not expired', async () => {
    await using registry = await startEcr()
    const { outcomes } = await publish(
      [`${host}/acme/app:v1`],
      { 'role-to-assume': role },
      {
        meanwhile: () => aws.revoke('ecr'),
      }
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['published'])
    expect(aws.count('ecr:GetAuthorizationToken')).toBe(2)
    expect(aws.count('AssumeRole')).toBe(1)
    expect(registry.unexpected).toEqual([])
  })

  test('and ECR Public assumes a role once for several repositories', async () => {
    const tokens = new Tokens({ users: aws.usersOf('ecr-public') })
    tokens.behave({ anonymous: 'refused' })
    await using registry = await startEcr()
    await using open = await startTestRegistry({
      auth: { kind: 'bearer', tokens, realm: 'https://public.ecr.aws/token', service: 'public.ecr.aws' },
      tls: internet.certificateFor('public.ecr.aws'),
    })
    internet.route('public.ecr.aws', open.host)
    const references = [`${host}/acme/app:v1`, `${host}/acme/other:v1`, 'public.ecr.aws/acme/app:v1']
    const { outcomes } = await publish(references, { 'role-to-assume': role })
    expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published', 'published'])
    expect(oidc.audiences).toEqual(['sts.amazonaws.com'])
    expect(['AssumeRole', 'ecr:Get', 'ecr-public:Get'].map((call) => aws.count(call))).toEqual([1, 1, 1])
    expect([...registry.unexpected, ...open.unexpected]).toEqual([])
  })
})

test("what 'docker login' left falls through to the job's own credentials when it has expired", async () => {
  await using registry = await startEcr()
  const keys = aws.addUser()
  const auths = { [host]: { auth: Buffer.from('AWS:of-yesterday').toString('base64') } }
  const environment = {
    ...internet.variables,
    DOCKER_AUTH_CONFIG: JSON.stringify({ auths }),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  }
  const ways: string[] = []
  const signingIn = (_: string, description: string) => ways.push(description)
  const keyring = keyringWith(new Map(), { variables: environment, now: clock, signingIn })
  const [outcome] = await publishTo([`${host}/acme/app:v1`], app, {
    environment: testEnvironment({ variables: environment, now: clock }),
    accessTo: (repository) => keyring.accessTo(repository),
    beforeBuild: true,
  })
  expect(outcome?.status, JSON.stringify(outcome)).toBe('published')
  expect(ways).toEqual(['DOCKER_AUTH_CONFIG', "AWS credentials in the job's environment"])
  expect(registry.unexpected).toEqual([])
})

describe('create-repository', () => {
  const entry = { 'role-to-assume': role, 'create-repository': 'true' }

  test.each([true, false])('creates a repository that is missing (before a build: %s)', async (beforeBuild) => {
    aws.repositories.add('acme/other')
    await using registry = await startEcr(aws.repositories)
    const references = [`${host}/acme/app:v1`, `${host}/acme/other:v1`]
    const { outcomes, created } = await publish(references, entry, { beforeBuild })
    expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
    expect(created).toEqual([`${host}/acme/app`])
    expect(aws.bodies.filter((body) => JSON.stringify(body).includes('repositoryName'))).toEqual([
      { registryId: '123456789012', repositoryName: 'acme/app' },
    ])
    expect(aws.count('AssumeRole')).toBe(1)
    expect(registry.tags('acme/app')).toEqual({ v1: app.root.digest })
  })

  test('is nothing that a rehearsal does, nor a run that was not asked to', async () => {
    await using _ = await startEcr(aws.repositories)
    await publish([`${host}/acme/app:v1`], entry, { beforeBuild: true, creates: false })
    const { outcomes } = await publish([`${host}/acme/app:v1`], { 'role-to-assume': role }, { beforeBuild: true })
    expect(outcomes[0]?.error?.message).toContain("Create the repository first, set 'create-repository: true'")
    expect(aws.count('ecr:CreateRepository')).toBe(0)
    expect([...aws.repositories]).toEqual([])
  })

  test('says which right is missing', async () => {
    aws.allowed = ['ecr:GetAuthorizationToken']
    await using _ = await startEcr(aws.repositories)
    const { outcomes } = await publish([`${host}/acme/app:v1`], entry)
    expect(outcomes[0]?.error?.message).toBe(
      `${host}: creation of repository acme/app was refused: 400 AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/deploy/GitHubActions is not authorized to perform: ecr:CreateRepository on resource: *. Allow ecr:CreateRepository in a policy of this role or user.`
    )
  })
})

describe('the bundle', () => {
  async function run(inputs: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
    await using docker = await makeFakeDocker({})
    await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
    const result = await runAction(workspace, {
      inputs,
      variables: { ...docker.variables, ...variables(), ...more },
      from: 'bundle',
    })
    for (const secret of [...aws.secrets, ...oidc.issued, oidc.requestToken]) {
      expect(result.log).not.toContain(secret)
      expect(JSON.stringify(result.outputs)).not.toContain(secret)
    }
    expect(result.leftovers.filter((path) => !path.startsWith('bake-'))).toEqual([])
    return { ...result, records: await docker.records() }
  }

  test('publishes by role, and says so in one line', async () => {
    await using registry = await startEcr()
    const auth = `- registry: ${host}\n  role-to-assume: ${role}\n  role-duration-seconds: 900\n`
    const result = await run({ images: `${host}/acme/app`, 'registry-auth': auth })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log.split('\n')).toContain(`${host}: OIDC, role ${role}`)
    expect(Object.keys(registry.tags('acme/app'))).toEqual(['main'])
    expect(aws.calls).toEqual([
      `AssumeRoleWithWebIdentity ${role} as GitHubActions for 900`,
      'ecr:GetAuthorizationToken api.ecr.eu-west-1.amazonaws.com',
    ])
    const [record] = result.records
    expect(JSON.stringify([record?.args, record?.variables ?? {}])).not.toContain(oidc.requestToken)
  })

  test("takes docker/login-action's inputs, and never sends a secret key to a registry", async () => {
    const keys = aws.addUser()
    await using registry = await startEcr()
    const result = await run({
      images: `${host}/acme/app`,
      registry: host,
      username: keys.accessKeyId,
      password: keys.secretAccessKey,
    })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log).toContain(`${host}: AWS access key from the inputs`)
    const sent = registry.entries.map(({ authorization = '' }) =>
      Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()
    )
    expect(sent.some((pair) => pair.startsWith('AWS:'))).toBe(true)
    expect(sent.join(' ')).not.toContain(keys.secretAccessKey)
    expect(JSON.stringify(internet.requests)).not.toContain(keys.secretAccessKey)
  })

  test("sends nothing of the job's AWS credentials to a host that only looks like ECR", async () => {
    const keys = aws.addUser()
    await using stranger = await startStranger({ tls: internet.certificateFor(lookAlike) })
    internet.route(lookAlike, stranger.host)
    internet.requests.length = 0
    await run(
      { images: `${lookAlike}/acme/app` },
      { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey }
    )
    expect(stranger.saw.length).toBeGreaterThan(0)
    expect(stranger.secrets).toEqual([])
    expect(JSON.stringify(stranger.saw)).not.toContain(keys.accessKeyId)
    expect(aws.calls).toEqual([])
  })

  test('stops before the build is done if the role may not be assumed', async () => {
    oidc.claims = { sub: 'repo:acme/app:pull_request' }
    await using registry = await startEcr()
    const auth = `- registry: ${host}\n  role-to-assume: ${role}\n`
    const result = await run({ images: `${host}/acme/app`, 'registry-auth': auth })
    expect(result.exitCode).toBe(1)
    expect(decodeURIComponent(result.log)).toContain(
      `${host}: sign-in at sts.eu-west-1.amazonaws.com was refused: 403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity. The workflow's token has sub=repo:acme/app:pull_request, aud=sts.amazonaws.com, repository=acme/app, ref=refs/heads/main: compare it with the trust policy of ${role}.`
    )
    expect(registry.tags('acme/app')).toEqual({})
  })
})
