import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { childrenCpuSeconds, MemoryWatch, type Usage } from './usage.ts'

/** Milliseconds between two samples of the processes' memory. */
const interval = 10

/**
 * Measures only the processes that `work` starts: the time before the first and after the last of them is ours. Node
 * reports them (diagnostics_channel, `child_process`), so the code that starts them is not involved. Only one
 * measurement may run at a time, and nothing else may start or end processes in the meantime.
 */
export async function measure(work: () => Promise<unknown>): Promise<Usage> {
  const processes = new Set<ChildProcess>()
  let began: number | undefined
  let ended = 0
  const started = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess }
    began ??= performance.now()
    processes.add(child)
    child.once('exit', () => {
      processes.delete(child)
      ended = performance.now()
    })
  }
  const memory = new MemoryWatch()
  const look = () => memory.look([...processes].flatMap(({ pid }) => pid ?? []))
  const cpuBefore = childrenCpuSeconds()
  subscribe('child_process', started)
  const timer = setInterval(look, interval)
  try {
    await work()
  } finally {
    clearInterval(timer)
    unsubscribe('child_process', started)
  }
  const cpuAfter = childrenCpuSeconds()
  return {
    seconds: (ended - (began ?? ended)) / 1000,
    cpuSeconds: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
    peakBytes: memory.peakBytes,
    ownPeakBytes: memory.ownPeakBytes,
  }
}
