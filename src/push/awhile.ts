import { setTimeout } from 'node:timers/promises'

/** Milliseconds that what is only good to know may take. */
const defaultPatience = 10_000

/** Waits for work that need not be done: no longer than this, and whatever comes of it. Never rejects. */
export async function awhile(work: Promise<unknown>, milliseconds: number = defaultPatience): Promise<void> {
  const over = setTimeout(milliseconds, undefined, { ref: false })
  await Promise.race([work.catch(() => undefined), over])
}
