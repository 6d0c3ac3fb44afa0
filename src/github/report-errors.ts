import type { Log, Place } from '../environment.ts'

/** Says every error, where a file is at fault on its line, and for those who debug also what was behind it. */
export function reportErrors(error: unknown, log: Log): void {
  if (error instanceof AggregateError) {
    for (const one of error.errors) reportErrors(one, log)
    return
  }
  const { message, place } = Object(error) as { readonly message?: string; readonly place?: Place }
  log.error(message ?? String(error), place)
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) log.debug(cause.stack ?? cause.message)
}
