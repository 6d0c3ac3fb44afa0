import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { Timeouts } from '../http/transport.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Target } from '../oci/distribution/target.ts'
import { isRequired, type Required } from '../plan/gate.ts'
import { type Access, connect } from '../registry/connect.ts'
import { defaultRetryPolicy, type RegistryRetryPolicy } from '../registry/limits/retry.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { MountIndex } from './content/mount-index.ts'
import { Push } from './push.ts'

/** Milliseconds to wait for registries to cancel unused upload sessions. */
const closeTimeout = 2_000

export interface TargetOptions {
  /** Gives one object for all repositories that are accessed in the same way, as the same user. */
  readonly accessTo: (repository: Repository) => Promise<Access>
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
      const registry = await connectTo(group.registry, group.access, { ...options, signal })
      return { registry, pushes: joined(group.targets, registry, { ...options, signal }) }
    })
  )
  const pushes = siblings.flatMap((each) => each.pushes)
  const all = targets.map((target) => pushes.find((push) => push.target === target) as Push)
  return {
    all,
    async [Symbol.asyncDispose]() {
      const ended = Promise.all(all.map(({ spares }) => spares.close()))
      await Promise.race([ended, setTimeout(closeTimeout, undefined, { ref: false })])
      done.abort()
      await Promise.all(siblings.map(({ registry }) => registry[Symbol.asyncDispose]()))
    },
  }
}

/** Targets of one registry with the same access. */
interface Group {
  readonly registry: string
  readonly access: Access
  readonly targets: readonly Target[]
}

/** Credentials belong to a repository, but all requests of a connection use the same one. */
async function groupByAccess(
  targets: readonly Target[],
  { accessTo }: Pick<TargetOptions, 'accessTo'>
): Promise<readonly Group[]> {
  const groups: (Group & { readonly targets: Target[] })[] = []
  for (const target of targets) {
    const { registry } = target.repository
    const access = await accessTo(target.repository)
    const group = groups.find((each) => each.access === access && each.registry === registry)
    if (group) group.targets.push(target)
    else groups.push({ registry, access, targets: [target] })
  }
  return groups
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

type Connecting = Pick<TargetOptions, 'environment' | 'signal' | 'retry' | 'timeouts'>

/** Connects to a registry. Sends nothing yet, unless to find out whether the registry speaks TLS. */
export function connectTo(registry: string, access: Access, options: Connecting): Promise<Registry> {
  const { environment, signal, retry, timeouts } = options
  const { variables, log, now } = environment
  return connect({
    ...access,
    registry,
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
