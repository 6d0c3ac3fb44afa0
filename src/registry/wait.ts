import { setTimeout } from 'node:timers/promises'

/** Waits; an aborted `signal` ends that with its reason, where Node's timer would say only that it was aborted. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted())
}
