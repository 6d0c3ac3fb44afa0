import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BuildError } from '../../builder/build-error.ts'
import type { Ended, Environment, Variables } from '../../environment.ts'
import type { Shell } from './shell.ts'

/** Lines of the output to show with the error. */
const shownLines = 20

export interface CommandOrder {
  readonly script: string
  readonly shell: Shell
  /** Where it runs. */
  readonly directory: string
  /** Exactly these. */
  readonly variables: Variables
  /** A folder for temporary files. */
  readonly temp: string
  readonly environment: Pick<Environment, 'run' | 'log'>
  readonly signal: AbortSignal
  /** Called once it was started. */
  readonly onStarted?: () => void
}

/**
 * Runs a script and logs its output as it comes. Its exit status alone decides. Throws BuildError, or the reason of the
 * signal that ended it and all that it had started.
 */
export async function runCommand(order: CommandOrder): Promise<void> {
  const { script, shell, temp } = order
  const { log } = order.environment
  const { before = '', after = '' } = shell
  // As a file, it is not in the list of processes, and may be of any length.
  const path = join(temp, `command${shell.ending}`)
  await writeFile(path, `${before}${script}${after}`, { mode: 0o600 })
  const last: string[] = []
  const { exitCode, stdout, stderr } = await log.group('Run', async () => {
    for (const line of script.trimEnd().split('\n')) log.info(log.redact(line))
    return await start(order, path, (line) => {
      log.info(line)
      if (line.trim() !== '') last.push(line)
      if (last.length > shownLines) last.shift()
    })
  })
  if (exitCode === 0) return
  // What went wrong is usually on standard error; the two arrive in any order.
  const words = lastLineOf(log.redact(stderr)) ?? lastLineOf(log.redact(stdout))
  const said = words ? `: ${words.replace(/\.$/, '')}` : ''
  throw new BuildError(`The command in 'run' ended with exit code ${exitCode}, so nothing is published${said}.`, {
    excerpt: last.map((line) => line.slice(0, 200)).join('\n') || undefined,
  })
}

/** Runs the file; `onLine` gets each line that it prints, without secrets. */
async function start(order: CommandOrder, path: string, onLine: (line: string) => void): Promise<Ended> {
  const { shell, directory, variables, signal, onStarted } = order
  const { run, log } = order.environment
  const { program } = shell
  const args = shell.args.map((argument) => argument.replaceAll('{0}', path))
  log.info(`[command] ${program} ${args.join(' ')}`)
  const tell = () => log.info(`Stopping the command: ${(signal.reason as Error).message}`)
  signal.addEventListener('abort', tell, { once: true })
  const ending = run({
    ...{ program, args, variables, directory, cut: log.cut, signal, isGroup: true },
    onLine: (line) => onLine(log.redact(line)),
  })
  onStarted?.()
  try {
    return await ending
  } catch (cause) {
    signal.throwIfAborted()
    const { message } = cause as Error
    throw new BuildError(`${program} cannot be started: ${message}. Check the input 'run-shell'.`, { cause })
  } finally {
    signal.removeEventListener('abort', tell)
  }
}

function lastLineOf(text: string): string | undefined {
  return text.trimEnd().split('\n').at(-1)?.trim().slice(0, 300) || undefined
}
