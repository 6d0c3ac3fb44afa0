import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMatrix } from '../parts/matrix.ts'
import { leave, storeOf } from '../support/artifacts/open.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { annotationsOf, runResult } from '../support/result/run-result.ts'

const [amd, arm, v7] = [partFor('linux/amd64'), partFor('linux/arm64'), partFor('linux/arm/v7')]
let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

describe.concurrent('a later job', () => {
  test('has the outputs of the job that published the image, whichever that was', async () => {
    await using matrix = await startMatrix(2, {}, layouts)
    const { one, two, service } = matrix
    await matrix.bring(arm)
    await matrix.bring(amd)
    const digest = one.tags('o/app').latest
    const before = one.log.length
    const result = await runResult(service.job())
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs).toMatchObject({
      complete: 'true',
      missing: '',
      digest,
      image: `${one.host}/o/app@${digest}`,
      images: `${one.host}/o/app@${digest}\n${two.host}/p/app@${digest}`,
      version: '1',
      tags: `${one.host}/o/app:1\n${one.host}/o/app:latest\n${two.host}/p/app:1\n${two.host}/p/app:latest`,
      'tag-names': '1\nlatest',
      imageid: digest,
    })
    expect(JSON.parse(result.outputs.result ?? '')).toMatchObject([
      { target: `${one.host}/o/app`, status: 'published', digest },
      { target: `${two.host}/p/app`, status: 'published', digest },
    ])
    expect(result.outputs.labels).toContain('org.opencontainers.image.revision=')
    expect(one.log.slice(before)).toEqual([`GET manifest ${digest?.slice(0, 19)} 200`])
    expect(result.log).toContain(`Published in attempt 1 of this run: ${one.host}/o/app@${digest}`)
    expect([one.unexpected, two.unexpected, service.objections]).toEqual([[], [], []])
  })

  test('fails while parts are missing, and names them', async () => {
    await using matrix = await startMatrix(3, {}, layouts)
    await matrix.bring(arm)
    const name = `${matrix.one.host}/o/app, ${matrix.two.host}/p/app`
    const problem = `${name} is not published: no job of this run has pushed linux/amd64, linux/arm/v7. Re-run the failed jobs`
    const failed = await runResult(matrix.service.job())
    expect(failed.exitCode).toBe(1)
    expect(failed.outputs).toMatchObject({
      complete: 'false',
      missing: 'linux/amd64\nlinux/arm/v7',
      digest: '',
      tags: '',
    })
    expect(annotationsOf(failed)).toEqual([
      `error: ${problem}, or write 'allow-missing: true' to go on without the image`,
    ])
    const allowed = await runResult(matrix.service.job(), { 'allow-missing': 'true' })
    expect([allowed.exitCode, allowed.outputs]).toEqual([0, failed.outputs])
    expect(annotationsOf(allowed)).toEqual([`notice: ${problem}`])
    await matrix.bring(amd)
    await matrix.bring(v7)
    const complete = await runResult(matrix.service.job())
    expect([complete.exitCode, complete.outputs.complete]).toEqual([0, 'true'])
  })

  test('is told if no job has pushed a part', async () => {
    await using matrix = await startMatrix(2, {}, layouts)
    const none = await runResult(matrix.service.job(), { images: 'ghcr.io/acme/app' })
    expect([none.exitCode, none.outputs.complete]).toEqual([1, 'false'])
    expect(annotationsOf(none)).toEqual([
      "error: No job of this run has pushed a part of ghcr.io/acme/app. Check that this job 'needs' the jobs with 'part', and has their 'meeting', or write 'allow-missing: true' to go on without the image",
    ])
  })

  test('is told if all parts are there, but the job that publishes the image has failed', async () => {
    await using matrix = await startMatrix(2, {}, layouts)
    await matrix.bring(amd)
    matrix.two.fail({ method: 'PUT', reference: 'latest' }, { status: 403, body: '{}' }, { times: 9 })
    expect((await matrix.bring(arm)).isDone).toBe(false)
    const result = await runResult(matrix.service.job())
    expect([result.exitCode, result.outputs.missing]).toEqual([1, ''])
    expect(annotationsOf(result)[0]).toContain(
      'is not published: all parts are in place, but no job has finished publishing it. Re-run the job that failed, or any of them if all succeeded'
    )
  })

  test('names the image it wants, where the jobs of a run publish several', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    const { one, service } = matrix
    const publish = async (images: string, tags: string) =>
      expect((await matrix.bring(amd, { inputs: { images, tags: `type=raw,value=${tags}` } })).failure).toBeUndefined()
    await publish(`${one.host}/o/api`, '1')
    await publish(`${one.host}/o/web`, '1')
    await publish(`${one.host}/o/web`, '1-debug')
    const vague = await runResult(service.job())
    expect(vague.exitCode).toBe(1)
    expect(annotationsOf(vague)).toEqual([
      `error: Input 'images': the jobs of this run publish several images: ${one.host}/o/api; ${one.host}/o/web; ${one.host}/o/web. Name one of them, with a tag if they have the same names`,
    ])
    const ask = async (images: string) => (await runResult(service.job(), { images })).outputs.tags
    expect(await ask(`${one.host}/o/api`)).toBe(`${one.host}/o/api:1`)
    expect(await ask(`${one.host}/o/web:1-debug`)).toBe(`${one.host}/o/web:1-debug`)
    expect(await ask(`${one.host}/o/web:1`)).toBe(`${one.host}/o/web:1`)
  })

  test('is told what is missing of an image that it names with a tag', async () => {
    await using matrix = await startMatrix(2, {}, layouts)
    const { one, service } = matrix
    await matrix.bring(amd)
    const asked = { images: `${one.host}/o/app:1`, 'allow-missing': 'true' }
    const result = await runResult(service.job(), asked)
    expect([result.exitCode, result.outputs.complete, result.outputs.missing]).toEqual([0, 'false', 'linux/arm64'])
    await matrix.bring(amd, { inputs: { tags: 'type=raw,value=1-debug' } })
    await matrix.bring(arm, { inputs: { tags: 'type=raw,value=1-debug' } })
    expect((await runResult(service.job(), asked)).outputs.missing).toBe('linux/arm64')
    await matrix.bring(arm)
    expect((await runResult(service.job(), asked)).outputs.complete).toBe('true')
    const other = await runResult(service.job(), { images: `${one.host}/o/app:2` })
    expect(annotationsOf(other)[0]).toContain(
      `No job of this run has pushed a part of ${one.host}/o/app:2, only of ${one.host}/o/app, `
    )
  })

  test('gets the names that it asks for, and no others', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    const { one, two, service } = matrix
    await matrix.bring(amd)
    const before = two.log.length
    const result = await runResult(service.job(), { images: `${one.host}/o/app` })
    const name = `${one.host}/o/app@${one.tags('o/app').latest}`
    expect(result.outputs).toMatchObject({
      image: name,
      images: name,
      tags: `${one.host}/o/app:1\n${one.host}/o/app:latest`,
    })
    expect(two.log.slice(before)).toEqual([])
    expect((await runResult(service.job(), { images: `${one.host}/O/App:latest` })).outputs.image).toBe(name)
    const both = await runResult(service.job(), { images: `${two.host}/p/app\n${one.host}/o/app` })
    expect(both.outputs.images?.split('\n')).toHaveLength(2)
  })

  test('is told if a name that it asks for was not published', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    const { one, two, service } = matrix
    two.fail({ method: 'PUT', kind: 'manifest' }, { status: 403, body: '{}' }, { times: 9 })
    await matrix.bring(amd, { inputs: { required: `${one.host}/o/app` } })
    const result = await runResult(service.job(), { images: `${two.host}/p/app` })
    expect([result.exitCode, result.outputs]).toEqual([1, {}])
    expect(annotationsOf(result)).toEqual([
      `error: Input 'images': the image was published by this run, but not as ${two.host}/p/app: name only repositories in which it was published`,
    ])
  })

  test('fails if the image was deleted since', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    await matrix.bring(amd)
    const digest = matrix.one.tags('o/app').latest
    matrix.two.lose('p/app', digest ?? '')
    const result = await runResult(matrix.service.job())
    expect([result.exitCode, result.outputs]).toEqual([1, {}])
    expect(annotationsOf(result)).toEqual([
      `error: ${matrix.two.host}/p/app does not have ${digest}, which this run published: it may have been deleted since. Start a new run.`,
    ])
  })

  test('verifies only what it may read, and warns about the rest', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    await matrix.bring(amd)
    matrix.two.authorize({ kind: 'basic', users: { ann: 'secret' } })
    const result = await runResult(matrix.service.job())
    expect([result.exitCode, result.outputs.complete]).toEqual([0, 'true'])
    expect(annotationsOf(result)).toEqual([
      expect.stringContaining('warning: The image could not be verified, since this job may not read it. '),
    ])
    const auth = `- { registry: "${matrix.two.host}", username: ann, password: secret }`
    const signedIn = await runResult(matrix.service.job(), { 'registry-auth': auth })
    expect([signedIn.exitCode, annotationsOf(signedIn)]).toEqual([0, []])
    expect(signedIn.log).not.toContain('secret')
    expect(matrix.two.entries.at(-1)).toMatchObject({ status: 200 })
  })

  test('gets the image of the first attempt after a re-run that built other bytes', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    await matrix.bring(amd)
    const digest = matrix.one.tags('o/app').latest
    matrix.service.rerunFailed()
    await matrix.bring(partFor('linux/amd64', 2))
    const result = await runResult(matrix.service.job())
    expect(result.outputs).toMatchObject({ complete: 'true', digest })
  })
})

