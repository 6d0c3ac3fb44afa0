import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFakeDocker } from '../support/fake-docker/fake-docker.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { connection, DockerHubIdentity } from '../support/identity/registries/docker-hub.ts'
import { image, layer } from '../support/images.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// The whole action in a job that has no secret but its right to request OIDC tokens.

const host = 'registry-1.docker.io'
const app = image({ layers: [layer('base'), layer('app')] })

let internet: Internet
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())

async function publish(
  inputs: Readonly<Record<string, string>>,
  { more = {}, ruleset }: { readonly more?: Readonly<Record<string, string>>; readonly ruleset?: RegExp } = {}
) {
  const oidc = new OidcService(internet)
  const hub = new DockerHubIdentity(internet, oidc)
  if (ruleset) hub.ruleset = ruleset
  const users = Object.defineProperty({}, 'acme', { get: () => hub.issued.at(-1) ?? 'none', enumerable: true })
  const tokens = new Tokens({ users })
  tokens.behave({ anonymous: 'refused' })
  const auth = { kind: 'bearer', tokens } as const
  await using registry = await startTestRegistry({ auth, tls: internet.certificateFor(host) })
  internet.route(host, registry.host)
  internet.requests.length = 0
  await using docker = await makeFakeDocker()
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY app /\n' })
  const result = await runAction(workspace, {
    inputs: { images: 'docker.io/acme/app', ...inputs },
    variables: { ...docker.variables, ...internet.variables, ...oidc.variables, ...more },
    from: 'bundle',
  })
  const secrets = [...hub.issued, ...oidc.issued, oidc.requestToken]
  return { result, secrets, tags: registry.tags('acme/app'), records: await docker.records() }
}

describe('the bundle publishes to Docker Hub', () => {
  test.each([
    [
      'with a connection in registry-auth',
      { 'registry-auth': `- registry: docker.io\n  username: acme\n  connection-id: ${connection}` },
      {},
    ],
    [
      'with the inputs and the variable of docker/login-action',
      { username: 'acme' },
      { DOCKERHUB_OIDC_CONNECTIONID: connection },
    ],
  ])('%s', async (_, inputs, more) => {
    const { result, secrets, tags, records } = await publish(inputs, { more })
    expect(result.exitCode, result.log).toBe(0)
    expect(tags).toEqual({ main: app.root.digest })
    expect(result.log).toContain(`docker.io: OIDC, connection ${connection} of acme`)
    expect(internet.requestsTo('identity.docker.com').map(({ status }) => status)).toEqual([200])
    const [password] = secrets
    const login = Buffer.from(`acme:${password}`).toString('base64')
    // The Dockerfile reads nothing from Docker Hub.
    for (const secret of [...secrets, login]) expect(JSON.stringify(records)).not.toContain(secret)
    expect(result.masked).toEqual(expect.arrayContaining([...secrets, login]))
    for (const secret of [...secrets, login]) expect(result.log).not.toContain(secret)
    expect(result.leftovers.filter((path) => !path.startsWith('bake-'))).toEqual([])
  })
})

test('a step whose identity is refused says why, and fails', async () => {
  const { result, secrets, tags } = await publish(
    { 'registry-auth': `- registry: docker.io\n  username: acme\n  connection-id: ${connection}` },
    { ruleset: /^repo:acme\/other:/ }
  )
  expect(result.exitCode).toBe(1)
  expect(result.log).toContain(
    "docker.io: sign-in at identity.docker.com was refused: 403 no ruleset matches the subject. The workflow's token has sub=repo:acme/app:ref:refs/heads/main, aud=https://identity.docker.com"
  )
  expect(tags).toEqual({})
  for (const secret of secrets) expect(result.log).not.toContain(secret)
})
