import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** One of the programs beside the tests, in a process of its own. */
export interface Child extends AsyncDisposable {
  readonly process: ChildProcess
  /** The next line that it prints, which is JSON. */
  next<Line>(): Promise<Line>
  /** Ends its standard input. */
  finish(): void
  /** Waits for its end. */
  end(): Promise<void>
}

/** Where Node keeps what it made of TypeScript, which takes it longer than all else at the start, and 40 MB. */
const cache = join(import.meta.dirname, '..', '..', '..', '.cache', 'compiled')

/** Starts a program of `programs/`; `limit` is what a shell does before. */
export function startChild(program: string, args: readonly string[], limit = ''): Child {
  const path = join(import.meta.dirname, '..', 'programs', program)
  const command = `${limit}${limit && '; '}exec "$0" "$@"`
  const child = spawn('sh', ['-c', command, process.execPath, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
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
