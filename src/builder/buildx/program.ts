import type { BuilderContext } from '../builder.ts'
import { BuilderProgram } from '../builder-program.ts'
import { findBuildx } from './plugin.ts'
import { buildxProgress } from './progress/buildx-progress.ts'

/** buildx as a child process. */
export class BuildxProgram extends BuilderProgram {
  constructor(context: BuilderContext) {
    super(context, {
      find: () => findBuildx(context.variables),
      progress: buildxProgress,
      absence: 'Docker cannot be started. Install Docker with buildx before this step.',
    })
  }
}
