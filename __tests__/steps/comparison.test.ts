import { expect, test } from 'vitest'
import type { Outcome } from '../../src/plan/outcome.ts'
import type { Push } from '../../src/push/push.ts'
import { sizesOf, withComparisons } from '../../src/steps/comparison/compare-release.ts'
import { blob, image, index, json, layer, manifest, type TestImage } from '../support/images.ts'
import { contentIn, type Options, publishTo, sourceOf } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

const arm64 = { os: 'linux', architecture: 'arm64' }
const history = (...instructions: string[]) => ({
  history: [
    { created_by: 'ADD rootfs /' },
    { created_by: 'ENV A=b', empty_layer: true },
    ...instructions.map((each) => ({ created_by: `${each} # buildkit` })),
  ],
})
const base = layer(40_000)
const first = image({ layers: [base, layer(2_000)], config: history('COPY app /app') })
const grown = image({ layers: [base, layer(9_000)], config: history('COPY app /app') })

/** Publishes an image from memory and compares it, and returns each outcome as a person would read it. */
async function publishAndCompare(
  given: TestImage,
  references: readonly string[],
  options: Options = {}
): Promise<readonly Outcome[]> {
  let pushes: readonly Push[] = []
  const outcomes = await publishTo(references, given, {
    beforeBuild: true,
    ...options,
    meanwhile: (all) => {
      pushes = all
    },
  })
  const source = sourceOf(given, contentIn(given))
  return await withComparisons([{ source, pushes }], outcomes, (text) => text.replaceAll('hunter2', '***'))
}

/** `linux/amd64: COPY app /app changed 2000 -> 9000` */
const linesOf = (outcome: Outcome | undefined) =>
  outcome?.comparison?.platforms.flatMap(({ platform, layers }) =>
    layers.map((each) => `${platform}: ${each.instruction ?? '?'} ${each.status} ${each.before} -> ${each.size}`)
  )

test('compares a layer that grew with the image that the tag pointed at before, without another request', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', first, 'latest')
  const [outcome] = await publishAndCompare(grown, [`${registry.host}/o/app:1.4.2,latest`])
  expect(linesOf(outcome)).toEqual([
    'linux/amd64: ADD rootfs / same 40000 -> 40000',
    'linux/amd64: COPY app /app changed 2000 -> 9000',
  ])
  const name = `${registry.host}/o/app@${first.root.digest}`
  expect(outcome?.comparison?.previous).toEqual({ tag: 'latest', name })
  const { GET, HEAD } = registry.count()

  await using other = await startTestRegistry()
  other.put('o/app', first, 'latest')
  await publishTo([`${other.host}/o/app:1.4.2,latest`], grown, { beforeBuild: true })
  expect({ GET, HEAD }).toEqual({ GET: other.count().GET, HEAD: other.count().HEAD })
})

test('compares a first publication with nothing', async () => {
  await using registry = await startTestRegistry()
  const [outcome] = await publishAndCompare(first, [`${registry.host}/o/app:latest`])
  expect(outcome?.comparison).not.toHaveProperty('previous')
  expect(linesOf(outcome)).toEqual([
    'linux/amd64: ADD rootfs / alone 0 -> 40000',
    'linux/amd64: COPY app /app alone 0 -> 2000',
  ])
})

test('finds no change in an image that is there already', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', first, 'latest')
  const [outcome] = await publishAndCompare(first, [`${registry.host}/o/app:latest`])
  expect(outcome?.comparison?.previous?.tag).toBe('latest')
  expect(linesOf(outcome)?.map((line) => line.split(' ').at(-4))).toEqual(['same', 'same'])
})

test('sees another base image, and a layer that was removed', async () => {
  await using registry = await startTestRegistry()
  registry.put('o/app', image({ layers: [base, layer(7_000), layer(2_000)] }), 'latest')
  const rebased = image({ layers: [layer(41_000), layer(2_000)], config: history('COPY app /app') })
  const [outcome] = await publishAndCompare(rebased, [`${registry.host}/o/app:latest`])
  expect(linesOf(outcome)).toEqual([
    'linux/amd64: ADD rootfs / changed 40000 -> 41000',
    'linux/amd64: ? gone 7000 -> 0',
    'linux/amd64: COPY app /app same 2000 -> 2000',
  ])
})

