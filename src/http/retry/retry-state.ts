import { wait } from '../../async/wait.ts'
import { backoff, type RetryPolicy } from './backoff.ts'
import { isRetryable, type Retryable } from './retryable.ts'

/** Each attempt that times out costs minutes. */
export const silentAttempts = 3

/** Decides after each failure of a request whether to retry it, and waits until then. */
export class RetryState {
  readonly #policy: RetryPolicy
  readonly #signal: AbortSignal
  #waited = 0
  #retries = 0
  #silences = 0
  #unheard = 0

  constructor(policy: RetryPolicy, signal: AbortSignal) {
    this.#policy = policy
    this.#signal = signal
  }

  /** Resets the count of attempts after progress was made. The budget stays as it is. */
  renew(): void {
    this.#retries = 0
    this.#silences = 0
    this.#unheard = 0
  }

  /** Whether there were too many timeouts in a row, of the request or of the checks around it. */
  get isSpent(): boolean {
    return this.#unheard >= silentAttempts
  }

  /** Records how an exchange ended, if an attempt consists of several. */
  note(failure?: Retryable): void {
    this.#unheard = failure?.isSilence ? this.#unheard + 1 : 0
  }

  /** Waits for a while without counting a failure. `turn` counts from 1. */
  async pause(turn: number): Promise<void> {
    await wait(backoff(this.#policy, turn, Math.random()), this.#signal)
  }

  /** Counts a failed attempt that needs no wait before the next; throws `error` if it was the last. */
  spend(error: unknown): void {
    this.#retries += 1
    if (this.#retries >= this.#policy.attempts) throw error
  }

  /** Attempts something until it succeeds. Throws the error of an attempt after which no other is worth it. */
  async run<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await attempt()
      } catch (error) {
        await this.afterFailure(error)
      }
    }
  }

  /** Waits before the next attempt, or throws `error` if no attempt is left. `attempts` lowers the policy's limit. */
  async afterFailure(error: unknown, attempts = this.#policy.attempts): Promise<void> {
    this.#signal.throwIfAborted()
    if (!(isRetryable(error) && error.transient)) throw error
    this.#retries += 1
    if (error.isSilence) this.#silences += 1
    const time = backoff(this.#policy, this.#retries, Math.random(), error.askedWait(this.#policy))
    this.#waited += time
    const isOver = this.#retries >= attempts || this.#silences >= silentAttempts || this.isSpent
    if (isOver || this.#waited > this.#policy.budget) throw error
    await wait(time, this.#signal)
  }
}
