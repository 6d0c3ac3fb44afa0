/** Runs `work` once per key and shares the result. A failure is forgotten, so that it can be retried. */
export function singleFlight<Key, Result>(
  memory: Map<Key, Promise<Result>>,
  key: Key,
  work: () => Promise<Result>
): Promise<Result> {
  const known = memory.get(key)
  if (known !== undefined) return known
  const result = work()
  memory.set(key, result)
  result.catch(() => memory.get(key) === result && memory.delete(key))
  return result
}
