import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LinkOptions } from '../../../__tests__/support/registry/proxy/link.ts'
import { buildx } from '../contenders/buildx.ts'
import { oursBuilding } from '../contenders/ours.ts'
import { Field } from '../field/field.ts'
import { growth, report } from '../report/report.ts'
import { type Checkout, makeCheckout } from '../subjects/checkout.ts'
import { built, narrow, type Shape, scaled, small } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { buildTrials, coldLabels } from '../trials/build-trials.ts'
import type { Trial } from '../trials/trial.ts'
import { runGroups } from '../trials/trial-group.ts'
import { roundTrip } from './distance.ts'
import { narrowLine } from './lines.ts'

interface Place {
  readonly shape: Shape
  readonly where: string
  readonly line?: LinkOptions
}

/** From a cached build to a published image, with the same builder for all contenders. */
export async function build(bench: Bench): Promise<string> {
  const places: readonly Place[] = [
    { shape: scaled(built, bench.options.divisor), where: 'registries on this machine' },
    { shape: narrow, where: 'registries of 25 MB/s each, 20 ms away', line: narrowLine },
    { shape: small, where: `registries ${roundTrip} ms away`, line: { delay: roundTrip / 2 } },
  ]
  const parts: string[] = []
  for (const place of places) parts.push(await buildFor(place, bench))
  return parts.join('\n\n')
}

async function buildFor({ shape, where, line }: Place, bench: Bench): Promise<string> {
  const { engine, directory, program, progress, options } = bench
  if (!engine) throw new Error("the suite 'build' needs a Docker engine")
  await using field = await Field.open({ program, directory, registries: 3, ...(line && { line }) })
  const title = `${shape.title} and a small layer, built, to ${where}`
  progress(title)
  const checkout = await makeCheckout(shape, join(directory, 'checkout'))
  const contenders = [...bench.ours.map((each) => oursBuilding(each, engine)), buildx(engine)]
  const rounds = (_: Trial<Checkout>) => roundsOf(options, { quick: 1, usual: line ? 1 : 2, full: 5 })
  const results = await runGroups({ groups: buildTrials(checkout, field), contenders, field, rounds, progress })
  await rm(checkout.directory, { recursive: true })
  const [one, , three] = coldLabels
  return report({
    title,
    results,
    notes: growth(results, one, three, 'Three registries, as a multiple of the time for one'),
  })
}
