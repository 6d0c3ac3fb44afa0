import { expect } from 'vitest'
import { ArtifactService } from '../support/artifacts/service.ts'
import type { TestImage } from '../support/images.ts'
import { builtIndex, Layouts, type PartJob, type PartResult, platformIn, runPart } from '../support/parts.ts'
import { startTestRegistry, type TestRegistry, type TestRegistryOptions } from '../support/registry/registry.ts'

/** Platforms of the images in these tests, in the order of the input. */
export const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6', 'linux/s390x', 'windows/amd64']

/** A workflow run whose jobs publish one image to two registries. */
export interface Matrix extends AsyncDisposable {
  readonly one: TestRegistry
  readonly two: TestRegistry
  readonly service: ArtifactService
  readonly layouts: Layouts
  /** The names of the images, each in a repository of its own. */
  readonly names: readonly string[]
  /** The inputs of the job that brings an image. */
  inputsFor(content: TestImage, part?: readonly string[]): Promise<Record<string, string>>
  /** Runs the job that brings an image. */
  bring(content: TestImage, job?: Partial<PartJob>): Promise<PartResult>
}

export async function startMatrix(
  count: number,
  options: TestRegistryOptions = {},
  layouts?: Layouts
): Promise<Matrix> {
  const one = await startTestRegistry(options)
  const two = await startTestRegistry(options)
  const service = await ArtifactService.start()
  const files = layouts ?? (await Layouts.make())
  const inputsFor = async (content: TestImage, part: readonly string[] = [platformIn(content)]) => ({
    images: `${one.host}/o/app\n${two.host}/p/app`,
    tags: 'type=raw,value=1\ntype=raw,value=latest',
    platforms: platforms.slice(0, count).join(),
    part: part.join(),
    source: `oci-layout:${await files.of(content)}`,
  })
  return {
    one,
    two,
    service,
    layouts: files,
    names: ['app'],
    inputsFor,
    async bring(content, { inputs, variables, ...rest } = {}) {
      return await runPart({
        inputs: { ...(await inputsFor(content)), ...inputs },
        variables: { ...service.job(), ...variables },
        ...rest,
      })
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([one, two, service, ...(layouts ? [] : [files])].map((each) => each[Symbol.asyncDispose]()))
    },
  }
}

/** The tags at both registries, without those of notes. */
export function tagsOf({ one, two }: Pick<Matrix, 'one' | 'two'>, name = 'app') {
  return [one.tags(`o/${name}`), two.tags(`p/${name}`)].map((tags) =>
    Object.fromEntries(Object.entries(tags).filter(([tag]) => !tag.startsWith('manifold-run-')))
  )
}

/** The text of the index that both registries have under both tags. Fails if they do not, or lack a part. */
export function publishedIndex({ one, two }: Pick<Matrix, 'one' | 'two'>, name = 'app'): string {
  const [first, second] = tagsOf({ one, two }, name)
  const digest = first?.['1'] ?? ''
  expect([first, second]).toEqual(Array(2).fill({ 1: digest, latest: digest }))
  const text = Buffer.from(one.manifest(`o/${name}`, digest)?.bytes ?? []).toString()
  expect(Buffer.from(two.manifest(`p/${name}`, digest)?.bytes ?? []).toString()).toBe(text)
  return text
}

/** Fails unless both registries have exactly the index of these images, complete, under both tags. */
export function expectPublished(matrix: Pick<Matrix, 'one' | 'two'>, images: readonly TestImage[]): void {
  expect(JSON.parse(publishedIndex(matrix))).toEqual(JSON.parse(builtIndex(images)))
  for (const [registry, name] of [
    [matrix.one, 'o/app'],
    [matrix.two, 'p/app'],
  ] as const) {
    for (const { content, manifests } of images) {
      for (const { descriptor } of content) expect(registry.hasBlob(name, descriptor.digest)).toBe(true)
      for (const { descriptor } of manifests) expect(registry.manifest(name, descriptor.digest)).toBeDefined()
    }
    expect(registry.unexpected).toEqual([])
  }
}

/** All orders of a list. */
export function ordersOf<Each>(list: readonly Each[]): readonly (readonly Each[])[] {
  if (list.length < 2) return [list]
  return list.flatMap((each, place) => ordersOf(list.toSpliced(place, 1)).map((rest) => [each, ...rest]))
}
