import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { kill } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Command, Ended, Run } from '../environment.ts'
import { collectOutput } from './output.ts'

/** Milliseconds between SIGTERM and SIGKILL, and for which outputs may stay open after a group's leader has ended. */
const grace = 5_000
/** Milliseconds for the rest of a group that was stopped, once its leader has ended and no output is open. */
const restGrace = 500

/** Runs children that may have to be stopped, which @actions/exec cannot do (docs/decisions/0007). */
export const run: Run = async (command: Command): Promise<Ended> => {
  const { program, args, variables, directory, input, onLine, cut, signal, isGroup = false } = command
  signal?.throwIfAborted()
  const child = spawn(program, args, {
    ...{ cwd: directory, env: variables, detached: isGroup },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // Processes that the child has started may keep its outputs open indefinitely.
  const closeOutputs = () => {
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  }
  let killing: NodeJS.Timeout | undefined
  const stop = () => {
    end(child, 'SIGTERM', isGroup)
    killing = setTimeout(() => {
      end(child, 'SIGKILL', isGroup)
      closeOutputs()
    }, grace)
  }
  signal?.addEventListener('abort', stop, { once: true })
  try {
    // It is not an error if a child does not read its input.
    child.stdin.on('error', () => undefined).end(input ?? '')
    const [stdout, stderr] = [collectOutput(child.stdout, onLine, cut), collectOutput(child.stderr, onLine, cut)]
    // What a script leaves running in the background must not hold it up.
    if (isGroup) child.once('exit', () => void wait(grace, undefined, { ref: false }).then(closeOutputs))
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, killer) => resolve(code ?? 128 + constants.signals[killer ?? 'SIGKILL']))
    })
    signal?.throwIfAborted()
    return { exitCode, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(killing)
    signal?.removeEventListener('abort', stop)
    if (killing && isGroup) await endRest(child)
  }
}

/** Ends what ignored SIGTERM, closed its outputs, and outlived the leader of its group. */
async function endRest(child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < restGrace && hasGroup(child); waited += 50) await wait(50)
  if (hasGroup(child)) end(child, 'SIGKILL', true)
}

/** Whether any process of its group is left. */
function hasGroup({ pid }: ChildProcess): boolean {
  try {
    return pid !== undefined && kill(-pid, 0)
  } catch {
    return false
  }
}

/** Sends a signal to a child, or to all processes of its group. */
function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', isGroup: boolean): void {
  try {
    if (isGroup && child.pid !== undefined) kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // The group has ended, or the system has no groups.
    child.kill(signal)
  }
}
