import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { hasty } from '../../registry/client.ts'
import { bytesOf, leave, pendingIn, storeOf, textOf } from '../../support/artifacts/open.ts'
import { refusedCall } from '../../support/artifacts/records.ts'
import { ArtifactService } from '../../support/artifacts/service.ts'

const busy = { ...refusedCall(429, 'resource_exhausted', 'slow down'), headers: { 'retry-after': '0.1' } }
const failures = [500, 502, 503, 504].map((status) => refusedCall(status, 'internal', 'internal error'))
const methods = ['CreateArtifact', 'PUT block', 'PUT blocklist', 'FinalizeArtifact', 'ListArtifacts'] as const
const reads = ['GetSignedArtifactURL', 'GET blob'] as const

test.each([...methods, ...reads])('repeats %s after 429, 5xx and resets', async (method) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  for (const fault of [busy, ...failures.slice(0, 3), 'reset'] as const) service.fail({ method }, fault)
  await leave(store, 'a', 'note')
  const [found] = await store.list('')
  expect(found && textOf(await store.read(found))).toBe('note')
  const statuses = service.log.filter((line) => line.startsWith(`1 ${method} `)).map((line) => line.split(' ').at(-1))
  expect(statuses).toEqual(['429', '500', '502', '503', 'reset', expect.stringMatching(/^20[01]$/)])
})

test('waits as long as Retry-After says', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({ method: 'CreateArtifact' }, busy)
  const began = performance.now()
  await store.create('a')
  expect(performance.now() - began).toBeGreaterThan(90)
})

test('does not know who has a name that is taken after a lost response', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({ method: 'CreateArtifact' }, 'reset after')
  expect(await store.create('lock')).toBe('uncertain')
  expect(service.log).toEqual(['1 CreateArtifact lock reset after', '1 CreateArtifact lock 409'])
})

test('knows that another job has a name that is taken after a refusal', async () => {
  await using service = await ArtifactService.start()
  await using other = storeOf(service.job())
  await other.create('lock')
  await using store = storeOf(service.job())
  service.fail({ method: 'CreateArtifact' }, busy)
  expect(await store.create('lock')).toBe('taken')
})

test.each(['reset after', { after: refusedCall(502, 'unavailable', '') }] as const)(
  'finds an artifact whose finalization succeeded without a response: %j',
  async (fault) => {
    await using service = await ArtifactService.start()
    await using store = storeOf(service.job())
    service.fail({ method: 'FinalizeArtifact' }, fault)
    await leave(store, 'a', 'note')
    expect(service.log.slice(-3)).toEqual([
      expect.stringContaining('1 FinalizeArtifact a '),
      '1 FinalizeArtifact a 404',
      '1 ListArtifacts a 200',
    ])
  }
)

test('reports a finalization that was refused after a lost response', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const artifact = await pendingIn(store, 'a')
  await artifact.upload(bytesOf('note'))
  service.fail({ method: 'FinalizeArtifact' }, 'reset')
  service.fail({ method: 'FinalizeArtifact' }, refusedCall(400, 'invalid_argument', 'size does not match'))
  await expect(artifact.finalize()).rejects.toThrow(
    `Cannot finalize the artifact 'a': ${new URL(service.origin).host} responded with 400 (invalid_argument: size does not match)`
  )
})

test.each(['PUT block', 'PUT blocklist'] as const)('repeats %s whose response was lost', async (method) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({ method }, 'reset after')
  await leave(store, 'a', 'note')
  expect(service.artifacts[0]?.id).toBeDefined()
})

test('asks for another URL when one has expired', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  await leave(store, 'a', 'note')
  const [found] = await store.list('')
  service.storage.lifetime = -1
  service.hold = ({ method, when }) => {
    if (method === 'GET blob' && when === 'after') service.storage.lifetime = 60_000
  }
  expect(found && textOf(await store.read(found))).toBe('note')
  expect(service.log.slice(-4)).toEqual([
    '1 GetSignedArtifactURL a 200',
    '1 GET blob a 403',
    '1 GetSignedArtifactURL a 200',
    '1 GET blob a 200',
  ])
})

test('says that a URL has expired', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.storage.lifetime = -1
  const artifact = await pendingIn(store, 'a')
  await expect(artifact.upload(bytesOf('note'))).rejects.toThrow(
    `Cannot upload the artifact 'a': ${new URL(service.storage.origin).host} responded with 403 (AuthenticationFailed). Re-run the job: its access may have expired.`
  )
})

