import { setTimeout } from 'node:timers/promises'

/** Milliseconds that optional work may take. */
const defaultLimit = 10_000

/** Waits for optional work, at most this long, and ignores its failure. Never rejects. */
export async function atMost(work: Promise<unknown>, milliseconds: number = defaultLimit): Promise<void> {
  const over = setTimeout(milliseconds, undefined, { ref: false })
  await Promise.race([work.catch(() => undefined), over])
}
