import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { index, type TestImage } from '../support/images.ts'
import { Layouts, type PartJob, type PartResult, partFor } from '../support/parts.ts'
import type { TestRegistryOptions } from '../support/registry/registry.ts'
import { runResult } from '../support/result/run-result.ts'
import { expectPublished, type Matrix, ordersOf, platforms, startMatrix, tagsOf } from './matrix.ts'

let layouts: Layouts
beforeAll(async () => {
  layouts = await Layouts.make()
})
afterAll(() => layouts[Symbol.asyncDispose]())

const run = '1658821493'
const noteTag = /^manifold-run-/

/** A matrix whose jobs have no artifact service. */
async function startWithout(count: number, options: TestRegistryOptions = {}) {
  const matrix = await startMatrix(count, options, layouts)
  let attempt = 1
  return {
    ...matrix,
    rerun: () => {
      attempt += 1
    },
    async bring(content: TestImage, { inputs, variables, ...rest }: Partial<PartJob> = {}): Promise<PartResult> {
      return await matrix.bring(content, {
        inputs: { meeting: 'registry', ...inputs },
        variables: {
          ACTIONS_RESULTS_URL: undefined,
          ACTIONS_RUNTIME_TOKEN: undefined,
          GITHUB_RUN_ID: run,
          GITHUB_RUN_ATTEMPT: String(attempt),
          ...variables,
        },
        ...rest,
      })
    },
  }
}

/** The tags of notes at the first target, without the key of the image; none are at the second one. */
function notesIn({ one, two }: Pick<Matrix, 'one' | 'two'>): readonly string[] {
  expect(Object.keys(two.tags('p/app')).filter((tag) => noteTag.test(tag))).toEqual([])
  const tags = Object.keys(one.tags('o/app')).filter((tag) => noteTag.test(tag))
  return tags.map((tag) => tag.replace(/-[0-9a-f]{12}-/, '-')).toSorted()
}

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
const parts = platforms.slice(0, 3).map((platform) => partFor(platform))

