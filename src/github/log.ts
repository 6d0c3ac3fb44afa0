import * as core from '@actions/core'
import type { Log } from '../environment.ts'

/** The runner takes lines that begin so as commands. Builders and registries have nothing to command. */
export function inert(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [')
}

/** The log of a step: what is printed is text, what is annotated is escaped, what is masked is never seen. */
export const log: Log = {
  info: (line) => core.info(inert(line)),
  debug: (line) => core.debug(line),
  notice: (message) => core.notice(message),
  warning: (message) => core.warning(message),
  error: (message, place) =>
    core.error(message, place ? { file: place.file, ...(place.line && { startLine: place.line }) } : {}),
  group: (heading, work) => core.group(inert(heading), work),
  mask(secret) {
    // A mask works on single lines; one that is too short would garble the log and protect nothing.
    for (const line of secret.split(/\r?\n/)) if (line.trim().length > 3) core.setSecret(line)
  },
}
