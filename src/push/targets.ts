import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Target } from '../oci/distribution/target.ts'
import { isRequired, type Required } from '../plan/gate.ts'
import type { Registries } from '../registry/connect.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { MountIndex } from './content/mount-index.ts'
import { Push } from './push.ts'

/** Milliseconds to wait for registries to cancel unused upload sessions. */
const closeTimeout = 2_000

export interface TargetOptions {
  readonly registries: Pick<Registries, 'at'>
  /** Repositories that blobs may be mounted from, on any registry. */
  readonly mountFrom: readonly Repository[]
  readonly elapsed: Environment['elapsed']
  /** Aborts all requests. */
  readonly signal: AbortSignal
  readonly onFailure: (push: Push) => void
  /** Targets that wait only for each other; all targets by default. */
  readonly required?: Required
  /** Whether to check each blob, even if the target has a manifest that references it. */
  readonly verifyContent?: boolean
}

export interface Pushes extends AsyncDisposable {
  readonly all: readonly Push[]
}

/** Creates a push for each target. Targets with one client are siblings: they share connections, tokens and limits. */
export async function openPushes(targets: readonly Target[], options: TargetOptions): Promise<Pushes> {
  // What is still running at the end, above all a retry that waits, is aborted.
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  const clients = await Promise.all(targets.map((target) => options.registries.at(target.repository)))
  const groups = Map.groupBy(targets, (_, index) => clients[index] as Registry)
  const pushes = [...groups].flatMap(([registry, group]) => joined(group, registry, { ...options, signal }))
  const all = targets.map((target) => pushes.find((push) => push.target === target) as Push)
  return {
    all,
    async [Symbol.asyncDispose]() {
      const ended = Promise.all(all.map(({ spares }) => spares.close()))
      await Promise.race([ended, setTimeout(closeTimeout, undefined, { ref: false })])
      done.abort()
    },
  }
}

/** Creates the pushes to repositories of one registry, as the same user. */
function joined(targets: readonly Target[], registry: Registry, options: TargetOptions): readonly Push[] {
  const { mountFrom, elapsed, signal, onFailure, verifyContent = false } = options
  const shared = {
    mountFrom: mountFrom.filter((source) => source.registry === registry.name).map(({ name }) => name),
    mountIndex: new MountIndex(registry),
    firstWait: registry.firstWait,
    elapsed,
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
