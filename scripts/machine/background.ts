import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Variables } from './run.ts'

export interface BackgroundOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly variables: Variables
  /** The file for both outputs, so that neither a slow nor a dead reader can disturb the program. */
  readonly log: string
  /** How long the program may take to exit after SIGTERM. */
  readonly graceSeconds: number
  /** Cleanup commands for when the program has exited. They run even if this process was killed. */
  readonly afterwards: readonly (readonly string[])[]
}

/** A program that runs until it is stopped or this process ends, for whatever reason. */
export interface Background extends AsyncDisposable {
  /** Waits for a probe to find something. If the program exits first or takes a minute, stops it and throws its log. */
  until<Found>(probe: () => Promise<Found | undefined>): Promise<Found>
  kill(signal: NodeJS.Signals): void
  /** Settles when the program has exited, before cleanup. */
  readonly ended: Promise<void>
  /** Sends SIGTERM, later SIGKILL, then runs the cleanup commands. */
  stop(): Promise<void>
}

/**
 * A watcher is forked before the shell execs the program, so the program's process is our direct child. The watcher
 * reads a socket whose other end is closed by `stop`, or when this process ends; $$ is the program there.
 * A zombie still has a process ID until its parent reaps it, but no executable in /proc.
 */
const script = `
grace=$1 afterwards=$2 ended=
shift 2
alive() { kill -0 $$ && { [ ! -e /proc/self/exe ] || [ -e /proc/$$/exe ]; }; }
{
  while read -r word; do ended=$word; done
  if [ -z "$ended" ]; then
    kill -TERM $$
    while alive && [ "$grace" -gt 0 ]; do sleep 0.02; grace=$((grace - 1)); done
    kill -KILL $$
  fi
  eval "$afterwards"
} <&3 >/dev/null 2>&1 &
exec "$@" 3>&-
`

/** Starts a program in a new session, so that Ctrl-C in a terminal reaches it only through `stop`. */
export async function startBackground(options: BackgroundOptions): Promise<Background> {
  const { program, args, variables, log, graceSeconds, afterwards } = options
  await using file = await open(log, 'a')
  const last = afterwards.map((command) => command.map(quote).join(' ')).join('; ')
  const child = spawn('/bin/sh', ['-c', script, 'watch', String(graceSeconds * 50), last, program, ...args], {
    env: { PATH: process.env.PATH, ...variables },
    detached: true,
    stdio: ['ignore', file.fd, file.fd, 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const cleared = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const watcher = child.stdio[3] as Duplex
  watcher.on('error', () => undefined).resume()
  await once(child, 'spawn')
  child.once('exit', () => {
    if (!watcher.writableEnded) watcher.write('ended\n')
  })
  const stop = async (): Promise<void> => {
    watcher.end()
    await cleared
  }
  const until = async <Found>(probe: () => Promise<Found | undefined>): Promise<Found> => {
    try {
      return await waitFor(probe, child, options)
    } catch (error) {
      await stop()
      throw error
    }
  }
  return { until, ended, stop, kill: (signal) => child.kill(signal), [Symbol.asyncDispose]: stop }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

async function waitFor<Found>(
  probe: () => Promise<Found | undefined>,
  child: ChildProcess,
  { program, log }: BackgroundOptions
): Promise<Found> {
  for (const deadline = Date.now() + 60_000; ; await sleep(10)) {
    const found = await probe()
    if (found !== undefined) return found
    const end = child.signalCode ?? child.exitCode
    if (end === null && Date.now() < deadline) continue
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-12)
    throw new Error(`${program} ${end === null ? 'is not ready' : `exited (${end})`}:\n${lines.join('\n')}`)
  }
}
