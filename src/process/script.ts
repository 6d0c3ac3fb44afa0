import { writeFile } from 'node:fs/promises'
import type { Environment, Variables } from '../environment.ts'
import type { Shell } from './shell.ts'

/** Lines of the output to show with an error. */
const shownLines = 20

export interface ScriptOrder {
  readonly script: string
  readonly shell: Shell
  /** Where to write it, without the ending of the file's name: a path that only this step uses. */
  readonly path: string
  /** Where it runs. */
  readonly directory: string
  /** Exactly these. */
  readonly variables: Variables
  readonly environment: Pick<Environment, 'run' | 'log'>
  readonly signal: AbortSignal
  /** Called once it was started. */
  readonly onStarted?: () => void
}

/** A script that has ended. No text contains a secret. */
export interface ScriptEnd {
  readonly exitCode: number
  /** What it said last, without a period: what went wrong is usually on standard error. */
  readonly words: string | undefined
  /** The last lines of both outputs. */
  readonly excerpt: string
}

/**
 * Runs a script as GitHub's runner does, and logs its output as it comes. The signal ends it and all that it has started.
 * Rejects if the shell cannot be started, or with the signal's reason.
 */
export async function runScript(order: ScriptOrder): Promise<ScriptEnd> {
  const { script, shell, directory, variables, signal, onStarted } = order
  const { run, log } = order.environment
  const { program, before = '', after = '' } = shell
  // As a file, it is not in the list of processes, and may be of any length.
  const path = `${order.path}${shell.ending}`
  await writeFile(path, `${before}${script}${after}`, { mode: 0o600 })
  const args = shell.args.map((argument) => argument.replaceAll('{0}', path))
  for (const line of script.trimEnd().split('\n')) log.info(log.redact(line))
  log.info(`[command] ${program} ${args.join(' ')}`)
  const last: string[] = []
  const onLine = (text: string) => {
    const line = log.redact(text)
    log.info(line)
    if (line.trim() !== '') last.push(line)
    if (last.length > shownLines) last.shift()
  }
  const tell = () => log.info(`Stopping the command: ${(signal.reason as Error).message}`)
  signal.addEventListener('abort', tell, { once: true })
  try {
    const ending = run({ program, args, variables, directory, onLine, cut: log.cut, signal, isGroup: true })
    onStarted?.()
    const { exitCode, stdout, stderr } = await ending
    const words = lastLineOf(log.redact(stderr)) ?? lastLineOf(log.redact(stdout))
    return { exitCode, words, excerpt: last.map((line) => line.slice(0, 200)).join('\n') }
  } finally {
    signal.removeEventListener('abort', tell)
  }
}

function lastLineOf(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1)?.trim().slice(0, 300).replace(/\.$/, '') || undefined
}
