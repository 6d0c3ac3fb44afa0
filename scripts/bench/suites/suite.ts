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
  /** The bundles of our action that are measured; the first is what ratios are of. */
  readonly ours: readonly OursOptions[]
  readonly progress: Progress
}

/** Measures something, and gives what is to be read of it as Markdown. */
export type Suite = (bench: Bench) => Promise<string>
