import { Field } from '../field/field.ts'
import type { Options } from '../options.ts'
import type { StoredImage } from '../subjects/images.ts'
import { type ShapeName, scaled, shapes } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { allTrials } from '../trials/image-trials.ts'
import { runImage } from '../trials/run-image.ts'
import type { Trial } from '../trials/trial.ts'

const coldOne = 'all new, one registry'
const coldThree = 'all new, three registries, peers in turn'
const few = [coldOne, 'nothing changed, one registry', 'one small layer changed']
const some = [...few, coldThree, 'five new tags, one registry']
const tags = [coldOne, 'five new tags, three registries', 'five tags unchanged, three registries']

/** The cases that run without --full: each with at least one image, where it is quickest or most informative. */
const usual: Readonly<Record<ShapeName, readonly string[]>> = { A: tags, B: few, C: few, D: few, E: some }

/** The most informative images for the time they take; others only run if named. */
const usualImages: readonly ShapeName[] = ['A', 'D']

/** Pushes images on disk to registries on this machine. */
export async function push(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3 })
  const all = Object.keys(shapes) as ShapeName[]
  const names = options.images ?? (options.length === 'full' ? all : usualImages)
  const parts: string[] = []
  for (const name of names) {
    const { title, ...shape } = scaled(shapes[name], options.divisor)
    const run = { shape: { title: `${name}: ${title}`, ...shape }, where: '', groups: allTrials }
    parts.push(await runImage({ ...run, rounds: (trial) => timesOf(name, trial, options) }, field, bench))
  }
  return parts.join('\n\n')
}

function timesOf(name: ShapeName, { label }: Trial<StoredImage>, options: Options): number {
  const rounds = roundsOf(options)
  if (options.length === 'full') return rounds
  if (!usual[name].includes(label)) return 0
  // The longest runs once, unless --rounds is given.
  return options.rounds ?? Math.min(rounds, label === coldThree ? 1 : 2)
}
