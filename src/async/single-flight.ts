/** Runs `work` once per key and shares the result. A failure is forgotten, so that it can be retried. */
export function singleFlight<Key, Result>(
  memory: Map<Key, Promise<Result>>,
  key: Key,
  work: () => Promise<Result>
): Promise<Result> {
  return memory.get(key) ?? shareFlight(memory, key, work())
}

/** Shares work that the caller has just started because there was none for the key. */
export function shareFlight<Key, Result>(
  memory: Map<Key, Promise<Result>>,
  key: Key,
  result: Promise<Result>
): Promise<Result> {
  memory.set(key, result)
  result.catch(() => memory.get(key) === result && memory.delete(key))
  return result
}
