import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Command, Ended, Run } from '../environment.ts'

const tailLimit = 1024 * 1024
/** Milliseconds between asking a child to end and making it. */
const grace = 5_000

/** Runs children by node:child_process: @actions/exec cannot stop one (docs/decisions/0007). */
export const run: Run = async (command: Command): Promise<Ended> => {
  const { program, args, variables, directory, input, onLine, signal } = command
  signal?.throwIfAborted()
  const child = spawn(program, args, { cwd: directory, env: variables, stdio: ['pipe', 'pipe', 'pipe'] })
  const stop = () => {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), grace).unref()
  }
  signal?.addEventListener('abort', stop, { once: true })
  try {
    // A child that does not read its input is no failure of ours.
    child.stdin.on('error', () => undefined).end(input ?? '')
    const outputs = [child.stdout, child.stderr].map((stream) => {
      if (onLine) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine)
      return collectTail(stream)
    })
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve(code ?? 1))
    })
    signal?.throwIfAborted()
    const [stdout = '', stderr = ''] = await Promise.all(outputs)
    return { exitCode, stdout, stderr }
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

async function collectTail(stream: NodeJS.ReadableStream): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let tail = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    tail = (tail + text).slice(-tailLimit)
  })
  stream.on('close', () => resolve(tail))
  return await promise
}
