import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contender } from '../contenders/contender.ts'
import { type OursOptions, ours, oursBuilding, oursStarting } from '../contenders/ours.ts'
import { Field } from '../field/field.ts'
import { versionsTable } from '../report/versions-table.ts'
import { makeCheckout } from '../subjects/checkout.ts'
import { type StoredImage, storeImages } from '../subjects/images.ts'
import { built, scaled, shapes, small } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { buildTrials, coldLabels } from '../trials/build-trials.ts'
import { allTrials } from '../trials/image-trials.ts'
import type { Result, Trial } from '../trials/trial.ts'
import { runGroups } from '../trials/trial-group.ts'

const images = ['all new, one registry', 'all new, three registries, peers in turn', 'nothing changed, one registry']
const builds: readonly string[] = [coldLabels[0], coldLabels[2], 'nothing changed, one registry']

/** Compares two or more bundles of our action, in turn, with the first of them twice. */
export async function versions(bench: Bench): Promise<string> {
  const [before, ...after] = bench.ours
  if (!before || after.length === 0)
    throw new Error("the suite 'versions' needs two bundles: --dist BEFORE --dist AFTER")
  const name = (index: number) => (after.length === 1 ? 'after' : `after ${index + 1}`)
  const bundles = [
    { ...before, name: 'before' },
    ...after.map((bundle, index) => ({ ...bundle, name: name(index) })),
    { ...before, name: 'before again' },
  ]
  await using field = await Field.open({ program: bench.program, directory: bench.directory, registries: 3 })
  const results = [
    ...(await startUp(bundles, field, bench)),
    ...(await pushes(bundles, field, bench)),
    ...(await buildsOf(bundles, field, bench)),
  ]
  return versionsTable(results)
}

function roundsIn({ options }: Bench): number {
  return roundsOf(options, { quick: 1, usual: 7, full: 15 })
}

async function startUp(bundles: readonly OursOptions[], field: Field, bench: Bench): Promise<readonly Result[]> {
  const folder = join(bench.directory, 'start')
  const { image } = await storeImages(small, folder)
  const trial: Trial<StoredImage> = {
    ...{ label: 'start-up', subject: image, repository: 'none', tags: [], registries: 0, way: 'in turn' },
    before: async () => undefined,
  }
  const rounds = () => roundsIn(bench)
  const contenders = bundles.map(oursStarting)
  const results = await runGroups({
    groups: [{ trials: [trial] }],
    contenders,
    field,
    rounds,
    progress: bench.progress,
  })
  await rm(folder, { recursive: true })
  return results
}

async function pushes(bundles: readonly OursOptions[], field: Field, bench: Bench): Promise<readonly Result[]> {
  const shape = scaled(shapes.D, Math.max(2, bench.options.divisor))
  const folder = join(bench.directory, 'images')
  const pair = await storeImages(shape, folder)
  const groups = allTrials.map((group) => group(pair, field))
  const results = await chosen({ groups, contenders: bundles.map(ours), field }, images, bench)
  await Promise.all([rm(folder, { recursive: true }), field.wipe()])
  return results.map((result) => ({
    ...result,
    label: `${shape.title}: ${result.label.replace(', peers in turn', '')}`,
  }))
}

/** Builds through the sink, with the builder's existing cache. */
async function buildsOf(bundles: readonly OursOptions[], field: Field, bench: Bench): Promise<readonly Result[]> {
  const { engine, directory, options, progress } = bench
  if (!engine) {
    progress('No Docker engine is running: skipping builds')
    return []
  }
  const shape = scaled(built, Math.max(2, options.divisor))
  const checkout = await makeCheckout(shape, join(directory, 'checkout'))
  const contenders = bundles.map((each) => oursBuilding(each, engine))
  const results = await chosen({ groups: buildTrials(checkout, field), contenders, field }, builds, bench)
  await rm(checkout.directory, { recursive: true })
  return results.map((result) => ({ ...result, label: `${shape.title}, built: ${result.label}` }))
}

interface Runs<Subject> {
  readonly groups: Parameters<typeof runGroups<Subject>>[0]['groups']
  readonly contenders: readonly Contender<Subject>[]
  readonly field: Field
}

async function chosen<Subject>(
  run: Runs<Subject>,
  labels: readonly string[],
  bench: Bench
): Promise<readonly Result[]> {
  const rounds = ({ label }: Trial<Subject>) => (labels.includes(label) ? roundsIn(bench) : 0)
  return await runGroups({ ...run, rounds, progress: bench.progress })
}
