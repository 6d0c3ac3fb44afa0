import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { LinkOptions } from '../../../__tests__/support/registry/proxy/link.ts'
import { buildxBaking } from '../contenders/buildx.ts'
import { oursBaking } from '../contenders/ours.ts'
import { Field } from '../field/field.ts'
import { report } from '../report/report.ts'
import { bakeTargets, makeBakeCheckout } from '../subjects/bake-checkout.ts'
import { built, narrow, type Shape, scaled, small } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { bakeTrials } from '../trials/bake-trials.ts'
import { runGroups } from '../trials/trial-group.ts'
import { roundTrip } from './distance.ts'
import { gigabitLine, narrowLine } from './lines.ts'

interface Place {
  readonly shape: Shape
  readonly where: string
  readonly line?: LinkOptions
}

/** From a cached bake of images that share layers to images that are published in two registries. */
export async function bake(bench: Bench): Promise<string> {
  const places: readonly Place[] = [
    { shape: scaled(built, bench.options.divisor), where: 'registries on this machine' },
    { shape: narrow, where: 'registries of 25 MB/s each, 20 ms away', line: narrowLine },
    { shape: narrow, where: `registries of 125 MB/s each, ${roundTrip} ms away`, line: gigabitLine },
    { shape: small, where: `registries ${roundTrip} ms away`, line: { delay: roundTrip / 2 } },
  ]
  const parts: string[] = []
  for (const place of places) parts.push(await bakeFor(place, bench))
  return parts.join('\n\n')
}

async function bakeFor({ shape, where, line }: Place, bench: Bench): Promise<string> {
  const { engine, directory, program, progress, options } = bench
  if (!engine) throw new Error("the suite 'bake' needs a Docker engine")
  await using field = await Field.open({ program, directory, registries: 2, ...(line && { line }) })
  const title = `${bakeTargets} images that share ${shape.title}, baked, to ${where}`
  progress(title)
  const checkout = await makeBakeCheckout(shape, join(directory, 'checkout'))
  const contenders = [...bench.ours.map((each) => oursBaking(each, engine)), buildxBaking(engine)]
  const rounds = () => roundsOf(options, { quick: 1, usual: line ? 1 : 2, full: 5 })
  const results = await runGroups({ groups: bakeTrials(checkout, field), contenders, field, rounds, progress })
  await rm(checkout.directory, { recursive: true })
  return report({ title, results })
}
