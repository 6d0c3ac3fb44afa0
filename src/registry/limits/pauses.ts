import { orAborted } from '../../async/or-aborted.ts'
import { wait } from '../../async/wait.ts'

/** When a repository may be asked again, on a monotonic clock. */
interface Told {
  /** When it was first told to wait. */
  readonly since: number
  readonly until: number
  /** When the others at its registry are asked again. */
  readonly untilForOthers: number
}

/**
 * Decides who waits after a registry has refused requests because there were too many. The registry does not say
 * whether it means one repository or all. So the repository that it refused waits for as long as asked, and the others
 * wait once, for a moment. Then each of those sends a single request, and the response decides for that repository.
 */
export class Pauses {
  readonly #moment: number
  readonly #told = new Map<string, Told>()
  /** When the last successful request began. */
  readonly #letThrough = new Map<string, number>()
  readonly #trials = new Map<string, Promise<void>>()

  /** `moment` is the longest that a repository waits because of another one, in milliseconds. */
  constructor(moment: number) {
    this.#moment = moment
  }

  /** Notes that a repository has to wait this long. */
  tell(repository: string, milliseconds: number): void {
    const { since = performance.now(), until = 0 } = this.#told.get(repository) ?? {}
    const later = Math.max(until, performance.now() + milliseconds)
    const untilForOthers = Math.min(later, since + this.#moment)
    this.#told.set(repository, { since, until: later, untilForOthers })
  }

  /** Waits until a repository may be asked. */
  async over(repository: string, signal: AbortSignal): Promise<void> {
    for (let left = this.#left(repository); left > 0; left = this.#left(repository)) await wait(left, signal)
    if (!this.#isOnTrial(repository)) return
    const trial = this.#trials.get(repository)
    if (trial !== undefined) await orAborted(trial, signal)
  }

  isOver(repository: string): boolean {
    return this.#left(repository) <= 0 && !(this.#isOnTrial(repository) && this.#trials.has(repository))
  }

  /** Notes a request of a repository that may be asked. The returned function is to be called at its end. */
  begin(repository: string): (isSuccess: boolean) => void {
    const began = performance.now()
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = () => {
      if (this.#trials.get(repository) === promise) this.#trials.delete(repository)
      resolve()
    }
    if (this.#isOnTrial(repository)) this.#trials.set(repository, promise)
    // An upload may take long.
    const timer = setTimeout(end, this.#moment)
    return (isSuccess) => {
      if (isSuccess) this.#letThrough.set(repository, began)
      clearTimeout(timer)
      end()
    }
  }

  #left(repository: string): number {
    const own = this.#told.get(repository)?.until ?? 0
    const others = this.#concerning(repository).map(({ untilForOthers }) => untilForOthers)
    return Math.max(own, ...others) - performance.now()
  }

  #isOnTrial(repository: string): boolean {
    return this.#concerning(repository).some(({ until }) => until > performance.now())
  }

  /** What others were told since this one's last success. */
  #concerning(repository: string): readonly Told[] {
    const letThrough = this.#letThrough.get(repository) ?? Number.NEGATIVE_INFINITY
    const others = [...this.#told].filter(([other]) => other !== repository).map(([, told]) => told)
    return others.filter(({ since }) => since > letThrough)
  }
}
