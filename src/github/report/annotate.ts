import type { Log, Variables } from '../../environment.ts'
import type { BuildWarning } from '../../plan/build-report.ts'
import { isDisabled } from './switch.ts'

/** The number of warnings that GitHub shows per step. */
const limit = 10

/** Annotates the lines that build checks warn about, unless DOCKER_BUILD_CHECKS_ANNOTATIONS turns that off. */
export function annotateWarnings(warnings: readonly BuildWarning[], log: Log, variables: Variables): void {
  if (isDisabled(variables.DOCKER_BUILD_CHECKS_ANNOTATIONS)) return
  for (const { message, place } of warnings.slice(0, limit)) log.warning(message, place)
  if (warnings.length > limit)
    log.info(`${warnings.length - limit} more build check warnings are in the build output above`)
}
