import type { Target } from '../../src/oci/distribution/target.ts'
import type { ReleaseImage } from '../../src/push/release.ts'
import { openFolder } from '../../src/sources/folder.ts'
import { openLayout } from '../../src/sources/layout.ts'
import type { Job } from '../../src/steps/job/job.ts'
import type { Result } from '../../src/steps/job/result.ts'
import type { PlannedImage } from '../../src/steps/parts/part-job.ts'
import type { PartMaker } from '../../src/steps/parts/part-maker.ts'
import { publishEverywhere } from '../../src/steps/publish/publish-everywhere.ts'
import { isSuccess, openPublishSession } from '../../src/steps/publish/publish-session.ts'
import type { TestImage } from '../support/images.ts'
import { type Layouts, partFor, platformIn } from '../support/parts.ts'
import type { TestRegistryOptions } from '../support/registry/registry.ts'
import { type Matrix, platforms, startMatrix } from './matrix.ts'

/** What a job has of each image; undefined for those that are not for its platform. */
export type Contents = ReadonlyMap<string, TestImage | undefined>

/** The images of a release of which a job builds one part: `tools` is for the first platform only. */
export function contentsOf(app: TestImage): Contents {
  const build = Number.parseInt(app.root.digest.slice(-6), 16)
  const platform = platformIn(app)
  return new Map([
    ['app', app],
    ['web', partFor(platform, build)],
    ['tools', platform === platforms[0] ? partFor(platform, build + 1) : undefined],
  ])
}

/** Makes parts of several images out of layouts, each in a repository of its own beside that of the step. */
export function makerOf(contents: Contents, layouts: Layouts): (job: Job) => PartMaker {
  return (job) => {
    const all = job.inputs.platforms
    const planned = [...contents.keys()].map(
      (name): PlannedImage => ({
        name,
        isBaked: true,
        targets: job.named.targets.map(({ repository, tags }) => ({
          repository: { ...repository, name: repository.name.replace('app', name) },
          tags,
        })),
        platforms: name === 'tools' ? all.slice(0, 1) : all,
        marks: { index: {}, entries: [] },
      })
    )
    const whole = { ...job, named: { ...job.named, targets: planned.flatMap(({ targets }) => targets) } }
    return {
      job: whole,
      mode: 'publish',
      plan: () => planned,
      make: (bare) => bring(bare, planned, { contents, layouts }),
    }
  }
}

async function bring(
  job: Job,
  planned: readonly PlannedImage[],
  { contents, layouts }: { readonly contents: Contents; readonly layouts: Layouts }
): Promise<Result> {
  const parts = planned.flatMap(({ name, targets }) => {
    const content = contents.get(name)
    const bare = targets.map(({ repository }): Target => ({ repository, tags: [] }))
    return content ? [{ name, content, targets: bare }] : []
  })
  const own = { ...job, named: { ...job.named, targets: parts.flatMap(({ targets }) => targets) } }
  await using session = await openPublishSession(own)
  await using opened = new AsyncDisposableStack()
  const release: ReleaseImage[] = []
  for (const { content, targets } of parts) {
    const source = opened.use(await openLayout(openFolder(await layouts.of(content))))
    release.push({ source, pushes: session.pushes.filter(({ target }) => targets.includes(target)) })
  }
  const images = parts.map(({ name }, index) => ({ name, image: (release[index] as ReleaseImage).source.image }))
  job.onImages?.(images)
  const outcomes = await publishEverywhere(release, own, 'publish', session)
  return { names: job.named.names, outcomes, images, isDone: isSuccess(outcomes, own) }
}

/** A workflow run whose jobs publish three images to two registries. */
export async function startSeveral(
  count: number,
  options: TestRegistryOptions = {},
  layouts?: Layouts
): Promise<Matrix> {
  const matrix = await startMatrix(count, options, layouts)
  return {
    ...matrix,
    names: ['app', 'web', 'tools'],
    bring: (content, job) => matrix.bring(content, { maker: makerOf(contentsOf(content), matrix.layouts), ...job }),
  }
}
