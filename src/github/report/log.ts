import * as core from '@actions/core'
import type { Log, Place } from '../../environment.ts'
import { linesOf } from '../../redaction/forms.ts'
import { Redactor } from '../../redaction/redactor.ts'

/**
 * Text in which the runner finds no command, neither `::name::` at the start of a line nor `##[name]` anywhere:
 * builders and registries must not issue commands. The runner ignores invisible characters when it compares
 * (actions/runner, ActionCommand.cs), so they are skipped here as well.
 */
export function inert(text: string): string {
  return text
    .replaceAll(/^([[\s\p{C}\p{DI}]--[\n\r\u2028\u2029]]*):(?=[\p{C}\p{DI}]*:)/gmv, '$1: ')
    .replaceAll(/#(?=[\p{C}\p{DI}]*#[\p{C}\p{DI}]*\[)/gv, '# ')
}

/** The number of lines of one secret that the runner is asked to mask. */
const maskLimit = 200

const redactor = new Redactor()
const redact = (text: string) => redactor.redact(text)

/** The log of a step: what is printed is plain text, what is annotated is escaped, what is masked is never shown. */
export const log: Log = {
  info: (line) => core.info(inert(redact(line))),
  debug: (line) => core.debug(redact(line)),
  notice: (message) => core.notice(redact(message)),
  warning: (message, place) => core.warning(redact(message), propertiesOf(place)),
  error: (message, place) => core.error(redact(message), propertiesOf(place)),
  group: (heading, work) => core.group(inert(redact(heading)), work),
  mask(secret) {
    redactor.add(secret)
    // For what later steps print. The runner masks within a line, and searches every line of the job for every mask.
    for (const line of linesOf(secret).slice(0, maskLimit)) core.setSecret(line)
  },
  redact,
  cut: (text, at) => redactor.cut(text, at),
}

function propertiesOf(place: Place | undefined): core.AnnotationProperties {
  if (!place) return {}
  const { file, line, endLine } = place
  return { file, ...(line && { startLine: line }), ...(endLine && { endLine }) }
}
