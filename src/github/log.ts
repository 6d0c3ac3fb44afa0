import * as core from '@actions/core'
import type { Log, Place } from '../environment.ts'

/**
 * Text in which the runner finds no command, neither `::name::` at the start of a line nor `##[name]` anywhere: builders
 * and registries have nothing to command. The runner compares as people read (actions/runner, ActionCommand.cs), so
 * characters that are not seen are passed over.
 */
export function inert(text: string): string {
  return text
    .replaceAll(/^([[\s\p{C}\p{DI}]--[\n\r\u2028\u2029]]*):(?=[\p{C}\p{DI}]*:)/gmv, '$1: ')
    .replaceAll(/#(?=[\p{C}\p{DI}]*#[\p{C}\p{DI}]*\[)/gv, '# ')
}

/** The log of a step: what is printed is text, what is annotated is escaped, what is masked is never seen. */
export const log: Log = {
  info: (line) => core.info(inert(line)),
  debug: (line) => core.debug(line),
  notice: (message) => core.notice(message),
  warning: (message, place) => core.warning(message, propertiesOf(place)),
  error: (message, place) => core.error(message, propertiesOf(place)),
  group: (heading, work) => core.group(inert(heading), work),
  mask(secret) {
    // A mask works within a line; one that is too short would garble the log and protect nothing.
    const lines = secret.split(/[\r\n]+/).map((line) => line.trim())
    for (const line of lines) if (line.length > 3) core.setSecret(line)
  },
}

function propertiesOf(place: Place | undefined): core.AnnotationProperties {
  return place ? { file: place.file, ...(place.line && { startLine: place.line }) } : {}
}
