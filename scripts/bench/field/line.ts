import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { LinkOptions } from '../../../__tests__/support/registry/proxy/link.ts'

/** The traffic on a line: bytes in each direction, and connections opened. */
export interface Passed {
  readonly up: number
  readonly down: number
  readonly connections: number
}

/** A connection to a registry with limited bandwidth or added latency. */
export interface Line extends AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  passed(): Promise<Passed>
}

export async function startLine(target: string, options: LinkOptions): Promise<Line> {
  const program = join(import.meta.dirname, 'line-process.ts')
  const child = spawn(process.execPath, [program, target, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the line to ${target} was closed`)
    return value
  }
  const host = await next()
  return {
    host,
    async passed() {
      child.stdin.write('\n')
      return JSON.parse(await next()) as Passed
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
