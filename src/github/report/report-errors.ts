import type { Log, Place } from '../../environment.ts'

/** Logs every error, on the line of the file at fault if there is one, and its causes for debugging. */
export function reportErrors(error: unknown, log: Log): void {
  if (error instanceof AggregateError) {
    for (const one of error.errors) reportErrors(one, log)
    return
  }
  const { message, place } = Object(error) as { readonly message?: string; readonly place?: Place }
  log.error(message ?? String(error), place)
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) log.debug(cause.stack ?? cause.message)
}
