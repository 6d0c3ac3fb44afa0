import { tmpdir } from 'node:os'
import type { Environment, Log } from '../../src/environment.ts'
import { query } from '../../src/process/query.ts'
import { run } from '../../src/process/run.ts'
import { Redactor } from '../../src/redaction/redactor.ts'

/** A log that records its lines. */
export interface RecordedLog extends Log {
  readonly lines: string[]
  readonly masked: string[]
}

export function recordLog(): RecordedLog {
  const lines: string[] = []
  const masked: string[] = []
  const redactor = new Redactor()
  return {
    lines,
    masked,
    info: (line) => lines.push(line),
    debug: () => undefined,
    notice: (message) => lines.push(`notice: ${message}`),
    warning: (message) => lines.push(`warning: ${message}`),
    error: (message) => lines.push(`error: ${message}`),
    group: (heading, work) => {
      lines.push(heading)
      return work()
    },
    mask(secret) {
      masked.push(secret)
      redactor.add(secret)
    },
    redact: (text) => redactor.redact(text),
    cut: (text, at) => redactor.cut(text, at),
  }
}

export interface TestEnvironment extends Environment {
  readonly log: RecordedLog
}

/** An environment for one test, with only the given variables. */
export function testEnvironment(changes: Partial<Environment> = {}): TestEnvironment {
  return {
    variables: {},
    workspace: process.cwd(),
    temp: tmpdir(),
    run,
    query: changes.run ?? query,
    now: () => new Date(),
    elapsed: () => performance.now(),
    signal: new AbortController().signal,
    ...changes,
    log: recordLog(),
  }
}
