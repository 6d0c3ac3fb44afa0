import { setTimeout } from 'node:timers/promises'
import { isDecided, type Required } from '../plan/gate.ts'
import type { Push } from './push.ts'

/** Work for one target. */
interface Work {
  readonly push: Push
  readonly done: Promise<unknown>
}

/**
 * Waits until all required targets have ended or, if none is required individually, one is ready; then at most
 * `timeout` milliseconds for the rest. Returns the work still in progress, whose failures are not thrown anywhere.
 */
export async function untilDecided<Each extends Work>(
  works: readonly Each[],
  required: Required,
  timeout: number
): Promise<readonly Each[]> {
  const states = new Map(works.map((work) => [work, 'under way' as 'under way' | 'ready' | 'failed']))
  const decided = Promise.withResolvers<void>()
  const end = (work: Each, isDone: boolean) => {
    states.set(work, isDone && !work.push.failure ? 'ready' : 'failed')
    const targets = works.map((each) => ({ target: each.push.name, state: states.get(each) ?? 'failed' }))
    if (isDecided(targets, required)) decided.resolve()
  }
  const all = works.map((work) =>
    work.done.then(
      () => end(work, true),
      () => end(work, false)
    )
  )
  const over = new AbortController()
  const late = decided.promise.then(() => setTimeout(timeout, undefined, { signal: over.signal }))
  await Promise.race([Promise.all(all), late])
  over.abort()
  late.catch(() => undefined)
  return works.filter((work) => states.get(work) === 'under way')
}
