import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildxFrom } from '../contenders/buildx.ts'
import type { Contender } from '../contenders/contender.ts'
import { ours } from '../contenders/ours.ts'
import { peers } from '../contenders/peers.ts'
import type { Field } from '../field/field.ts'
import { report } from '../report/report.ts'
import { type ImagePair, type StoredImage, storeImages } from '../subjects/images.ts'
import type { Shape } from '../subjects/shapes.ts'
import type { Bench } from '../suite.ts'
import type { Result, Trial } from './trial.ts'
import { runGroups, type TrialGroup } from './trial-group.ts'

export interface ImageRun {
  readonly shape: Shape
  /** The location of the registries, for the heading. */
  readonly where: string
  readonly groups: readonly ((pair: ImagePair, field: Field) => TrialGroup<StoredImage>)[]
  readonly rounds: (trial: Trial<StoredImage>) => number
  /** Sentences about all results, beside the tables. */
  readonly conclude?: (results: readonly Result[]) => readonly string[]
}

/** Creates an image, has every contender that supports existing images publish it in all cases, and reports. */
export async function runImage(run: ImageRun, field: Field, bench: Bench): Promise<string> {
  const { directory, tools, progress, engine } = bench
  const { shape, where, groups, rounds } = run
  const folder = join(directory, 'images')
  progress(`${shape.title}${where}`)
  const pair = await storeImages(shape, folder)
  const contenders: readonly Contender<StoredImage>[] = [
    ...bench.ours.map(ours),
    ...peers(tools),
    ...(engine ? [await prepared(buildxFrom(engine, await makeFolder(folder, 'from')), pair, field)] : []),
  ]
  const trials = groups.map((group) => group(pair, field))
  const results = await runGroups({ groups: trials, contenders, field, rounds, progress })
  await Promise.all([rm(folder, { recursive: true }), field.wipe()])
  return report({ title: `${shape.title}${where}`, results, ...(run.conclude && { notes: run.conclude(results) }) })
}

/** A builder reads an existing image only once, and caches it from then on. */
async function prepared(
  contender: Contender<StoredImage>,
  { image, changed }: ImagePair,
  field: Field
): Promise<Contender<StoredImage>> {
  const names = field.nearHosts.slice(0, 1).map((host) => `${host}/bench/prepared`)
  for (const subject of [image, changed]) await contender.publish({ subject, names, tags: ['v1'], way: 'in turn' })
  return contender
}

async function makeFolder(parent: string, name: string): Promise<string> {
  const folder = join(parent, name)
  await mkdir(folder, { recursive: true })
  return folder
}
