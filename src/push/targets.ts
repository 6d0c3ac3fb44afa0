import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { Tls } from '../http/connection/tls.ts'
import type { Timeouts } from '../http/transport.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Target } from '../oci/distribution/target.ts'
import { isRequired, type Required } from '../plan/gate.ts'
import type { Credential } from '../registry/auth/credential.ts'
import { connect } from '../registry/connect.ts'
import { defaultRetryPolicy, type RegistryRetryPolicy } from '../registry/limits/retry.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { MountIndex } from './content/mount-index.ts'
import { Push } from './push.ts'

/** Milliseconds to wait for registries to cancel unused upload sessions. */
const farewell = 2_000

/** How to access a registry. */
export interface Access {
  readonly tls?: Tls
  readonly insecure?: boolean
  readonly realms?: readonly string[]
}

export interface TargetOptions {
  readonly accessTo: (repository: Repository) => Access
  readonly credentialFor: (repository: Repository) => Promise<Credential | undefined>
  /** Targets on one registry with the same scope are accessed in the same way, as the same user. */
  readonly scopeOf?: (repository: Repository) => Promise<string>
  /** Repositories that blobs may be mounted from, on any registry. */
  readonly mountFrom: readonly Repository[]
  readonly environment: Environment
  /** Aborts all requests. */
  readonly signal: AbortSignal
  readonly onFailure: (push: Push) => void
  /** Targets that wait only for each other; all targets by default. */
  readonly required?: Required
  /** Whether to check each blob, even if the target has a manifest that references it. */
  readonly verifyContent?: boolean
  readonly retry?: RegistryRetryPolicy
  readonly timeouts?: Timeouts
}

export interface Pushes extends AsyncDisposable {
  readonly all: readonly Push[]
}

/** Creates a push for each target. Targets on one registry with one credential share connections, token and limits. */
export async function openPushes(targets: readonly Target[], options: TargetOptions): Promise<Pushes> {
  // What is still running at the end, above all a retry that waits, is aborted with the connections.
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  const groups = await groupByAccess(targets, options)
  const siblings = await Promise.all(
    groups.map(async (group) => {
      const registry = await connectTo(group[0].repository, { ...options, signal })
      return { registry, pushes: joined(group, registry, { ...options, signal }) }
    })
  )
  const pushes = siblings.flatMap((each) => each.pushes)
  const all = targets.map((target) => pushes.find((push) => push.target === target) as Push)
  return {
    all,
    async [Symbol.asyncDispose]() {
      const ended = Promise.all(all.map(({ spares }) => spares.close()))
      await Promise.race([ended, setTimeout(farewell, undefined, { ref: false })])
      done.abort()
      await Promise.all(siblings.map(({ registry }) => registry[Symbol.asyncDispose]()))
    },
  }
}

type Group = readonly [Target, ...Target[]]

/** Credentials belong to a repository, but all requests of a connection use the same one. */
async function groupByAccess(
  targets: readonly Target[],
  { scopeOf = async () => '' }: Pick<TargetOptions, 'scopeOf'>
): Promise<readonly Group[]> {
  const keyed = await Promise.all(
    targets.map(async (target) => ({
      target,
      key: `${target.repository.registry} ${await scopeOf(target.repository)}`,
    }))
  )
  const groups = Map.groupBy(keyed, ({ key }) => key).values()
  return [...groups].map((group) => group.map(({ target }) => target) as unknown as Group)
}

/** Creates the pushes to repositories of one registry, as the same user. */
function joined(targets: readonly Target[], registry: Registry, options: TargetOptions): readonly Push[] {
  const { mountFrom, environment, signal, onFailure, verifyContent = false, retry = defaultRetryPolicy } = options
  const shared = {
    mountFrom: mountFrom.filter((source) => source.registry === registry.name).map(({ name }) => name),
    mountIndex: new MountIndex(registry),
    firstWait: retry.firstWait,
    elapsed: environment.elapsed,
    signal,
    onFailure,
    verifyContent,
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
  const { required, others } = partition(pushes, options.required)
  for (const push of required) push.join(pushes, required)
  for (const push of others) push.join(pushes, [...required, ...others])
  return pushes
}

/** Targets that are not required wait for those that are, and never the other way round. */
function partition(pushes: readonly Push[], required: Required = 'all') {
  const isNeeded = ({ name }: Push) => isRequired(name, required)
  return { required: pushes.filter(isNeeded), others: pushes.filter((push) => !isNeeded(push)) }
}

/** What it takes to connect to a registry. */
type Connecting = Pick<TargetOptions, 'accessTo' | 'credentialFor' | 'environment' | 'signal' | 'retry' | 'timeouts'>

/** Connects to a repository's registry. Sends nothing yet, unless to find out whether the registry speaks TLS. */
export function connectTo(repository: Repository, options: Connecting): Promise<Registry> {
  const { accessTo, credentialFor, environment, signal, retry, timeouts } = options
  const { variables, log, now } = environment
  const { registry } = repository
  const credential = () => credentialFor(repository)
  return connect({
    registry,
    credential,
    ...accessTo(repository),
    variables,
    mask: log.mask,
    redact: log.redact,
    warned: (text) => log.info(`${registry} warns: ${text}`),
    now,
    signal,
    ...(retry && { retry }),
    ...(timeouts && { timeouts }),
  })
}
