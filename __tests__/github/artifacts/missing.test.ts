import { describe, expect, test } from 'vitest'
import type { Variables } from '../../../src/environment.ts'
import { backendIdsIn } from '../../../src/github/artifacts/backend-ids.ts'
import { childVariables } from '../../../src/process/variables.ts'
import { startPlainServer } from '../../http/plain-server.ts'
import { storeOf } from '../../support/artifacts/open.ts'
import { ArtifactService } from '../../support/artifacts/service.ts'

const jwt = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
const token = jwt({ scp: 'Actions.Results:run:job' })
const complete: Variables = {
  GITHUB_SERVER_URL: 'https://github.com',
  ACTIONS_RESULTS_URL: 'https://results.example/',
  ACTIONS_RUNTIME_TOKEN: token,
}

/** The sentence for a run without the service. */
const sentence = (reason: string) =>
  `Input 'meeting': the jobs of this run cannot find each other's parts in its artifact service: ${reason}. Either write 'meeting: registry', or combine the parts in a job of your own, with one line 'docker://NAME@DIGEST' for each part in 'source'`

const unset = 'this runner does not set ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN for the step'

describe('one sentence names the other ways', () => {
  test.each<[string, Variables, string]>([
    [
      'on GitHub Enterprise Server',
      { GITHUB_SERVER_URL: 'https://github.acme.example', GITHUB_API_URL: 'https://github.acme.example/api/v3' },
      'GitHub Enterprise Server (https://github.acme.example) does not have it',
    ],
    ['without the URL', { ACTIONS_RESULTS_URL: undefined }, unset],
    ['without the token', { ACTIONS_RUNTIME_TOKEN: '' }, unset],
    [
      'with a URL that is not one',
      { ACTIONS_RESULTS_URL: 'results' },
      'ACTIONS_RESULTS_URL is not an http or https URL',
    ],
    ['with a file', { ACTIONS_RESULTS_URL: 'file:///a' }, 'ACTIONS_RESULTS_URL is not an http or https URL'],
    [
      'with a token for something else',
      { ACTIONS_RUNTIME_TOKEN: jwt({ scp: 'Actions.GenericRead:1' }) },
      "ACTIONS_RUNTIME_TOKEN does not have the scope 'Actions.Results'",
    ],
    [
      'with a token that is not a JWT',
      { ACTIONS_RUNTIME_TOKEN: 'text' },
      "ACTIONS_RUNTIME_TOKEN does not have the scope 'Actions.Results'",
    ],
  ])('%s', (_, changes, reason) => {
    expect(() => storeOf({ ...complete, ...changes })).toThrow(sentence(reason))
  })

  test.each(['404 page not found', '{"code":"bad_route","msg":"no handler for path"}'])(
    'where the server does not know the service: %s',
    async (body) => {
      using server = await startPlainServer((_, response) => response.writeHead(404).end(body))
      await using store = storeOf({ ...complete, ACTIONS_RESULTS_URL: server.url.href })
      await expect(store.create('a')).rejects.toThrow(sentence(`${server.url.host} responded with 404`))
    }
  )
})

test.each<[string, Variables]>([
  ['github.com', {}],
  [
    'GitHub with data residency',
    { GITHUB_SERVER_URL: 'https://acme.ghe.com', GITHUB_API_URL: 'https://api.acme.ghe.com' },
  ],
  ['Gitea', { GITHUB_SERVER_URL: 'https://git.acme.example', GITHUB_API_URL: 'https://git.acme.example/api/v1' }],
])('%s is asked', async (_, changes) => {
  await using service = await ArtifactService.start()
  await using store = storeOf({ ...complete, ...changes, ...service.job() })
  expect(await store.list('')).toEqual([])
})

test.each([
  [
    'Actions.GenericRead:1 Actions.Results:ce7f54c7-61c7:ca395085-040a Other:2',
    { run: 'ce7f54c7-61c7', job: 'ca395085-040a' },
  ],
  ['Actions.Results:1:2', { run: '1', job: '2' }],
  ['Actions.Results:1', undefined],
  ['Actions.Results:1:2:3', undefined],
  ['My.Actions.Results:1:2', undefined],
  ['Actions.Results:../1:2', undefined],
  [['Actions.Results:1:2'], undefined],
  [undefined, undefined],
])('the ids in the scope %j', (scp, ids) => {
  expect(backendIdsIn(jwt({ scp }))).toEqual(ids)
})

test('children get neither the token nor the URL', () => {
  expect(Object.keys(childVariables({ ...complete, PATH: '/bin' }))).toEqual(['GITHUB_SERVER_URL', 'PATH'])
})
