import { expect, test } from 'vitest'
import { pullAllowanceIn } from '../../src/registry/limits/pull-allowance.ts'
import { reportPulls } from '../../src/sources/registry/pulls.ts'
import { recordLog, testEnvironment } from '../support/environment.ts'
import { image, index, layer } from '../support/images.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
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