describe.concurrent('jobs that meet in a registry', () => {
  test.each(ordersOf([0, 1, 2]))('publish one index: order %i %i %i', async (...order) => {
    await using matrix = await startWithout(3)
    for (const [place, number] of order.entries()) {
      expect(tagsOf(matrix)).toEqual([{}, {}])
      const result = await matrix.bring(parts[number] as TestImage)
      expect(result.failure).toBeUndefined()
      expect(result.part?.state).toBe(place === 2 ? 'finished' : 'waiting')
    }
    expectPublished(matrix, parts)
    expect(notesIn(matrix)).toEqual([`manifold-run-${run}-1-finish`])
    expect(matrix.service.log).toEqual([])
  })

  test('leave artifacts that are not images, which other tools can read', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd, { variables: { RUNNER_NAME: 'runner-7' } })
    const [tag = ''] = Object.keys(matrix.one.tags('o/app'))
    expect(tag).toMatch(/^manifold-run-1658821493-[0-9a-f]{12}-1-linux-amd64$/)
    const manifest = JSON.parse(String(matrix.one.manifest('o/app', tag)?.bytes))
    expect(manifest).toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: 'application/vnd.manifold.note.v1',
      config: { mediaType: 'application/vnd.oci.empty.v1+json' },
      layers: [{ mediaType: 'application/vnd.manifold.note.v1+json' }],
      annotations: { 'io.manifold.run': run, 'io.manifold.note': expect.stringContaining(amd.root.digest.slice(7)) },
    })
    const note = JSON.parse(String(matrix.one.blob('o/app', manifest.layers[0].digest)))
    expect(note).toMatchObject({
      part: ['linux/amd64'],
      root: { digest: amd.root.digest },
      runner: { name: 'runner-7' },
    })
  })

  test('ask for the tags of the parts, not for a list of all tags', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd)
    const before = matrix.one.log.length
    await matrix.bring(arm)
    const asked = matrix.one.log.slice(before).filter((line) => line.includes('manifold-run-'))
    const shown = asked.map((line) => line.replace(/manifold-run-\d+-[0-9a-f]{12}-/, ''))
    expect(shown.toSorted()).toEqual(
      [
        // Is the tag free? Then the note, and who else is there?
        ['GET manifest 1-linux-arm64 404', 'PUT manifest 1-linux-arm64 201'],
        ['GET manifest 1-linux-amd64 200', 'GET manifest 1-linux-arm64 200', 'GET manifest 1-finish 404'],
        // The finished note.
        ['GET manifest 1-finish 404', 'PUT manifest 1-finish 201'],
      ]
        .flat()
        .toSorted()
    )
    expect(matrix.one.log.slice(before).filter((line) => line.startsWith('DELETE manifest'))).toHaveLength(2)
    expect(matrix.one.log.join()).not.toContain('tags/list')
  })

  test('keep their notes in a registry that does not delete, and say so', async () => {
    await using matrix = await startWithout(2, { behaviour: { delete: 405 } })
    await matrix.bring(amd)
    const result = await matrix.bring(arm)
    expect(result.isDone).toBe(true)
    expectPublished(matrix, [amd, arm])
    expect(notesIn(matrix)).toEqual(
      ['1-finish', '1-linux-amd64', '1-linux-arm64'].map((rest) => `manifold-run-${run}-${rest}`)
    )
    expect(result.lines).toContain(
      `${matrix.one.host}/o/app: the notes of this run were not deleted, since the registry does not let this job delete manifests. They have tags that start with manifold-run-${run}-`
    )
  })

  test('complete an image with the parts of an earlier attempt', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd)
    matrix.two.fail({ method: 'PUT', kind: 'manifest' }, { status: 403, body: '{}' })
    expect((await matrix.bring(arm)).isDone).toBe(false)
    matrix.rerun()
    const again = await matrix.bring(arm)
    expect(again.part).toMatchObject({ state: 'finished', parts: [{ attempt: 1 }, { attempt: 2 }] })
    expectPublished(matrix, [amd, arm])
    expect(notesIn(matrix)).toEqual([`manifold-run-${run}-2-finish`])
  })

  test('publish nothing in a re-run of all jobs after the image was published', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd)
    await matrix.bring(arm)
    const tags = tagsOf(matrix)
    matrix.rerun()
    const again = await Promise.all(['linux/amd64', 'linux/arm64'].map((each) => matrix.bring(partFor(each, 2))))
    expect(again.map(({ part }) => part?.state)).toEqual(['repeated', 'repeated'])
    expect(tagsOf(matrix)).toEqual(tags)
    expect(notesIn(matrix)).toEqual([`manifold-run-${run}-1-finish`])
  })

  test('push several platforms each, under a tag for each platform', async () => {
    await using matrix = await startWithout(3)
    const both = index([parts[0] as TestImage, parts[2] as TestImage])
    await matrix.bring(both, { inputs: { part: 'linux/amd64,linux/arm/v7' } })
    expect(notesIn(matrix)).toEqual(['1-linux-amd64', '1-linux-arm-v7'].map((rest) => `manifold-run-${run}-${rest}`))
    expect((await matrix.bring(arm)).part?.state).toBe('finished')
    expectPublished(matrix, parts)
    expect(notesIn(matrix)).toEqual([`manifold-run-${run}-1-finish`])
  })

  test('wait for a registry that shows new tags late', async () => {
    await using matrix = await startWithout(2, { behaviour: { tagLag: 2 } })
    await matrix.bring(amd)
    expect((await matrix.bring(arm)).part?.state).toBe('finished')
  })

  test('fail if they build different images for one platform', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd)
    const other = partFor('linux/amd64', 2)
    const result = await matrix.bring(other)
    expect(result.isDone).toBe(false)
    expect(String(result.failure)).toContain('two jobs of this run (attempt 1) built different images for linux/amd64')
    expect(String(result.failure)).toContain(other.root.digest)
    expect(String(result.failure)).toContain(amd.root.digest)
    expect(tagsOf(matrix)).toEqual([{}, {}])
  })

  test('are told if no rule produced a tag', async () => {
    await using matrix = await startWithout(2)
    const result = await matrix.bring(amd, { inputs: { tags: 'type=raw,value=1,enable=false' } })
    expect(String(result.failure)).toContain("Input 'tags': no rule produced a tag for 'push'")
    expect(matrix.one.log).toEqual([])
  })

  test('fail if two publish at the same moment, and their indexes differ', async () => {
    await using matrix = await startWithout(2)
    matrix.one.fail({ method: 'DELETE' }, { status: 405, body: '{}' }, { times: 9 })
    await matrix.bring(amd)
    const first = await matrix.bring(arm, { inputs: { annotations: 'index:job=1' } })
    const tag = Object.keys(matrix.one.tags('o/app')).find((each) => each.endsWith('-finish')) ?? ''
    // The second one has looked for it before the first one left it.
    matrix.one.fail({ method: 'GET', reference: tag }, { status: 404, body: '{}' })
    const second = await matrix.bring(amd, { inputs: { annotations: 'index:job=2' } })
    expect([first.isDone, second.isDone]).toEqual([true, false])
    expect(String(second.failure)).toMatch(
      new RegExp(
        `^InputError: Input 'annotations': two jobs of this run published different indexes of the same parts: ${first.image?.root.digest} and sha256:.{64}. Set the same annotations of the index in each job, and start a new run$`
      )
    )
  })

  test('do not take other things under such tags for notes', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd)
    const [tag = ''] = Object.keys(matrix.one.tags('o/app'))
    const genuine = String(matrix.one.manifest('o/app', tag)?.bytes)
    const put = (bytes: string, where: string) =>
      matrix.one.putManifest('o/app', Buffer.from(bytes), 'application/vnd.oci.image.manifest.v1+json', where)
    const armTag = tag.replace('linux-amd64', 'linux-arm64')
    const finishTag = tag.replace('linux-amd64', 'finish')
    // A note of another run, of a part where the publication's is expected, and an image.
    put(genuine.replace(run, '1658821492'), armTag)
    put(genuine, finishTag)
    matrix.one.put('o/app', arm, tag.replace('-1-', '-2-'))
    matrix.rerun()
    const result = await matrix.bring(arm)
    expect(result.failure).toBeUndefined()
    expect(result.part?.state).toBe('finished')
    expectPublished(matrix, [amd, arm])
  })

  test('leave tags where they are if another one cannot be moved: another job may have moved them', async () => {
    await using matrix = await startWithout(2)
    await matrix.bring(amd)
    matrix.two.fail({ method: 'PUT', reference: 'latest' }, { status: 403, body: '{}' })
    const failed = await matrix.bring(arm)
    const [first, second] = tagsOf(matrix)
    expect([failed.isDone, Object.keys(first ?? {}), Object.keys(second ?? {})]).toEqual([
      false,
      ['1', 'latest'],
      ['1'],
    ])
    expect(notesIn(matrix)).toHaveLength(2)
    matrix.rerun()
    expect((await matrix.bring(arm)).part?.state).toBe('finished')
    expectPublished(matrix, [amd, arm])
  })

  test('need the number of their run', async () => {
    await using matrix = await startWithout(2)
    const result = await matrix.bring(amd, { variables: { GITHUB_RUN_ID: '../1' } })
    expect(String(result.failure)).toContain(
      "Input 'meeting': GITHUB_RUN_ID is not set: jobs find each other's notes by the number of their run"
    )
    await expect(matrix.bring(amd, { inputs: { part: '' } })).rejects.toThrow(
      "Input 'meeting': it has no effect without 'part': remove it, or name the platforms of this job"
    )
  })
})

describe.concurrent('a later job', () => {
  test('gets the outputs from the note in the registry', async () => {
    await using matrix = await startWithout(2, { auth: { kind: 'basic', users: { ann: 'secret' } } })
    const { one, two } = matrix
    const inputs = {
      'registry-auth': [one, two]
        .map(({ host }) => `- { registry: "${host}", username: ann, password: secret }`)
        .join('\n'),
    }
    const ask = (images = `${one.host}/o/app`) =>
      runResult({ GITHUB_RUN_ID: run }, { meeting: 'registry', images, ...inputs })
    const nothing = await ask()
    expect([nothing.exitCode, nothing.outputs.complete]).toEqual([1, 'false'])
    await matrix.bring(amd, { inputs })
    const early = await ask()
    expect([early.exitCode, early.outputs.missing], early.log).toEqual([1, 'linux/arm64'])
    await matrix.bring(arm, { inputs })
    const digest = one.tags('o/app').latest
    const late = await ask()
    expect(late.exitCode, late.log).toBe(0)
    expect(late.outputs).toMatchObject({ complete: 'true', image: `${one.host}/o/app@${digest}` })
    expect(Object.keys(one.tags('o/app')).filter((tag) => noteTag.test(tag))).toHaveLength(1)
  })
})
