import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeOf, textOf } from '../support/artifacts/open.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { runResult } from '../support/result/run-result.ts'
import { publishedIndex, startMatrix, tagsOf } from './matrix.ts'
import { platformsOf } from './random-run.ts'
import { type Contents, contentsOf, makerOf, startSeveral } from './several.ts'

const both = ['linux/amd64', 'linux/arm64']
const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

const names = ['app', 'web', 'tools']

test('the job that finds all parts publishes all images; a part need not have all of them', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  const first = await matrix.bring(arm)
  expect(first.part).toMatchObject({ state: 'waiting', names: 'app, web', missing: ['linux/amd64'] })
  expect(names.flatMap((name) => tagsOf(matrix, name))).toEqual(Array(6).fill({}))
  const last = await matrix.bring(amd)
  expect(last.failure).toBeUndefined()
  expect(last.part).toMatchObject({ state: 'finished', names: 'app, web, tools' })
  for (const name of ['app', 'web']) expect(platformsOf(publishedIndex(matrix, name))).toEqual(both)
  // It is for one platform only, and stays the image that was built.
  const tools = contentsOf(amd).get('tools')
  expect(tagsOf(matrix, 'tools')[0]).toEqual({ 1: tools?.root.digest, latest: tools?.root.digest })
  expect(last.outcomes.map(({ bakeTargets }) => bakeTargets?.join())).toEqual(names.flatMap((name) => [name, name]))
})

test('a note names every image with its tags, platforms and root', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  await matrix.bring(arm)
  await using store = storeOf(matrix.service.job())
  const [artifact] = await store.list('manifold-')
  const note = JSON.parse(artifact ? textOf(await store.read(artifact)) : '')
  const { one, two } = matrix
  const entry = (name: string) => ({
    name,
    tags: [`${one.host}/o/${name}`, `${two.host}/p/${name}`].flatMap((image) => [`${image}:1`, `${image}:latest`]),
    platforms: name === 'tools' ? ['linux/amd64'] : both,
  })
  expect(note).toMatchObject({ version: 2, release: names.map(entry) })
  expect(note.release.map(({ root }: { root?: { digest: string } }) => root?.digest)).toEqual(
    names.map((name) => contentsOf(arm).get(name)?.root.digest)
  )
})

test('no tag of any image moves if one of them cannot be tagged at a required target', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  await matrix.bring(amd)
  matrix.two.fail({ method: 'PUT', reference: 'latest', name: 'p/web' }, { status: 403, body: '{}' })
  const failed = await matrix.bring(arm)
  expect([failed.isDone, failed.part?.state]).toEqual([false, 'failed'])
  expect(names.flatMap((name) => tagsOf(matrix, name))).toEqual(Array(6).fill({}))
  matrix.service.rerunFailed()
  expect((await matrix.bring(arm)).part?.state).toBe('finished')
})

test('a re-run after that publishes nothing, even if it built other bytes', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  await matrix.bring(amd)
  const first = await matrix.bring(arm)
  const before = names.flatMap((name) => tagsOf(matrix, name))
  matrix.service.rerunFailed()
  const again = await matrix.bring(partFor('linux/arm64', 2))
  expect(names.flatMap((name) => tagsOf(matrix, name))).toEqual(before)
  expect(again.part).toMatchObject({ state: 'repeated', attempt: 1 })
  expect(again.outcomes.map(({ root }) => root?.digest)).toEqual(first.outcomes.map(({ root }) => root?.digest))
})

test('jobs that build different images are an error that says what differs', async () => {
  const full = contentsOf(arm)
  const without: Contents = new Map([...full].filter(([name]) => name !== 'web'))
  const other = { inputs: { platforms: 'linux/amd64,linux/arm64' }, maker: makerOf(without, layouts) }
  const rest = 'Have each job build the same images, under the same tags, and start a new run'
  for (const meeting of ['artifacts', 'registry']) {
    await using matrix = await startSeveral(2, {}, layouts)
    await matrix.bring(amd, { inputs: { meeting } })
    const { failure, part } = await matrix.bring(arm, { ...other, inputs: { meeting } })
    expect((failure as Error).message).toContain(
      `Input 'part': this job, for linux/arm64, and the job for linux/amd64 build different releases: the images app, tools here, and app, tools, web there. ${rest}`
    )
    expect([part?.state, ...names.flatMap((name) => tagsOf(matrix, name))]).toEqual(['failed', ...Array(6).fill({})])
  }
})

test('so are a job that builds one image and one that builds several, whichever ends last', async () => {
  for (const isSingleLast of [true, false]) {
    await using matrix = await startMatrix(2, {}, layouts)
    const several = { maker: makerOf(contentsOf(arm), layouts) }
    if (isSingleLast) await matrix.bring(arm, several)
    else await matrix.bring(amd)
    const last = isSingleLast ? await matrix.bring(amd) : await matrix.bring(arm, several)
    expect((last.failure as Error).message).toContain('build different releases: the images')
    expect(tagsOf(matrix)).toEqual([{}, {}])
  }
})

test('a part that lacks an image for its platform is an error', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  const lacking: Contents = new Map(
    [...contentsOf(amd)].map(([name, image]) => [name, name === 'web' ? undefined : image])
  )
  await matrix.bring(amd, { maker: makerOf(lacking, layouts) })
  const { failure } = await matrix.bring(arm)
  expect((failure as Error).message).toBe(
    'The job that built linux/amd64 (attempt 1) has brought no part of web: re-run all jobs.'
  )
})

test('a part of which one image was deleted is replaced by that of a later attempt, or is an error', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  await matrix.bring(amd)
  const web = contentsOf(amd).get('web')?.root.digest ?? ''
  matrix.one.lose('o/web', web)
  matrix.two.lose('p/web', web)
  matrix.service.rerunFailed()
  const alone = await matrix.bring(arm)
  expect((alone.failure as Error).message).toContain(
    `linux/amd64 (${web}, attempt 1) was pushed by another job of this run, but is not in ${matrix.one.host}/o/web, ${matrix.two.host}/p/web`
  )
  matrix.service.rerunFailed()
  expect((await matrix.bring(partFor('linux/amd64', 3))).part?.state).toBe('finished')
  for (const name of ['app', 'web']) expect(platformsOf(publishedIndex(matrix, name))).toEqual(both)
})

test('a later job has all images, or the one that it names', async () => {
  await using matrix = await startSeveral(2, {}, layouts)
  const { one, two, service } = matrix
  await matrix.bring(amd)
  const waiting = await runResult(service.job())
  expect(waiting.outputs).toMatchObject({ complete: 'false', missing: 'linux/arm64', images: '' })
  await matrix.bring(arm)
  const whole = await runResult(service.job())
  expect(whole.exitCode, whole.log).toBe(0)
  const all = names.flatMap((name) => {
    const digest = tagsOf(matrix, name)[0]?.latest
    return [`${one.host}/o/${name}@${digest}`, `${two.host}/p/${name}@${digest}`]
  })
  expect(whole.outputs).toMatchObject({ complete: 'true', digest: '', image: '', images: all.join('\n') })
  const web = await runResult(service.job(), { images: `${one.host}/o/web:latest` })
  const digest = tagsOf(matrix, 'web')[0]?.latest
  expect(web.outputs).toMatchObject({
    digest,
    image: `${one.host}/o/web@${digest}`,
    images: `${one.host}/o/web@${digest}`,
  })
})
