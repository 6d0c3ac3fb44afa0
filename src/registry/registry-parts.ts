import type { Transport } from '../http/transport.ts'
import type { Authorization } from './auth/authorization.ts'
import type { Warnings } from './errors/warnings.ts'
import type { RegistryRetryPolicy } from './limits/retry.ts'

/** What the client of a registry is made of. */
export interface RegistryParts {
  /** The canonical host. */
  readonly name: string
  /** The base URL of its API. */
  readonly home: URL
  readonly transport: Transport
  readonly authorization: Authorization
  readonly warnings: Warnings
  /** The origins that have responded: the registry's own, its token service's, and others. */
  readonly heard: Set<string>
  readonly createRepository?: (name: string) => Promise<void>
  readonly retry: RegistryRetryPolicy
  readonly redact: (text: string) => string
  readonly now: () => Date
  readonly signal: AbortSignal
}
