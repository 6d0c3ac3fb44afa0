import type { Environment } from '../environment.ts'
import type { Repository } from '../oci/reference.ts'
import type { Target } from '../plan/target.ts'
import { connect } from '../registry/connect.ts'
import type { Credential } from '../registry/credentials/credential.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import type { RetryPolicy } from '../registry/retry.ts'
import type { Tls } from '../registry/tls.ts'
import { Push } from './push.ts'

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
}

export interface Pushes extends AsyncDisposable {
  readonly all: readonly Push[]
}

/** Makes a push for each target. Targets on one registry share its connections, token and limits. */
export async function openPushes(targets: readonly Target[], options: TargetOptions): Promise<Pushes> {
  const registries = new Map<string, Registry>()
  // What is still under way when all is done, a retry that waits above all, ends with the connections.
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  for (const name of new Set(targets.map(({ repository }) => repository.registry))) {
    registries.set(name, await connectTo(name, { ...options, signal }))
  }
  const all = targets.map((target) => {
    const { repository } = target
    const sources = options.mountFrom.filter(({ registry }) => registry === repository.registry).map(({ name }) => name)
    const remote = new RemoteRepository(registries.get(repository.registry) as Registry, repository)
    return new Push(target, remote, sources, options.onFailure)
  })
  for (const push of all) {
    push.join(all.filter(({ target }) => target.repository.registry === push.target.repository.registry))
  }
  return {
    all,
    async [Symbol.asyncDispose]() {
      done.abort()
      await Promise.all([...registries.values()].map((registry) => registry[Symbol.asyncDispose]()))
    },
  }
}

function connectTo(registry: string, options: TargetOptions): Promise<Registry> {
  const { accessTo, credentialFor, environment, signal, retry } = options
  const { variables, log, now } = environment
  const credential = () => credentialFor(registry)
  return connect({
    registry,
    credential,
    ...accessTo(registry),
    variables,
    mask: log.mask,
    now,
    signal,
    ...(retry && { retry }),
  })
}
