/** What can be stopped, and for which reasons. */
export interface Stop extends Disposable {
  /** Ends every request. */
  readonly network: AbortSignal
  /** Ends the builder. */
  readonly building: AbortSignal
  stopBuilding(reason: Error): void
  /** From here on a cancelled run comes to its end: half of its tags moved would be worse than all. */
  shield(): void
}

/** Stops everything when the run is cancelled. */
export function stopWith(cancelled: AbortSignal): Stop {
  const network = new AbortController()
  const building = new AbortController()
  const cancel = () => {
    network.abort(cancelled.reason)
    building.abort(cancelled.reason)
  }
  const shield = () => cancelled.removeEventListener('abort', cancel)
  cancelled.addEventListener('abort', cancel, { once: true })
  if (cancelled.aborted) cancel()
  return {
    network: network.signal,
    building: building.signal,
    stopBuilding: (reason) => building.abort(reason),
    shield,
    [Symbol.dispose]: shield,
  }
}
