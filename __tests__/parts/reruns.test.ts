import { afterAll, beforeAll, expect, test } from 'vitest'
import { Layouts, partFor } from '../support/parts.ts'
import { expectPublished, startMatrix, tagsOf } from './matrix.ts'

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

test('a re-run of failed jobs completes the image with the parts of the first attempt', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  matrix.two.fail({ method: 'PUT', kind: 'manifest' }, { status: 403, body: '{}' })
  const failed = await matrix.bring(arm)
  expect([failed.isDone, failed.part?.state, tagsOf(matrix)]).toEqual([false, 'failed', [{}, {}]])
  matrix.service.rerunFailed()
  const again = await matrix.bring(partFor('linux/arm64', 2))
  expect(again.part?.state).toBe('finished')
  expect(again.part?.parts.map(({ attempt }) => attempt)).toEqual([1, 2])
  expectPublished(matrix, [amd, partFor('linux/arm64', 2)])
})

test('a re-run after the image was published publishes nothing, even if it built other bytes', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const first = await matrix.bring(arm)
  // A later run has moved a tag.
  matrix.one.putManifest(
    'o/app',
    partFor('linux/amd64', 9).manifests[0]?.bytes ?? Buffer.of(),
    amd.root.mediaType,
    'latest'
  )
  const [before, ...others] = [tagsOf(matrix), matrix.one.entries.length, matrix.two.entries.length]
  matrix.service.rerunFailed()
  const other = partFor('linux/amd64', 2)
  const again = await matrix.bring(other)
  expect(tagsOf(matrix)).toEqual(before)
  const writes = [matrix.one, matrix.two]
    .flatMap(({ entries }, index) => entries.slice(others[index]))
    .filter(({ method, route }) => method === 'PUT' && route.kind === 'manifest')
  expect(writes.map(({ route }) => route.reference)).toEqual([other.root.digest, other.root.digest])
  expect(again.part).toMatchObject({ state: 'repeated', attempt: 1, digest: other.root.digest })
  expect(again.outcomes.map(({ root, status }) => [root?.digest, status])).toEqual(
    Array(2).fill([first.image?.root.digest, 'published'])
  )
})

test('a re-run of what was published and deleted since fails', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const { image } = await matrix.bring(arm)
  matrix.two.lose('p/app', image?.root.digest ?? '')
  matrix.service.rerunFailed()
  const again = await matrix.bring(amd)
  expect([again.isDone, again.outcomes.map(({ status }) => status)]).toEqual([false, ['published', 'failed']])
  expect(again.outcomes[1]?.error?.message).toBe(
    `${matrix.two.host}/p/app no longer has ${image?.root.digest}, which this run published: it was deleted since. Start a new run.`
  )
})

test('a re-run of all jobs is a run of its own', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  await matrix.bring(arm)
  matrix.service.rerunAll()
  const others = [partFor('linux/amd64', 2), partFor('linux/arm64', 2)]
  for (const part of others) await matrix.bring(part)
  expectPublished(matrix, others)
})

test('a job that has the lock and fails is completed by its re-run', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const isTag = { method: 'PUT', kind: 'manifest', reference: 'latest' } as const
  matrix.two.fail(isTag, { status: 403, body: '{}' })
  const failed = await matrix.bring(arm)
  expect([failed.isDone, tagsOf(matrix)]).toEqual([false, [{}, {}]])
  // Another job of the same attempt finds the lock taken.
  const other = await matrix.bring(arm)
  expect(other.part?.state).toBe('elsewhere')
  matrix.service.rerunFailed()
  const again = await matrix.bring(arm)
  expect(again.part?.state).toBe('finished')
  expectPublished(matrix, [amd, arm])
})

test('a part of an earlier attempt that was deleted is replaced by that of a later one, or is an error', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  matrix.service.rerunFailed()
  for (const [registry, name] of [
    [matrix.one, 'o/app'],
    [matrix.two, 'p/app'],
  ] as const)
    registry.lose(name, amd.root.digest)
  const alone = await matrix.bring(arm)
  expect(String(alone.failure)).toContain(
    `linux/amd64 (${amd.root.digest}, attempt 1) was pushed by another job of this run, but is not in ${matrix.one.host}/o/app, ${matrix.two.host}/p/app`
  )
  expect(tagsOf(matrix)).toEqual([{}, {}])
  matrix.service.rerunFailed()
  const later = partFor('linux/amd64', 3)
  expect((await matrix.bring(later)).part?.state).toBe('finished')
  expectPublished(matrix, [later, arm])
})

test('a lost response about the lock does not leave the image unpublished', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  matrix.service.fail({ method: 'CreateArtifact' }, 'reset after', { after: 1 })
  const last = await matrix.bring(arm)
  expect(last.failure).toBeUndefined()
  expect(last.part?.state).toBe('finished')
  expectPublished(matrix, [amd, arm])
  expect(matrix.service.artifacts.filter(({ id }) => id !== undefined).at(-1)?.name).toMatch(/-1-finish-2$/)
  matrix.service.rerunFailed()
  expect((await matrix.bring(arm)).part?.state).toBe('repeated')
})

test('a publication that could not be noted fails the job, and its re-run only notes it', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  matrix.service.fail(
    { method: 'FinalizeArtifact' },
    { status: 400, body: { code: 'invalid_argument', msg: 'no' } },
    { after: 1 }
  )
  const last = await matrix.bring(arm)
  expect(String(last.failure)).toContain('was published as')
  expectPublished(matrix, [amd, arm])
  matrix.service.rerunFailed()
  const again = await matrix.bring(arm)
  expect([again.part?.state, again.outcomes.flatMap(({ tags }) => tags.map(({ status }) => status))]).toEqual([
    'finished',
    Array(4).fill('unchanged'),
  ])
})

test('a job that may not be the only one to publish the image undoes nothing', async () => {
  await using matrix = await startMatrix(1, {}, layouts)
  matrix.service.fail({ method: 'CreateArtifact' }, 'reset after', { after: 1 })
  matrix.two.fail({ method: 'PUT', reference: 'latest' }, { status: 403, body: '{}' }, { times: 9 })
  const failed = await matrix.bring(amd, { inputs: { 'on-failure': 'rollback' } })
  expect([failed.isDone, failed.part?.state]).toEqual([false, 'failed'])
  expect(tagsOf(matrix)[0]).toEqual({ 1: amd.root.digest, latest: amd.root.digest })
})

test('a job whose note may or may not be there is not told that another job has it', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  for (const after of [0, 1, 2]) matrix.service.fail({ method: 'CreateArtifact' }, 'reset after', { after })
  const { failure } = await matrix.bring(amd)
  expect((failure as Error).message).toBe(
    'The artifact service does not say whether it has the note: its responses were lost. Re-run this job.'
  )
})
