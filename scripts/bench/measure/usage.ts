import { readdirSync, readFileSync } from 'node:fs'

/** The resources used by a piece of work. Undefined if the system does not report them. */
export interface Usage {
  /** From the start of its first process to the end of its last. */
  readonly seconds: number
  /** CPU time of all processes that have ended and were waited for. The kernel counts in hundredths. */
  readonly cpuSeconds: number | undefined
  /** Resident memory of all processes at once: the largest sum of their own peaks that was seen. */
  readonly peakBytes: number | undefined
  /** The peak without the descendants of those processes. */
  readonly ownPeakBytes: number | undefined
}

/** CPU seconds of all descendants of this process that have ended: proc_pid_stat(5). */
export function childrenCpuSeconds(): number | undefined {
  const stat = read('/proc/self/stat')
  if (stat === undefined) return undefined
  // The second field is the program's name, which may contain any character.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [fields[13], fields[14]].map(Number)
  return ((user ?? 0) + (system ?? 0)) / ticksPerSecond
}

/** The value of sysconf(_SC_CLK_TCK) on every Linux that Node supports. */
const ticksPerSecond = 100

/** The largest sum seen of the peaks of processes and their descendants. */
export class MemoryWatch {
  readonly #seen = new Map<number, number>()
  #peak: number | undefined
  #ownPeak: number | undefined

  get peakBytes(): number | undefined {
    return this.#peak
  }

  get ownPeakBytes(): number | undefined {
    return this.#ownPeak
  }

  look(roots: readonly number[]): void {
    this.#peak = larger(
      this.#peak,
      roots.map((pid) => this.#treeSize(pid, true))
    )
    this.#ownPeak = larger(this.#ownPeak, roots.map(peakOf))
  }

  #treeSize(pid: number, isRoot: boolean): number {
    const times = (this.#seen.get(pid) ?? 0) + 1
    this.#seen.set(pid, times)
    // A process that was just started may still show the memory of its parent: vfork(2).
    const own = isRoot || times > 1 ? peakOf(pid) : 0
    return childrenOf(pid).reduce((sum, child) => sum + this.#treeSize(child, false), own)
  }
}

/** The larger of a peak and a sum; undefined until something was seen. */
function larger(peak: number | undefined, sizes: readonly number[]): number | undefined {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return total > 0 ? Math.max(peak ?? 0, total) : peak
}

/** The peak memory of a process, in bytes: proc_pid_status(5). */
function peakOf(pid: number): number {
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '') ?? []
  return Number(kibibytes ?? 0) * 1024
}

/** Children belong to the thread that started them. */
function childrenOf(pid: number): readonly number[] {
  const threads = attempt(() => readdirSync(`/proc/${pid}/task`)) ?? []
  const lists = threads.map((thread) => read(`/proc/${pid}/task/${thread}/children`) ?? '')
  return lists.join('').split(' ').filter(Boolean).map(Number)
}

function read(path: string): string | undefined {
  return attempt(() => readFileSync(path, 'utf8'))
}

/** Undefined if the process has ended in the meantime, or the system has no /proc. */
function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
