import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ours } from '../contenders/ours.ts'
import { peers } from '../contenders/peers.ts'
import type { Field } from '../field.ts'
import { type StoredImage, storeImages } from '../images.ts'
import { describeResult, report } from '../report.ts'
import type { Shape } from '../shapes.ts'
import { type Result, runTrial, type Trial } from '../trial.ts'
import type { ImageTrials } from './image-trials.ts'
import type { Bench } from './suite.ts'

export interface ImageRun {
  readonly shape: Shape
  /** Where the registries are, for the heading. */
  readonly where: string
  readonly groups: readonly ImageTrials[]
  /** How often a trial is done; not at all where it is 0. */
  readonly rounds: (trial: Trial<StoredImage>) => number
}

/** Makes an image, lets everybody who takes images from a disk publish it in all cases, and reports. */
export async function runImage(
  { shape, where, groups, rounds }: ImageRun,
  field: Field,
  bench: Bench
): Promise<string> {
  const { directory, tools, progress } = bench
  const folder = join(directory, 'images')
  progress(`${shape.title}${where}`)
  const pair = await storeImages(shape, folder)
  const contenders = [...bench.ours.map(ours), ...peers(tools)]
  const results: Result[] = []
  for (const trials of groups) {
    for (const trial of trials(pair, field)) {
      const times = rounds(trial)
      if (times === 0) continue
      const result = await runTrial(trial, contenders, field, times)
      progress(`  ${describeResult(result)}`)
      results.push(result)
    }
    await field.save()
  }
  await Promise.all([rm(folder, { recursive: true }), field.wipe()])
  return report(`${shape.title}${where}`, results, contenders[0]?.name ?? '')
}
