import { expect, test } from 'vitest'
import { pullAllowanceIn } from '../../src/registry/limits/pull-allowance.ts'
import { reportPulls } from '../../src/sources/registry/pulls.ts'
import { recordLog, testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { accessAs } from '../support/publish.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { startTunnel } from '../support/tunnel.ts'
import { promote } from './promote.ts'

const amd = image({ layers: [layer('amd')] })
const arm = image({ layers: [layer('arm')], platform: { os: 'linux', architecture: 'arm64' } })
const both = index([amd, arm])

/** Promotes an image of two platforms from a registry that sends these headers, and returns the log. */
async function logWith(headers: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using from = await startTestRegistry({ behaviour: { headers } })
  await using to = await startTestRegistry()
  from.put('acme/app', both, 'v1')
  const environment = testEnvironment()
  await promote(`docker://${from.host}/acme/app:v1`, [`${to.host}/o/app:v1`], { environment })
  return environment.log.lines.filter((line) => line.includes('pull')).map((line) => line.replace(from.host, 'HOST'))
}

test('says how many pulls an image took, and how many are left', async () => {
  expect(await logWith({ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' })).toEqual([
    'HOST: reading the source took 3 pulls; 76 of 100 pulls left in a period of 6 hours',
  ])
})

test('warns if few are left', async () => {
  expect(await logWith({ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '10;w=21600' })).toEqual([
    'warning: HOST: reading the source took 3 pulls; only 10 of 100 pulls left in a period of 6 hours. Sign in with an account that may pull more, or wait until the period ends',
  ])
})

test('says nothing about a registry that does not count', async () => {
  expect(await logWith({})).toEqual([])
})

/** Docker Hub, as far as this machine is concerned. */
async function startHub() {
  const authority = makeAuthority()
  const hub = await startTestRegistry({ tls: issue(authority, { hosts: ['registry-1.docker.io'] }) })
  const proxy = await startTunnel(hub.host)
  const [atHub, elsewhere] = [accessAs(undefined, { tls: { ca: authority.cert } }), accessAs()]
  const accessTo: typeof atHub = (repository) => (repository.registry === 'docker.io' ? atHub : elsewhere)(repository)
  const environment = testEnvironment({ variables: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } })
  return {
    hub,
    options: { environment, accessTo },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]()
      await hub[Symbol.asyncDispose]()
    },
  }
}

test('pulls each manifest from Docker Hub once, even for two targets', async () => {
  await using place = await startHub()
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  place.hub.put('acme/app', both, 'v1')
  const outcomes = await promote(
    'docker://acme/app:v1',
    [`${one.host}/o/app:v1`, `${two.host}/o/app:v1`],
    place.options
  )
  expect(outcomes.map(({ status, error }) => [status, error])).toEqual(outcomes.map(() => ['published', undefined]))
  const manifests = place.hub.entries.filter(({ route }) => route.kind === 'manifest')
  expect(manifests.map(({ method }) => method).toSorted()).toEqual(['GET', 'GET', 'GET', 'HEAD'])
  expect(place.options.environment.log.lines).toContain('docker.io: reading the source took 3 pulls')
})

test('pulls nothing from Docker Hub that a target has', async () => {
  await using place = await startHub()
  await using to = await startTestRegistry()
  place.hub.put('acme/app', both, 'v1')
  to.put('o/app', both, 'v0')
  const [outcome] = await promote('docker://acme/app:v1', [`${to.host}/o/app:v1`], place.options)
  expect([outcome?.status, to.tags('o/app')]).toEqual(['published', { v0: both.root.digest, v1: both.root.digest }])
  expect(place.hub.log).toEqual(['HEAD manifest v1 200'])
  expect(place.options.environment.log.lines).toContain('docker.io: reading the source took no pulls')
  // The tag, each manifest, and the tag again.
  expect(to.count()).toEqual({ GET: 1 + 3, PUT: 1, HEAD: 1 })
})

test('counts pulls at Docker Hub even if it does not limit them', () => {
  const log = recordLog()
  reportPulls('docker.io', { count: 1, allowance: undefined }, log)
  expect(log.lines).toEqual(['docker.io: reading the source took 1 pull'])
})

test.each([
  ['100;w=21600', '76;w=21600', { remaining: 76, limit: 100, period: 21600 }],
  ['100', '0', { remaining: 0, limit: 100 }],
  [undefined, ' 5; w=60 ', { remaining: 5, period: 60 }],
  ['100;w=21600', undefined, undefined],
  ['many', 'few', undefined],
  ['1e3', '-1', undefined],
  ['9'.repeat(20), '9'.repeat(20), undefined],
])('reads the headers %s and %s', (limit, remaining, expected) => {
  const headers: Readonly<Record<string, string | undefined>> = {
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
  }
  const head = { status: 200, url: new URL('https://registry-1.docker.io'), headers: () => [] }
  expect(pullAllowanceIn({ ...head, header: (name) => headers[name] })).toEqual(expected)
})
