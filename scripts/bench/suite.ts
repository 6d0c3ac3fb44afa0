import type { Engine } from '../machine/engine.ts'
import type { RegistryProgram } from '../machine/registry-program.ts'
import type { Progress } from '../machine/run.ts'
import type { Tools } from '../machine/tools.ts'
import type { OursOptions } from './contenders/ours.ts'
import type { Options } from './options.ts'

/** What every suite is given. */
export interface Bench {
  readonly options: Options
  /** The folder for all files. */
  readonly directory: string
  readonly program: RegistryProgram
  readonly tools: Tools
  /** Undefined if there is none, or no suite needs it. */
  readonly engine: Engine | undefined
  /** The bundles of our action to measure; ratios are relative to the first. */
  readonly ours: readonly OursOptions[]
  readonly progress: Progress
}

/** Runs a measurement and returns its report as Markdown. */
export type Suite = (bench: Bench) => Promise<string>

/** The number of rounds: as requested, or the default for the length of the run. */
export function roundsOf(
  { length, rounds }: Options,
  usual: Readonly<Record<Options['length'], number>> = { quick: 1, usual: 3, full: 5 }
): number {
  return rounds ?? usual[length]
}
