import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LinkOptions } from '../../../__tests__/support/registry/proxy/link.ts'
import { type Contender, repositoryOf } from '../contenders/contender.ts'
import { copiers } from '../contenders/copying.ts'
import { ours, oursPromoting } from '../contenders/ours.ts'
import { Field } from '../field/field.ts'
import { promotionReport } from '../report/report.ts'
import { type StoredImage, storeImages } from '../subjects/images.ts'
import { candidateAt, type PublishedImage, publishCandidate } from '../subjects/published-image.ts'
import { promoted, scaled } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import {
  candidateRepository,
  newPromotion,
  promotionWithin,
  releaseRepository,
  repeatedPromotions,
} from '../trials/promotion-trials.ts'
import { runGroups } from '../trials/trial-group.ts'
import { roundTrip } from './distance.ts'
import { gigabitLine, narrowLine } from './lines.ts'

interface Place {
  readonly where: string
  /** To the source as well as to each target. */
  readonly line?: LinkOptions
}

const places: readonly Place[] = [
  { where: 'between registries on this machine' },
  { where: `between registries ${roundTrip} ms away`, line: { delay: roundTrip / 2 } },
  { where: 'between registries of 125 MB/s each, 50 ms away', line: gigabitLine },
  { where: 'between registries of 25 MB/s each, 20 ms away', line: narrowLine },
]

/** An image is promoted from one registry to others, or within one. */
export async function promotion(bench: Bench): Promise<string> {
  const shape = scaled(promoted, bench.options.divisor)
  const folder = join(bench.directory, 'images')
  const { image } = await storeImages(shape, folder)
  const parts: string[] = []
  for (const place of places) parts.push(await promoteAt(place, image, shape.title, bench))
  await rm(folder, { recursive: true })
  return parts.join('\n\n')
}

async function promoteAt({ where, line }: Place, image: StoredImage, title: string, bench: Bench): Promise<string> {
  const { directory, program, options, progress, tools } = bench
  progress(`${title}, ${where}`)
  const lined = { program, ...(line && { line }) }
  await using field = await Field.open({ ...lined, directory: join(directory, 'targets'), registries: 3 })
  await using origin = await Field.open({ ...lined, directory: join(directory, 'origin'), registries: 1 })
  const [publisher] = bench.ours.map(ours)
  if (!publisher) throw new Error('there is no bundle of the action')
  const candidate = await publishCandidate(image, { publisher, field: origin, repository: candidateRepository })
  const contenders = [...bench.ours.map(oursPromoting), ...copiers(tools)]
  // To three registries one after the other, each of the others would take minutes.
  const isUsual = ({ name }: Contender<PublishedImage>) =>
    name === 'crane' || bench.ours.some((own) => own.name === name)
  const inTurn = options.length === 'full' ? contenders : contenders.filter(isUsual)
  const rounds = () => roundsOf(options, { quick: 1, usual: line ? 1 : 3, full: 5 })
  const run = { contenders, field, origin, rounds, progress }

  const near = candidateAt(origin.nearHosts, candidateRepository, image.digest)
  const results = [
    ...(await runGroups({ ...run, groups: [newPromotion({ candidate, field }, 1)] })),
    ...(await runGroups({ ...run, contenders: inTurn, groups: [newPromotion({ candidate, field }, 3)] })),
    ...(await runGroups({ ...run, groups: [repeatedPromotions({ candidate, field }, near)] })),
  ]
  const [first] = contenders
  if (first) await field.copyRepository(repositoryOf(releaseRepository, first), candidateRepository)
  await field.save()
  results.push(...(await runGroups({ ...run, groups: [promotionWithin({ candidate, field })] })))
  await Promise.all([field.wipe(), origin.wipe()])
  return promotionReport({ title: `${title}, ${where}`, results })
}
