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
  /** The file that both outputs go to: neither a slow reader nor one that died can disturb the program. */
  readonly log: string
  /** How long the program may take to end after SIGTERM. */
  readonly graceSeconds: number
  /** Commands that clear up when the program has ended. They run even where this process was killed. */
  readonly afterwards: readonly (readonly string[])[]
}

/** A program that runs until it is stopped or this process ends, however that happens. */
export interface Background extends AsyncDisposable {
  /** Waits for what a probe finds. Where the program ends before, or takes a minute, it is stopped and its log told. */
  until<Found>(probe: () => Promise<Found | undefined>): Promise<Found>
  kill(signal: NodeJS.Signals): void
  /** Settles when the program has ended, though nothing is cleared up yet. */
  readonly ended: Promise<void>
  /** SIGTERM, later SIGKILL, then what is to be done afterwards. */
  stop(): Promise<void>
}

/**
 * A watcher is split off before the shell becomes the program, so the program's process is our own child. The watcher
 * reads a socket whose other end is closed by `stop`, or by the end of this process; $$ is the program there.
 * One that has ended may still have an id, until its parent asks how it ended, but in /proc it has no program.
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

/** Starts a program in a session of its own, so that Ctrl-C at a terminal reaches it only by way of `stop`. */
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
    throw new Error(`${program} ${end === null ? 'is not ready' : `ended (${end})`}:\n${lines.join('\n')}`)
  }
}
