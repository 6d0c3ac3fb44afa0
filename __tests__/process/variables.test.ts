import { expect, test } from 'vitest'
import { namedVariables } from '../../src/builder/buildx/options/named-variables.ts'
import { childVariables, jobVariables } from '../../src/process/variables.ts'

const kept = {
  PATH: '/usr/bin',
  HOME: '/home/runner',
  DOCKER_HOST: 'unix:///var/run/docker.sock',
  DOCKER_CONFIG: '/home/runner/.docker',
  BUILDX_BUILDER: 'mine',
  SSH_AUTH_SOCK: '/tmp/agent',
  HTTPS_PROXY: 'http://proxy:3128',
  GITHUB_REPOSITORY: 'acme/app',
  GITHUB_REF: 'refs/heads/main',
  RUNNER_TEMP: '/tmp',
  AWS_ACCESS_KEY_ID: 'for the cache that the user asks for',
  SOURCE_DATE_EPOCH: '0',
}

const scrubbed = {
  INPUT_PASSWORD: 'p',
  'INPUT_GITHUB-TOKEN': 't',
  INPUT_SECRETS: 's',
  STATE_folder: '/tmp/x',
  ACTIONS_RUNTIME_TOKEN: 'r',
  ACTIONS_RESULTS_URL: 'https://results',
  ACTIONS_CACHE_URL: 'https://cache',
  ACTIONS_CACHE_SERVICE_V2: 'True',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'i',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://id',
  GITHUB_TOKEN: 'g',
  GH_TOKEN: 'g',
  DOCKER_AUTH_CONFIG: '{"auths":{}}',
}

const all = { ...kept, ...scrubbed }
const nothing = { buildArgs: [], cacheFrom: [], cacheTo: [] }

test('passes a child the variables that it needs, and none of our secrets', () => {
  expect(childVariables(all)).toEqual(kept)
})

test('passes a secret that was named, and no other', () => {
  expect(childVariables(all, ['GITHUB_TOKEN', 'NOT_SET'])).toEqual({ ...kept, GITHUB_TOKEN: 'g' })
})

test('names the variables that a build passes on: build arguments without a value, and secrets', () => {
  const request = { ...nothing, buildArgs: ['A=1', 'GITHUB_TOKEN', 'B='] }
  expect(namedVariables(all, request, ['GH_TOKEN'])).toEqual(['GITHUB_TOKEN', 'GH_TOKEN'])
})

test.each([
  [{ ...nothing, cacheFrom: ['type=gha'] }],
  [{ ...nothing, cacheTo: ['type=gha,mode=max'] }],
  [{ ...nothing, cacheTo: ['mode=max,type=gha,scope=x'] }],
])('passes the cache service of the runner to a build that uses it: %o', (request) => {
  expect(namedVariables(all, request, []).toSorted()).toEqual([
    'ACTIONS_CACHE_SERVICE_V2',
    'ACTIONS_CACHE_URL',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_RUNTIME_TOKEN',
  ])
})

test.each([
  [nothing],
  [{ ...nothing, cacheFrom: ['type=registry,ref=acme/cache'], cacheTo: ['type=inline'] }],
  [{ ...nothing, cacheFrom: ['type=registry,ref=acme/my-type=gha'] }],
  [{ ...nothing, cacheFrom: ['type=ghastly'] }],
  [{ ...nothing, buildArgs: ['X=type=gha'] }],
])('does not pass the cache service to any other build: %o', (request) => {
  expect(namedVariables(all, request, [])).toEqual([])
})

test('lets a workflow name variables of the job, but not inputs of this step', () => {
  const named = Object.keys(jobVariables(all, true)).filter((name) => !(name in kept))
  expect(named).toEqual(Object.keys(scrubbed).filter((name) => !/^(?:INPUT|STATE)_/.test(name)))
  const strangers = Object.keys(jobVariables(all, false)).filter((name) => name.startsWith('ACTIONS_'))
  expect(strangers).toEqual(['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL'])
})
