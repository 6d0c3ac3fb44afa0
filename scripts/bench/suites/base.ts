import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildx } from '../contenders/buildx.ts'
import { type Contender, repositoryOf } from '../contenders/contender.ts'
import { exporting } from '../contenders/exporting.ts'
import { oursBuilding } from '../contenders/ours.ts'
import { peers } from '../contenders/peers.ts'
import { EmptyEngine } from '../field/empty-engine.ts'
import { Field } from '../field/field.ts'
import { baseTable } from '../report/base-table.ts'
import { storeBase } from '../subjects/base-image.ts'
import { type Checkout, makeChild } from '../subjects/checkout.ts'
import { baseBytes } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { baseRepository, baseTrials, childRepository } from '../trials/base-trials.ts'
import { runGroups } from '../trials/trial-group.ts'

/** A child of a large base, made with `COPY --link`, for two registries that have the base; the builder has nothing. */
export async function base(bench: Bench): Promise<string> {
  const { engine, directory, program, progress, options } = bench
  if (!engine) throw new Error("the suite 'base' needs a Docker engine")
  const line = {}
  await using field = await Field.open({ program, directory: join(directory, 'targets'), registries: 2, line })
  await using origin = await Field.open({ program, directory: join(directory, 'origin'), registries: 1, line })
  await using empty = new EmptyEngine(engine, progress)
  const bytes = Math.ceil(baseBytes / options.divisor)
  progress(`A child of a base of ${bytes} bytes`)
  await storeBase({ bytes, repository: baseRepository, fields: [field, origin], directory, engine })
  const child = await makeChild(`${origin.hosts[0]}/${baseRepository}:v1`, join(directory, 'child'))
  const contenders = contendersFor(bench, empty)
  const { elsewhere, here } = baseTrials(child, field, empty)
  const times = roundsOf(options, { quick: 1, usual: 1, full: 3 })
  const run = { contenders, field, origin, rounds: () => times, progress }
  await field.save()
  const results = [...(await runGroups({ ...run, groups: [{ trials: [elsewhere] }] }))]
  // If the base is in the same repository, other tools need not send it either, so this case is not always run.
  if (options.length !== 'usual') {
    for (const contender of contenders) {
      await field.copyRepository(baseRepository, repositoryOf(childRepository, contender))
    }
    await field.save()
    results.push(...(await runGroups({ ...run, groups: [{ trials: [here] }] })))
  }
  await rm(child.directory, { recursive: true })
  return baseTable(results, bytes)
}

function contendersFor({ ours, tools, directory }: Bench, engine: EmptyEngine): readonly Contender<Checkout>[] {
  const [pusher] = peers(tools)
  return [
    ...ours.map((each) => oursBuilding(each, engine)),
    buildx(engine),
    ...(pusher ? [exporting(engine, pusher, directory)] : []),
  ]
}