test('compares each platform of an index, of which one is new', async () => {
  await using registry = await startTestRegistry()
  const former = index([first, image({ layers: [layer(30_000)], platform: { os: 'linux', architecture: 's390x' } })])
  registry.put('o/app', former, 'latest')
  const newer = index([grown, image({ layers: [layer(38_000)], platform: arm64 })])
  const [outcome] = await publishAndCompare(newer, [`${registry.host}/o/app:latest`])
  expect(linesOf(outcome)).toEqual([
    'linux/amd64: ADD rootfs / same 40000 -> 40000',
    'linux/amd64: COPY app /app changed 2000 -> 9000',
    'linux/arm64: ? new 0 -> 38000',
  ])
  expect(outcome?.comparison?.gone).toEqual(['linux/s390x'])
})

test('compares with the first tag that moved, at each target by itself', async () => {
  await using one = await startTestRegistry()
  await using two = await startTestRegistry()
  one.put('o/app', first, 'latest')
  one.put('o/app', grown, '1.4')
  two.put('o/app', image({ layers: [base] }), '1')
  const targets = [one, two].map(({ host }) => `${host}/o/app:1.4.2,1.4,1,latest`)
  const outcomes = await publishAndCompare(grown, targets)
  expect(outcomes.map(({ comparison }) => comparison?.previous?.tag)).toEqual(['latest', '1'])
  expect(outcomes.map(({ comparison }) => comparison?.platforms[0]?.before)).toEqual([42_000, 40_000])
})

test('does not read an image that the warm-up has not read', async () => {
  await using registry = await startTestRegistry()
  // Only the manifest of the last tag is read when an existing image is published, and of an index not the children.
  registry.put('o/app', index([first]), 'latest')
  registry.put('o/app', first, 'edge')
  const options = { beforeBuild: false }
  const [known] = await publishAndCompare(grown, [`${registry.host}/o/app:edge`], options)
  expect(known?.comparison?.platforms[0]?.before).toBe(42_000)
  const [outcome] = await publishAndCompare(index([grown]), [`${registry.host}/o/app:latest`], options)
  expect(outcome?.status).toBe('published')
  const read = registry.entries.filter(({ method, route }) => method === 'GET' && route.kind === 'blob')
  expect(read).toEqual([])
})

test('redacts secrets, and shows only sizes if a configuration is huge, broken or not available', async () => {
  const secret = image({ layers: [base], config: { history: [{ created_by: 'RUN /bin/sh -c curl hunter2' }] } })
  const source = (given: TestImage) => sourceOf(given, contentIn(given))
  const instructions = async (given: TestImage, from = source(given)) =>
    (await sizesOf(from, (text) => text.replaceAll('hunter2', '***')))?.platforms[0]?.layers[0]?.instruction
  expect(await instructions(secret)).toBe('RUN curl ***')
  const huge = image({ layers: [base], config: { history: [{ created_by: 'RUN x' }], padding: 'x'.repeat(1_100_000) } })
  expect(await instructions(huge)).toBeUndefined()
  expect(
    await instructions(
      secret,
      sourceOf(secret, () => undefined)
    )
  ).toBeUndefined()
  expect(await instructions(secret, { ...source(secret), config: () => undefined })).toBeUndefined()
  // What is elsewhere would take a request.
  expect(await instructions(secret, { ...source(secret), origin: () => undefined })).toBeUndefined()
  const failing = {
    size: secret.blobs[0]?.size ?? 0,
    // biome-ignore lint/correctness/useYield: it fails before it could.
    async *read() {
      throw new Error('the disk failed')
    },
  }
  expect(
    await instructions(
      secret,
      sourceOf(secret, () => failing)
    )
  ).toBeUndefined()
})

test('has no sizes for an artifact that is not a container image', async () => {
  const chart = manifest(
    { mediaType: 'application/vnd.oci.image.manifest.v1+json' },
    blob(json({}), 'application/vnd.cncf.helm.config.v1+json'),
    [layer('chart')]
  )
  await using registry = await startTestRegistry()
  const [outcome] = await publishAndCompare(chart, [`${registry.host}/o/chart:1`])
  expect(outcome?.status).toBe('published')
  expect(outcome).not.toHaveProperty('comparison')
  expect(await sizesOf(sourceOf(chart, contentIn(chart)), (text) => text)).toBeUndefined()
})
