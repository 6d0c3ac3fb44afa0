import { setTimeout } from 'node:timers/promises'

/** Waits; rejects with the signal's reason if `signal` is aborted, instead of with the AbortError of Node's timer. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted())
}