test('gives up on a service that stays unavailable, and says what to do', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, refusedCall(503, 'unavailable', 'try later'), { times: 100 })
  await expect(store.list('')).rejects.toThrow(
    `Cannot list the artifacts of this run: ${new URL(service.origin).host} responded with 503 (unavailable: try later). Re-run the failed jobs when the service responds again.`
  )
  expect(service.log).toHaveLength(6)
})

test('gives up on a service that never responds', async () => {
  await using service = await ArtifactService.start()
  const retryPolicy = { attempts: 2, firstWait: 1, longestWait: 1, budget: 100 }
  const timeouts = { ...hasty, connect: 10, answer: 50 }
  await using store = storeOf(service.job(), { retryPolicy, timeouts })
  service.fail({}, 'stall', { times: 100 })
  await expect(store.list('')).rejects.toThrow('it did not respond in time')
  expect(service.log).toEqual(['1 ListArtifacts stall', '1 ListArtifacts stall'])
})

test.each([
  refusedCall(403, 'permission_denied', 'Failed to CreateArtifact: insufficient usage to create'),
  refusedCall(429, 'resource_exhausted', 'Artifact storage quota has been hit'),
])('advises what to do about a full storage: $status', async (refusal) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, refusal, { times: 100 })
  await expect(store.create('a')).rejects.toThrow(
    "Delete artifacts or raise the storage limit of GitHub Actions, or write 'meeting: registry'."
  )
})

test.each([400, 401, 403, 404, 409, 412])('does not repeat what is refused with %i', async (status) => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  service.fail({}, refusedCall(status, 'not_found', 'no'))
  await expect(store.list('')).rejects.toThrow(`responded with ${status} (not_found: no)`)
  expect(service.log).toHaveLength(1)
})

test('a job of another run gets nothing', async () => {
  await using service = await ArtifactService.start()
  await using other = await ArtifactService.start()
  await using store = storeOf({ ...service.job(), ACTIONS_RUNTIME_TOKEN: other.job().ACTIONS_RUNTIME_TOKEN })
  await expect(store.list('')).rejects.toThrow('responded with 401 (unauthenticated: bad token)')
})

test('stops at once when the step is cancelled', async () => {
  await using service = await ArtifactService.start()
  const cancel = new AbortController()
  await using store = storeOf(service.job(), { signal: cancel.signal })
  service.fail({}, 'stall')
  const listing = store.list('')
  service.hold = () => cancel.abort(new Error('cancelled'))
  await expect(listing).rejects.toThrow('cancelled')
})

test('an artifact of another run is not found', async () => {
  await using service = await ArtifactService.start()
  await using store = storeOf(service.job())
  const entry = {
    name: 'a',
    database_id: '7',
    size: '124',
    workflow_run_backend_id: 'another',
    workflow_job_run_backend_id: '1',
  }
  service.fail({}, { status: 200, body: { artifacts: [entry] } })
  const [found] = await store.list('')
  await expect(found && store.read(found)).rejects.toThrow(
    `Cannot read the artifact 'a': ${new URL(service.origin).host} responded with 404 (not_found: workflow run not found)`
  )
})

test('names a proxy that refuses the connection, and asks it once', async () => {
  const asked: string[] = []
  const proxy = createServer().on('connect', ({ url = '' }, socket) => {
    asked.push(url)
    socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  await using service = await ArtifactService.start()
  const https_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  await using store = storeOf({ ...service.job(), ACTIONS_RESULTS_URL: 'https://results.test/', https_proxy })
  await expect(store.list('')).rejects.toThrow(
    'refused the connection (403). Allow requests to results.test through the proxy, or add it to NO_PROXY.'
  )
  proxy.close()
  expect(asked).toEqual(['results.test:443'])
})

test('names a variable that is not a proxy', async () => {
  await using service = await ArtifactService.start()
  const variables = { ...service.job(), ACTIONS_RESULTS_URL: 'https://results.test/', https_proxy: 'ftp://proxy' }
  await using store = storeOf(variables)
  await expect(store.list('')).rejects.toThrow('The environment variable https_proxy is not a usable proxy URL.')
})
