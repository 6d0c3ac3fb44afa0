import { Field } from '../field.ts'
import type { StoredImage } from '../images.ts'
import type { Options } from '../options.ts'
import { type ShapeName, scaled, shapes } from '../shapes.ts'
import type { Trial } from '../trial.ts'
import { allTrials } from './image-trials.ts'
import { runImage } from './run-image.ts'
import type { Bench } from './suite.ts'

const usual: readonly ShapeName[] = ['A', 'D', 'E']
/** Bytes. What takes a minute a round is done once. */
const large = 500_000_000

/** Images on disk, pushed to registries on this machine. */
export async function push(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3 })
  const names = options.images ?? (options.length === 'full' ? (Object.keys(shapes) as ShapeName[]) : usual)
  const parts: string[] = []
  for (const name of names) {
    const { title, ...shape } = scaled(shapes[name], options.length === 'quick' ? 16 : 1)
    const run = { shape: { title: `${name}: ${title}`, ...shape }, where: '', groups: allTrials }
    parts.push(await runImage({ ...run, rounds: (trial) => roundsOf(trial, options) }, field, bench))
  }
  return parts.join('\n\n')
}

function roundsOf({ registries, subject, label }: Trial<StoredImage>, { length, rounds }: Options): number {
  const isLong = label.startsWith('all new') && registries > 1 && subject.bytes > large
  return isLong && length === 'usual' ? 1 : rounds
}
