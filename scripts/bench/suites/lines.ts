import { Field } from '../field.ts'
import { narrow } from '../shapes.ts'
import { coldTrials } from './image-trials.ts'
import { runImage } from './run-image.ts'
import type { Bench } from './suite.ts'

/** 200 Mbit/s each way, and 20 ms there and back, for each registry. */
export const narrowLine = { bytesPerSecond: 25_000_000, delay: 10 } as const

/** Registries that are each at the end of a narrow line: what bandwidth costs, and what waiting in turn does. */
export async function lines(bench: Bench): Promise<string> {
  const { options, directory, program } = bench
  await using field = await Field.open({ program, directory, registries: 3, line: narrowLine })
  const where = ', to registries of 25 MB/s each, 20 ms away'
  const rounds = options.length === 'full' ? options.rounds : Math.min(options.rounds, 2)
  return await runImage({ shape: narrow, where, groups: coldTrials, rounds: () => rounds }, field, bench)
}