describe.concurrent('a note that another program wrote', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const note = {
    version: 1,
    key: '0123456789ab',
    attempt: 1,
    images: ['127.0.0.1:9/o/app'],
    platforms: ['linux/amd64'],
    digest,
    outputs: {},
  }

  test('names no image, tag or repository beside its own', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    const { one, service } = matrix
    one.put('o/app', amd)
    const name = `${one.host}/o/app`
    const outputs = {
      digest,
      image: `evil.example/o/app@${amd.root.digest}`,
      images: `evil.example/o/app@${amd.root.digest}\n${name}@${digest}\n${name}@${amd.root.digest}`,
      tags: `evil.example/o/app:1\n${name}:1\nnot a tag`,
      'tag-names': '1\n$(id)',
      version: '`id`',
      complete: 'maybe',
      evil: 'yes',
    }
    await using store = storeOf(service.job())
    const text = JSON.stringify({ ...note, images: [name], digest: amd.root.digest, outputs })
    await leave(store, 'manifold-0123456789ab-1-finish', text)
    const result = await runResult(service.job())
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs).toMatchObject({
      complete: 'true',
      digest: amd.root.digest,
      image: `${name}@${amd.root.digest}`,
      images: `${name}@${amd.root.digest}`,
      tags: `${name}:1`,
      'tag-names': '1',
      version: '',
    })
    expect(result.outputs).not.toHaveProperty('evil')
  })

  test('leads to no repository that the job did not name', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    const { one, two, service } = matrix
    two.put('evil/app', amd)
    const [own, other] = [`${one.host}/o/app`, `${two.host}/evil/app`]
    const outputs = { images: `${other}@${amd.root.digest}`, imageid: '$(id)' }
    await using store = storeOf(service.job())
    const text = JSON.stringify({ ...note, images: [other, own], digest: amd.root.digest, outputs })
    await leave(store, 'manifold-0123456789ab-1-finish', text)
    const result = await runResult(service.job(), { images: own })
    expect([result.exitCode, result.outputs]).toEqual([1, {}])
    const unnamed = await runResult(service.job())
    expect(unnamed.outputs).toMatchObject({ image: `${other}@${amd.root.digest}`, imageid: '' })
  })

  test('is verified although it does not say where the image was published', async () => {
    await using matrix = await startMatrix(1, {}, layouts)
    await using store = storeOf(matrix.service.job())
    const text = JSON.stringify({ ...note, images: [`${matrix.one.host}/o/app`] })
    await leave(store, 'manifold-0123456789ab-1-finish', text)
    const result = await runResult(matrix.service.job())
    expect([result.exitCode, result.outputs]).toEqual([1, {}])
    expect(annotationsOf(result)[0]).toContain(`${matrix.one.host}/o/app does not have ${digest}`)
  })

  test.each([
    ['text', 'not JSON'],
    ['another key', JSON.stringify({ ...note, key: 'ba9876543210' })],
    ['a path as its image', JSON.stringify({ ...note, images: ['../../etc'] })],
    ['no digest', JSON.stringify({ ...note, digest: 'latest' })],
  ])('is refused if it has %s', async (_, text) => {
    await using matrix = await startMatrix(1, {}, layouts)
    await using store = storeOf(matrix.service.job())
    await leave(store, 'manifold-0123456789ab-1-finish', text)
    const result = await runResult(matrix.service.job(), { 'allow-missing': 'true' })
    expect([result.exitCode, result.outputs]).toEqual([1, {}])
    expect(annotationsOf(result)).toEqual([
      'error: The note of a publication (manifold-0123456789ab-1-finish) cannot be read: re-run all jobs.',
    ])
  })
})
