import { Field } from '../field/field.ts'
import type { StoredImage } from '../subjects/images.ts'
import { small, smallIndex } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { allTrials } from '../trials/image-trials.ts'
import { runImage } from '../trials/run-image.ts'
import type { Trial } from '../trials/trial.ts'

/** Milliseconds per round trip. */
export const roundTrip = 50

/** Only run with --full: peers need so many round trips for these cases that they would take half of the time. */
const long = [
  'all there in another repository',
  'five new tags, three registries',
  'five tags unchanged, three registries',
]

/** Distant registries: the cost of round trips. */
export async function distance(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3, line: { delay: roundTrip / 2 } })
  const isFull = options.length === 'full'
  const rounds = roundsOf(options, { quick: 1, usual: 1, full: 3 })
  const times = ({ registries, way, label }: Trial<StoredImage>) => {
    if (isFull) return rounds
    if (way === 'at once' || long.includes(label)) return 0
    return registries === 1 ? rounds : 1
  }
  const parts: string[] = []
  for (const shape of isFull ? [small, smallIndex] : [small]) {
    const run = { shape, where: `, to registries ${roundTrip} ms away`, groups: allTrials, rounds: times }
    parts.push(await runImage(run, field, bench))
  }
  return parts.join('\n\n')
}
