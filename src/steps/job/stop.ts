/** The signals that stop a run's work. */
export interface Stop extends Disposable {
  /** Aborts all requests. */
  readonly network: AbortSignal
  /** Stops the builder. */
  readonly building: AbortSignal
  stopBuilding(reason: Error): void
  /** Until disposed, requests continue even if the run is cancelled: half of the tags moved would be worse than all. */
  shield(): Disposable
}

/** Stops everything when the run is cancelled. */
export function stopWith(cancelled: AbortSignal): Stop {
  const network = new AbortController()
  const building = new AbortController()
  const cancel = () => {
    network.abort(cancelled.reason)
    building.abort(cancelled.reason)
  }
  const ignore = () => cancelled.removeEventListener('abort', cancel)
  const listen = () => (cancelled.aborted ? cancel() : cancelled.addEventListener('abort', cancel, { once: true }))
  let shields = 0
  listen()
  return {
    network: network.signal,
    building: building.signal,
    stopBuilding: (reason) => building.abort(reason),
    shield() {
      shields += 1
      ignore()
      return {
        [Symbol.dispose]: () => {
          shields -= 1
          if (shields === 0) listen()
        },
      }
    },
    [Symbol.dispose]: ignore,
  }
}
