import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { Repository } from '../oci/reference.ts'
import type { Target } from '../plan/target.ts'
import { connect } from '../registry/connect.ts'
import type { Credential } from '../registry/credentials/credential.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { defaultRetryPolicy, type RetryPolicy } from '../registry/retry.ts'
import type { Tls } from '../registry/tls.ts'
import type { Timeouts } from '../registry/transport.ts'
import { Holdings } from './holdings.ts'
import { Push } from './push.ts'

/** Milliseconds that registries are given to end the upload sessions that nobody needs. */
const farewell = 2_000

/** How a registry is to be spoken to. */
export interface Access {
  readonly tls?: Tls
  readonly insecure?: boolean
  readonly realms?: readonly string[]
}

export interface TargetOptions {
  readonly accessTo: (registry: string) => Access
  readonly credentialFor: (registry: string) => Promise<Credential | undefined>
  /** Repositories that blobs may be mounted from, on whatever registry. */
  readonly mountFrom: readonly Repository[]
  readonly environment: Environment
  /** Ends all requests. */
  readonly signal: AbortSignal
  readonly onFailure: (push: Push) => void
  readonly retry?: RetryPolicy
  readonly timeouts?: Timeouts
}

export interface Pushes extends AsyncDisposable {
  readonly all: readonly Push[]
}

/** Makes a push for each target. Targets on one registry share its connections, token and limits. */
export async function openPushes(targets: readonly Target[], options: TargetOptions): Promise<Pushes> {
  // What is still under way when all is done, a retry that waits above all, ends with the connections.
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  const groups = Map.groupBy(targets, ({ repository }) => repository.registry)
  const registries = await Promise.all([...groups.keys()].map((name) => connectTo(name, { ...options, signal })))
  const siblings = registries.map((registry) =>
    joined(groups.get(registry.name) ?? [], registry, { ...options, signal })
  )
  const all = targets.map((target) => siblings.flat().find((push) => push.target === target) as Push)
  return {
    all,
    async [Symbol.asyncDispose]() {
      const ended = Promise.all(all.map(({ spares }) => spares.close()))
      await Promise.race([ended, setTimeout(farewell, undefined, { ref: false })])
      done.abort()
      await Promise.all(registries.map((registry) => registry[Symbol.asyncDispose]()))
    },
  }
}

/** The pushes to the repositories of one registry. */
function joined(targets: readonly Target[], registry: Registry, options: TargetOptions): readonly Push[] {
  const { mountFrom, environment, signal, onFailure, retry = defaultRetryPolicy } = options
  const shared = {
    mountFrom: mountFrom.filter((source) => source.registry === registry.name).map(({ name }) => name),
    holdings: new Holdings(registry),
    firstWait: retry.firstWait,
    elapsed: environment.elapsed,
    signal,
    onFailure,
  }
  const pushes = targets.map((target) => {
    const sending = new AbortController()
    const remote = new RemoteRepository(
      registry,
      target.repository,
      'pull,push',
      AbortSignal.any([signal, sending.signal])
    )
    return new Push(target, remote, { ...shared, stopSending: (reason) => sending.abort(reason) })
  })
  for (const push of pushes) push.join(pushes)
  return pushes
}

/** What it takes to speak to a registry. */
type Connecting = Pick<TargetOptions, 'accessTo' | 'credentialFor' | 'environment' | 'signal' | 'retry' | 'timeouts'>

/** Makes the connection to a registry. Nothing is sent yet, unless it has to be found out whether it speaks TLS. */
export function connectTo(registry: string, options: Connecting): Promise<Registry> {
  const { accessTo, credentialFor, environment, signal, retry, timeouts } = options
  const { variables, log, now } = environment
  const credential = () => credentialFor(registry)
  return connect({
    registry,
    credential,
    ...accessTo(registry),
    variables,
    mask: log.mask,
    redact: log.redact,
    now,
    signal,
    ...(retry && { retry }),
    ...(timeouts && { timeouts }),
  })
}
