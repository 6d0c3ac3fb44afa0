import type { Names } from '../../names/names.ts'
import type { Result } from './result.ts'

/** Does the work and turns an error into a part of the result, so that what is known by then is still reported. */
export async function attempt(names: Names, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (failure) {
    return { names, outcomes: [], isDone: false, failure }
  }
}
