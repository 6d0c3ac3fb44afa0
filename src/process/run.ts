import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Command, Ended, Run } from '../environment.ts'
import { collectOutput } from './output.ts'

/** Milliseconds between SIGTERM and SIGKILL. */
const grace = 5_000

/** Runs children that may have to be stopped, which @actions/exec cannot do (docs/decisions/0007). */
export const run: Run = async (command: Command): Promise<Ended> => {
  const { program, args, variables, directory, input, onLine, cut, signal } = command
  signal?.throwIfAborted()
  const child = spawn(program, args, { cwd: directory, env: variables, stdio: ['pipe', 'pipe', 'pipe'] })
  let killing: NodeJS.Timeout | undefined
  const stop = () => {
    child.kill('SIGTERM')
    killing = setTimeout(() => {
      child.kill('SIGKILL')
      // Processes that the child has started may keep its outputs open indefinitely.
      for (const stream of [child.stdout, child.stderr]) stream.destroy()
    }, grace)
  }
  signal?.addEventListener('abort', stop, { once: true })
  try {
    // It is not an error if a child does not read its input.
    child.stdin.on('error', () => undefined).end(input ?? '')
    const [stdout, stderr] = [collectOutput(child.stdout, onLine, cut), collectOutput(child.stderr, onLine, cut)]
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, killer) => resolve(code ?? 128 + constants.signals[killer ?? 'SIGKILL']))
    })
    signal?.throwIfAborted()
    return { exitCode, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(killing)
    signal?.removeEventListener('abort', stop)
  }
}
