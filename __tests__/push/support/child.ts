import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compileCache } from '../../support/compile-cache.ts'

/** One of the programs beside the tests, in its own process. */
export interface Child extends AsyncDisposable {
  readonly process: ChildProcess
  /** The next line of its output, parsed as JSON. */
  next<Line>(): Promise<Line>
  /** Closes its standard input. */
  finish(): void
  /** Waits until it exits. */
  end(): Promise<void>
}

/** Starts a program of `programs/`; `limit` is a shell command to run first. */
export function startChild(program: string, args: readonly string[], limit = ''): Child {
  const path = join(import.meta.dirname, '..', 'programs', program)
  const command = `${limit}${limit && '; '}exec "$0" "$@"`
  const child = spawn('sh', ['-c', command, process.execPath, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...compileCache },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  return {
    process: child,
    next: async () => JSON.parse((await lines.next()).value ?? 'null'),
    finish: () => child.stdin?.end(),
    end,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await end()
    },
  }
}
