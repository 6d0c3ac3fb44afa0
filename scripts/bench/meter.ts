import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { childrenCpuSeconds, MemoryWatch, type Usage } from './usage.ts'

/** Milliseconds between two looks at the memory of processes. */
const interval = 10

/**
 * Measures the processes that `work` starts, and nothing else: what is done before the first and after the last of them
 * is ours. They are told of by Node itself (diagnostics_channel, `child_process`), so that whoever starts them need not
 * know. One measurement at a time, and nothing else that starts or ends processes meanwhile.
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
