import type { Names } from '../tags/names.ts'
import type { Result } from './result.ts'

/** Does the work, and makes an error part of the result: what is known by then is to be told all the same. */
export async function attempt(names: Names, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (failure) {
    return { names, outcomes: [], isDone: false, failure }
  }
}
