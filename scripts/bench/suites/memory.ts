import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contender } from '../contenders/contender.ts'
import { copiers } from '../contenders/copying.ts'
import { archivePushers } from '../contenders/loading.ts'
import { ours, oursLoading, oursPromoting } from '../contenders/ours.ts'
import { Field } from '../field/field.ts'
import { promotionReport, report } from '../report/report.ts'
import { storeDockerArchive } from '../subjects/docker-archive.ts'
import { storeImages } from '../subjects/images.ts'
import { publishCandidate } from '../subjects/published-image.ts'
import { huge, type Shape, scaled } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { coldTrials } from '../trials/image-trials.ts'
import { candidateRepository, newPromotion, releaseRepository } from '../trials/promotion-trials.ts'
import { runImage } from '../trials/run-image.ts'
import type { Trial } from '../trials/trial.ts'
import { runGroups } from '../trials/trial-group.ts'

/** An image too large to hold in memory, to three registries at once: from a layout, a Docker archive, a registry. */
export async function memory(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3 })
  const shape = scaled(huge, options.divisor)
  const parts = [fromLayout, fromArchive, fromRegistry]
  const reports: string[] = []
  for (const part of parts) {
    reports.push(await part(shape, field, bench))
    await field.wipe()
  }
  return reports.join('\n\n')
}

async function fromLayout(shape: Shape, field: Field, bench: Bench): Promise<string> {
  const isAsked = (trial: { registries: number; way: string }) => trial.registries === 3 && trial.way === 'in turn'
  const run = {
    shape,
    where: ', from an image layout',
    groups: coldTrials,
    rounds: (trial: { registries: number; way: string }) => (isAsked(trial) ? roundsIn(bench) : 0),
  }
  // A builder's memory is that of its daemon, which cannot be measured here.
  return await runImage(run, field, { ...bench, engine: undefined })
}

async function fromArchive(shape: Shape, field: Field, bench: Bench): Promise<string> {
  const title = `${shape.title}, from a Docker archive`
  bench.progress(title)
  const archive = await storeDockerArchive(shape, join(bench.directory, 'archive.tar'))
  const trial = {
    ...{ label: 'all new, three registries, peers in turn', subject: archive, repository: releaseRepository },
    ...({ tags: ['v1'], registries: 3, way: 'in turn' } as const),
    before: () => field.wipe(),
  }
  const results = await runAll([trial], [...bench.ours.map(oursLoading), ...archivePushers(bench.tools)], field, bench)
  await rm(archive.file)
  return report({ title, results })
}

async function fromRegistry(shape: Shape, field: Field, bench: Bench): Promise<string> {
  const title = `${shape.title}, from another registry`
  const { directory, program, tools, progress } = bench
  progress(title)
  await using origin = await Field.open({ program, directory: join(directory, 'origin'), registries: 1 })
  const layout = join(directory, 'images')
  const { image } = await storeImages(shape, layout)
  const [publisher] = bench.ours.map(ours)
  if (!publisher) throw new Error('there is no bundle of the action')
  const candidate = await publishCandidate(image, { publisher, field: origin, repository: candidateRepository })
  await rm(layout, { recursive: true })
  const { trials } = newPromotion({ candidate, field }, 3)
  const results = await runAll(trials, [...bench.ours.map(oursPromoting), ...copiers(tools)], field, bench, origin)
  await origin.wipe()
  return promotionReport({ title, results })
}

function roundsIn({ options }: Bench): number {
  return roundsOf(options, { quick: 1, usual: 1, full: 3 })
}

async function runAll<Subject>(
  trials: readonly Trial<Subject>[],
  contenders: readonly Contender<Subject>[],
  field: Field,
  bench: Bench,
  origin?: Field
) {
  const rounds = () => roundsIn(bench)
  return await runGroups({
    ...{ groups: [{ trials }], contenders, field, rounds, progress: bench.progress },
    ...(origin && { origin }),
  })
}
