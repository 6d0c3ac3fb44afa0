import type { Engine } from '../../machine/engine.ts'
import type { RegistryProgram } from '../../machine/registry-program.ts'
import type { Progress } from '../../machine/run.ts'
import type { Tools } from '../../machine/tools.ts'
import type { OursOptions } from '../contenders/ours.ts'
import type { Options } from '../options.ts'

/** What every suite has at hand. */
export interface Bench {
  readonly options: Options
  /** For whatever is written. */
  readonly directory: string
  readonly program: RegistryProgram
  readonly tools: Tools
  /** Undefined where there is none, or no suite needs it. */
  readonly engine: Engine | undefined
  /** The bundles of our action that are measured; the first is what ratios are of. */
  readonly ours: readonly OursOptions[]
  readonly progress: Progress
}

/** Measures something, and gives what is to be read of it as Markdown. */
export type Suite = (bench: Bench) => Promise<string>

/** How often everything is done: as often as was asked for, or as this length of the run has it. */
export function roundsOf(
  { length, rounds }: Options,
  usual: Readonly<Record<Options['length'], number>> = { quick: 1, usual: 3, full: 5 }
): number {
  return rounds ?? usual[length]
}
