import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { OidcService } from '../support/identity/oidc-service.ts'
import { image, layer } from '../support/images.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { identityClaim, type ServiceCall, startSigstore } from '../support/sign/sigstore.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// What a run says and does if a service that it signs with is down.

const workflow = 'acme/app/.github/workflows/publish.yml@refs/heads/main'
const app = image({ layers: [layer('app')] })
const old = image({ layers: [layer('old')] })

let internet: Internet
let oidc: OidcService
/** The status of GitHub's API for attestations. */
let status = 201
beforeAll(async () => {
  internet = await startInternet()
  oidc = new OidcService(internet, { claims: { [identityClaim]: `https://github.com/${workflow}` } })
  internet.serve('api.github.com', () => ({ status, body: { message: 'Server Error' } }))
})
afterAll(async () => await internet[Symbol.asyncDispose]())

async function sign(service: ServiceCall['service'] | 'GitHub', how: number | 'refused') {
  await using sigstore = await startSigstore()
  await using source = await startTestRegistry()
  await using registry = await startTestRegistry()
  await using workspace = await makeWorkspace({ 'trusted-root.json': sigstore.trustedRoot })
  source.put('o/app', app, '1')
  registry.put('acme/app', old, 'v1')
  if (service !== 'GitHub' && how !== 'refused') sigstore.failures[service] = Array(99).fill(how)
  // Nothing listens there.
  const urlOf = (each: ServiceCall['service']) =>
    how === 'refused' && each === service ? 'http://127.0.0.1:9' : sigstore[each]
  const inputs = {
    source: `docker://${source.host}/o/app:1`,
    tags: `${registry.host}/acme/app:v1`,
    sign: 'keyless',
    attach: 'provenance',
    'fulcio-url': urlOf('fulcio'),
    'rekor-url': urlOf('rekor'),
    'timestamp-url': urlOf('timestamp'),
    'trusted-root': 'trusted-root.json',
    'github-token': 'token-of-the-job',
  }
  const variables = {
    ...internet.variables,
    ...oidc.variables,
    NO_PROXY: '127.0.0.1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW_REF: workflow,
    GITHUB_RUN_ID: '17',
    GITHUB_RUN_ATTEMPT: '1',
  }
  const { exitCode, log } = await runAction(workspace, { from: 'bundle', inputs, variables })
  const said = (level: string) => log.split('\n').filter((line) => line.startsWith(`::${level}::`))
  const host = service === 'GitHub' ? '' : new URL(urlOf(service)).host
  const asked = service === 'GitHub' ? 0 : sigstore.linesTo(service).filter((line) => line.startsWith('POST')).length
  return {
    exitCode,
    log,
    errors: said('error'),
    warnings: said('warning'),
    tags: registry.tags('acme/app'),
    host,
    asked,
  }
}

describe.concurrent('no tag moves, and one sentence names the service, if', () => {
  test.each([
    ['fulcio', 429, 'request of a certificate failed: 429'],
    ['fulcio', 'refused', 'request of a certificate failed: the connection was refused (ECONNREFUSED)'],
    ['rekor', 500, 'entry in the transparency log failed: 500'],
    ['timestamp', 503, 'timestamp failed: 503'],
  ] as const)('%s is down: %s', async (service, how, problem) => {
    const { exitCode, errors, tags, host, asked, log } = await sign(service, how)
    expect([exitCode, tags], log).toEqual([1, { v1: old.root.digest }])
    expect(errors).toEqual([
      `::error::Check 'sign': ${host}: ${problem}. Check its URL, or run this again once it works.`,
    ])
    // Each signature and document has a timestamp and an entry of its own, but one certificate serves all.
    const retried = how === 'refused' ? 0 : 5
    expect(asked).toBeGreaterThanOrEqual(retried)
    expect(asked).toBeLessThanOrEqual(2 * retried)
  })

  test("GitHub's list of attestations is down: the registries have the same", async () => {
    status = 500
    const { exitCode, log, warnings, tags } = await sign('GitHub', 500)
    expect([exitCode, tags.v1], log).toEqual([0, app.root.digest])
    expect(warnings).toEqual([
      expect.stringMatching(/The attestations are in the registries, but not stored with GitHub: Server Error/),
    ])
  })
})
