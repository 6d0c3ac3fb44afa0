import { Field } from '../field/field.ts'
import { growth } from '../report/report.ts'
import { narrow } from '../subjects/shapes.ts'
import { type Bench, roundsOf } from '../suite.ts'
import { coldTrials } from '../trials/image-trials.ts'
import { runImage } from '../trials/run-image.ts'

/** 200 Mbit/s in each direction and 20 ms per round trip, for each registry. */
export const narrowLine = { bytesPerSecond: 25_000_000, delay: 10 } as const

/** 1 Gbit/s in each direction and 50 ms per round trip, so that the machine's cores do not set the pace. */
export const gigabitLine = { bytesPerSecond: 125_000_000, delay: 25 } as const

/** Registries with limited bandwidth each: the cost of bandwidth, and of pushing to one after another. */
export async function lines(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3, line: narrowLine })
  const where = ', to registries of 25 MB/s each, 20 ms away'
  const rounds = roundsOf(options, { quick: 1, usual: 1, full: 5 })
  return await runImage(
    {
      shape: narrow,
      where,
      groups: coldTrials,
      rounds: ({ way }) => (way === 'at once' && options.length === 'usual' ? 0 : rounds),
      conclude: (results) =>
        growth(
          results,
          'all new, one registry',
          'all new, three registries, peers in turn',
          'Three registries, as a multiple of the time for one'
        ),
    },
    field,
    bench
  )
}
