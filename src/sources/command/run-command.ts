import { join } from 'node:path'
import { BuildError } from '../../builder/build-error.ts'
import { runScript, type ScriptOrder } from '../../process/script.ts'

export interface CommandOrder extends Omit<ScriptOrder, 'path'> {
  /** A folder for temporary files. */
  readonly temp: string
}

/**
 * Runs a script and logs its output as it comes. Its exit status alone decides. Throws BuildError, or the reason of the
 * signal that ended it and all that it had started.
 */
export async function runCommand({ temp, ...order }: CommandOrder): Promise<void> {
  const { shell, environment, signal } = order
  const { exitCode, words, excerpt } = await environment.log.group('Run', async () => {
    return await runScript({ ...order, path: join(temp, 'command') }).catch((cause: Error) => {
      signal.throwIfAborted()
      const problem = `${shell.program} cannot be started: ${cause.message}. Check the input 'run-shell'.`
      throw new BuildError(problem, { cause })
    })
  })
  if (exitCode === 0) return
  const said = words ? `: ${words}` : ''
  throw new BuildError(`The command in 'run' ended with exit code ${exitCode}, so nothing is published${said}.`, {
    excerpt: excerpt || undefined,
  })
}
