import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IdentityFields } from '../../src/identity/identity.ts'
import { identify } from '../../src/identity/providers.ts'
import { testEnvironment } from '../support/environment.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { Artifactory, platform } from '../support/identity/registries/artifactory.ts'
import { Chainguard, identity } from '../support/identity/registries/chainguard.ts'
import { connection, DockerHubIdentity } from '../support/identity/registries/docker-hub.ts'
import { image, layer } from '../support/images.ts'
import { keyringWith } from '../support/keyring.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

let internet: Internet
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())

type Clock = () => Date
type Issuer = (oidc: OidcService, now: Clock) => { readonly issued: readonly string[] }

const hub: IdentityFields = { 'connection-id': connection, username: 'acme' }
const jfrog: IdentityFields = { 'provider-name': 'github', 'platform-url': `https://${platform}` }

test.each<[where: string, host: string, entry: IdentityFields, user: string, service: string, start: Issuer]>([
  [
    'docker.io',
    'registry-1.docker.io',
    hub,
    'acme',
    'identity.docker.com',
    (oidc, now) => new DockerHubIdentity(internet, oidc, now),
  ],
  ['dhi.io', 'dhi.io', hub, 'acme', 'identity.docker.com', (oidc, now) => new DockerHubIdentity(internet, oidc, now)],
  [
    'acme-docker.jfrog.io',
    'acme-docker.jfrog.io',
    jfrog,
    'ci',
    platform,
    (oidc, now) => new Artifactory(internet, oidc, platform, now),
  ],
  [
    'cgr.dev',
    'cgr.dev',
    { identity },
    '_token',
    'issuer.enforce.dev',
    (oidc, now) => new Chainguard(internet, oidc, now),
  ],
])('a publication to %s outlives its token', async (where, host, entry, user, service, start) => {
  let now = Date.now()
  const clock = () => new Date(now)
  const oidc = new OidcService(internet, { now: clock })
  const { issued } = start(oidc, clock)
  const users = Object.defineProperty({}, user, { get: () => issued.at(-1) ?? 'none', enumerable: true })
  const tokens = new Tokens({ users })
  tokens.behave({ anonymous: 'refused' })
  await using registry = await startTestRegistry({
    auth: { kind: 'bearer', tokens },
    tls: internet.certificateFor(host),
  })
  internet.route(host, registry.host)
  internet.requests.length = 0
  const variables = { ...internet.variables, ...oidc.variables }
  const environment = testEnvironment({ variables, now: clock })
  const job = { token: '', registry: undefined }
  const who = identify({ registry: where, entry, variables, job })
  const keyring = keyringWith(new Map([[where, { ...(who && { identity: who }) }]]), {
    ...{ variables, now: clock },
    ...environment.log,
  })
  const app = image({ layers: [layer('base'), layer('app')] })
  const [outcome] = await publishTo([`${where}/acme/app:v1`], app, {
    environment,
    accessTo: (repository) => keyring.accessTo(repository),
    meanwhile: () => {
      now += 2 * 3_600_000
      tokens.expire()
    },
  })
  expect(outcome?.status, outcome?.error?.message).toBe('published')
  expect(registry.tags('acme/app')).toEqual({ v1: app.root.digest })
  expect(internet.requestsTo(service).map(({ status }) => status)).toEqual([200, 200])
  expect(registry.unexpected).toEqual([])
  for (const secret of [...issued, ...oidc.issued]) expect(environment.log.lines.join('\n')).not.toContain(secret)
})
