import { afterAll, beforeAll, expect, test } from 'vitest'
import { openArtifactStore } from '../../src/github/artifacts/open-artifact-store.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { noteName } from '../../src/plan/parts/part-names.ts'
import { testEnvironment } from '../support/environment.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { expectPublished, type Matrix, startMatrix, tagsOf } from './matrix.ts'

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
const both = ['linux/amd64', 'linux/arm64']
let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

/** Leaves an artifact as any job of the run can. */
async function leave({ service }: Matrix, name: string, text: string): Promise<void> {
  await using store = openArtifactStore(testEnvironment({ variables: service.job() }))
  const created = await store.create(name)
  if (typeof created === 'string') throw new Error(created)
  await created.upload(Buffer.from(text))
  await created.finalize()
}

/** The key of the image, which is in the name of every artifact. */
const keyOf = ({ service }: Matrix) => service.artifacts[0]?.name.split('-')[1] ?? ''

test('two jobs that build different images for one platform are an error that names both', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const other = partFor('linux/amd64', 2)
  await matrix.bring(amd)
  const second = await matrix.bring(other)
  const digests = [amd, other].map(({ root }) => root.digest).toSorted()
  const problem = `Input 'part': two jobs of this run (attempt 1) built different images for linux/amd64: ${digests.join(' and ')}. Give each job of the matrix another 'part'`
  expect((second.failure as Error).message).toBe(problem)
  const third = await matrix.bring(arm)
  expect((third.failure as Error).message).toBe(problem)
  expect([second.isDone, third.isDone, tagsOf(matrix)]).toEqual([false, false, [{}, {}]])
})

test('two jobs that push the same image are one part', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  expect((await matrix.bring(amd)).part).toMatchObject({ state: 'waiting', missing: ['linux/arm64'] })
  await matrix.bring(arm)
  expectPublished(matrix, [amd, arm])
})

test('the platform of a part is read back from the registry', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const wrong = partFor('linux/s390x')
  matrix.one.put('o/app', wrong)
  await leave(
    matrix,
    noteName(keyOf(matrix), { attempt: 1, part: ['linux/arm64'], digest: wrong.root.digest }, both),
    '{}'
  )
  const last = await matrix.bring(amd)
  expect((last.failure as Error).message).toBe(
    `${matrix.one.host}/o/app@${wrong.root.digest} was pushed by another job as the part for linux/arm64, but it is an image for linux/s390x. Check 'part' and the builder of that job.`
  )
  expect(tagsOf(matrix)).toEqual([{}, {}])
})

test('artifacts that are not notes change nothing', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const key = keyOf(matrix)
  await leave(matrix, `manifold-${key}-1-part-linux-arm64`, 'x')
  await leave(matrix, `manifold-${key}-1-part-plan9-arm64-${'0'.repeat(64)}`, 'x')
  await leave(matrix, `manifold-${key}-0-finish`, 'x')
  await leave(matrix, 'digests', 'x')
  expect((await matrix.bring(amd)).part?.state).toBe('waiting')
  await matrix.bring(arm)
  expectPublished(matrix, [amd, arm])
})

test('a note that cannot be read is missing from the summary alone', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd, { variables: { RUNNER_NAME: 'runner-7', RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64' } })
  matrix.service.fail({ method: 'GetSignedArtifactURL' }, { status: 404, body: { code: 'not_found', msg: '' } })
  const last = await matrix.bring(arm)
  expectPublished(matrix, [amd, arm])
  expect(last.part?.parts.map(({ note }) => note?.runner.name)).toEqual([undefined, ''])
})

test('the job that publishes knows which runner built what', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const runner = { RUNNER_NAME: 'runner-7', RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64' }
  await matrix.bring(amd, { variables: runner })
  const last = await matrix.bring(arm, { variables: { ...runner, RUNNER_NAME: 'runner-8', RUNNER_ARCH: 'ARM64' } })
  expect(last.part?.parts.map(({ note }) => note?.runner)).toEqual([
    { name: 'runner-7', os: 'Linux', arch: 'X64' },
    { name: 'runner-8', os: 'Linux', arch: 'ARM64' },
  ])
  expect(last.part?.parts.map(({ note }) => note?.bytes)).toEqual(
    [amd, arm].map(({ blobs }) => blobs.reduce((sum, { size }) => sum + size, 0))
  )
})

test('images with other tags, or of another commit or stage, do not mix', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const others = [
    { inputs: { tags: 'type=raw,value=2' } },
    { inputs: { flavor: 'suffix=-alpine' } },
    { variables: { GITHUB_SHA: 'f'.repeat(40) } },
    { inputs: { platforms: 'linux/amd64,linux/arm64,linux/s390x' } },
  ]
  for (const other of others) expect((await matrix.bring(arm, other)).part?.state).toBe('waiting')
  expect(tagsOf(matrix)).toEqual([{}, {}])
})

test('what a target that is not required lacks of a part is copied there with the index', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const inputs = { required: `${matrix.one.host}/o/app` }
  matrix.two.fail({ method: 'PUT', kind: 'manifest' }, { status: 403, body: '{}' })
  expect(await matrix.bring(amd, { inputs })).toMatchObject({ isDone: true, part: { state: 'waiting' } })
  expect((await matrix.bring(arm, { inputs })).part?.state).toBe('finished')
  expectPublished(matrix, [amd, arm])
})

test('a job counts its own part, even if the list of artifacts does not show it yet', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(amd)
  const ids = { workflow_run_backend_id: 'run', workflow_job_run_backend_id: 'job' }
  const artifacts = [{ ...ids, name: matrix.service.artifacts[0]?.name, database_id: '1001', size: '1' }]
  matrix.service.fail({ method: 'ListArtifacts' }, { status: 200, body: { artifacts } })
  expect((await matrix.bring(arm)).part?.state).toBe('finished')
  expectPublished(matrix, [amd, arm])
})

test('platforms that are the same count once', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const inputs = { platforms: 'linux/amd64,linux/arm64,linux/arm64/v8' }
  await matrix.bring(amd, { inputs })
  const last = await matrix.bring(arm, { inputs: { ...inputs, part: 'linux/arm64/v8' } })
  expect(last.part).toMatchObject({ state: 'finished', part: ['linux/arm64'] })
  expectPublished(matrix, [amd, arm])
})

test('notes of attempts that are yet to come do not count, however many there are', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await matrix.bring(arm)
  const ids = { workflow_run_backend_id: 'run', workflow_job_run_backend_id: 'job' }
  const artifacts = Array.from({ length: 5000 }, (_, number) => {
    const digest = digestOf(Buffer.from(String(number)))
    const name = noteName(keyOf(matrix), { attempt: number + 2, part: ['linux/amd64'], digest }, both)
    return { ...ids, name, database_id: String(number), size: '1' }
  })
  matrix.service.fail({ method: 'ListArtifacts' }, { status: 200, body: { artifacts } })
  expect((await matrix.bring(arm)).part).toMatchObject({ state: 'waiting', missing: ['linux/amd64'] })
})
