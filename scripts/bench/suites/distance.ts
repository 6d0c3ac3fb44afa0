import { Field } from '../field.ts'
import { small, smallIndex } from '../shapes.ts'
import { allTrials } from './image-trials.ts'
import { runImage } from './run-image.ts'
import type { Bench } from './suite.ts'

/** Milliseconds there and back. */
const roundTrip = 50

/** Registries that are far away: what round trips cost. */
export async function distance(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3, line: { delay: roundTrip / 2 } })
  const isFull = options.length === 'full'
  const rounds = isFull ? options.rounds : Math.min(options.rounds, 2)
  const parts: string[] = []
  for (const shape of isFull ? [small, smallIndex] : [small]) {
    const run = { shape, where: `, to registries ${roundTrip} ms away`, groups: allTrials }
    // Three registries in turn take three times as long as one: that need not be waited for.
    const isAsked = (registries: number, way: string) => isFull || registries === 1 || way === 'at once'
    const roundsOf = (trial: { registries: number; way: string }) => (isAsked(trial.registries, trial.way) ? rounds : 0)
    parts.push(await runImage({ ...run, rounds: roundsOf }, field, bench))
  }
  return parts.join('\n\n')
}
