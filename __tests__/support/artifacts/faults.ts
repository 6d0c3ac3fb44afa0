/** What goes wrong with a request to the artifact service or to its storage. */
export type ArtifactFault =
  /** Responds with this and does nothing. */
  | ArtifactReply
  /** Closes the connection with a reset, and does nothing. */
  | 'reset'
  /** Does what was asked for, and closes the connection with a reset instead of responding. */
  | 'reset after'
  /** Never responds. */
  | 'stall'
  /** Responds to a request that was carried out, with something else. */
  | { readonly after: ArtifactReply }

export interface ArtifactReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON; `endless` is written until the client closes the connection. */
  readonly body?: object | string | Uint8Array | 'endless'
}

/** Which requests a fault applies to. Every given field must match. */
export interface ArtifactMatch {
  readonly method?: ArtifactMethod
  /** The name of the artifact. */
  readonly name?: string
  /** `1` for the first job of the run. */
  readonly job?: number
}

export type ArtifactMethod =
  | 'CreateArtifact'
  | 'FinalizeArtifact'
  | 'ListArtifacts'
  | 'GetSignedArtifactURL'
  | 'PUT block'
  | 'PUT blocklist'
  | 'PUT blob'
  | 'GET blob'

interface Order {
  readonly match: ArtifactMatch
  readonly fault: ArtifactFault
  times: number
  after: number
}

export interface ArtifactFaultOptions {
  /** How many times it occurs; by default once. */
  readonly times?: number
  /** How many matching requests to let pass first. */
  readonly after?: number
}

/** The scheduled faults, each for the next matching requests. */
export class ArtifactFaults {
  readonly #orders: Order[] = []

  fail(match: ArtifactMatch, fault: ArtifactFault, { times = 1, after = 0 }: ArtifactFaultOptions = {}): void {
    this.#orders.push({ match, fault, times, after })
  }

  take(request: Required<ArtifactMatch>): ArtifactFault | undefined {
    for (const order of this.#orders) {
      const fields = Object.entries(order.match) as [keyof ArtifactMatch, unknown][]
      if (order.times <= 0 || !fields.every(([field, value]) => request[field] === value)) continue
      if (order.after > 0) {
        order.after -= 1
        continue
      }
      order.times -= 1
      return order.fault
    }
    return undefined
  }
}
