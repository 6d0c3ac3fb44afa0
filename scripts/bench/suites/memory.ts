import { Field } from '../field/field.ts'
import { huge, scaled } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { coldTrials } from '../trials/image-trials.ts'
import { runImage } from './run-image.ts'

/** An image too large to hold in memory, to three registries at once. */
export async function memory(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3 })
  const shape = scaled(huge, options.length === 'quick' ? 16 : 1)
  const rounds = roundsOf(options, { quick: 1, usual: 1, full: 3 })
  const isAsked = (trial: { registries: number; way: string }) => trial.registries === 3 && trial.way === 'in turn'
  const run = {
    shape,
    where: '',
    groups: coldTrials,
    rounds: (trial: { registries: number; way: string }) => (isAsked(trial) ? rounds : 0),
  }
  // A builder's memory is that of its daemon, which cannot be measured here.
  return await runImage(run, field, { ...bench, engine: undefined })
}
