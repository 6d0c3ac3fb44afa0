import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../environment.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Target } from '../oci/distribution/target.ts'
import { isRequired, type Required } from '../plan/gate.ts'
import type { Registries } from '../registry/connect.ts'
import type { Registry } from '../registry/registry.ts'
import { RemoteRepository } from '../registry/repository.ts'
import { ContentPush } from './content/content-push.ts'
import { MountIndex } from './content/mount-index.ts'
import { Push } from './push.ts'
import { refuseSharedTags } from './release.ts'

/** Milliseconds to wait for registries to cancel unused upload sessions. */
const closeTimeout = 2_000

export interface TargetOptions {
  readonly registries: Pick<Registries, 'at'>
  /** Repositories that blobs may be mounted from, on any registry. */
  readonly mountFrom: readonly Repository[]
  readonly elapsed: Environment['elapsed']
  /** Aborts all requests. */
  readonly signal: AbortSignal
  readonly onFailure: (content: ContentPush) => void
  /** Targets that wait only for each other; all targets by default. */
  readonly required?: Required
  /** Whether to check each blob, even if the target has a manifest that references it. */
  readonly verifyContent?: boolean
}

export interface Pushes extends AsyncDisposable {
  /** One for each target, in the order of the targets. */
  readonly all: readonly Push[]
  /** One for each repository. */
  readonly contents: readonly ContentPush[]
}

/**
 * Creates a push for each target. Targets in one repository, which are those of different images, share its content.
 * Repositories with one client are siblings: they share connections, tokens and limits. Throws InputError if two images
 * would get one tag.
 */
export async function openPushes(targets: readonly Target[], options: TargetOptions): Promise<Pushes> {
  refuseSharedTags(targets)
  // What is still running at the end, above all a retry that waits, is aborted.
  const done = new AbortController()
  const signal = AbortSignal.any([options.signal, done.signal])
  const clients = await Promise.all(targets.map((target) => options.registries.at(target.repository)))
  const groups = Map.groupBy(targets, (_, index) => clients[index] as Registry)
  const pushes = [...groups].flatMap(([registry, group]) => joined(group, registry, { ...options, signal }))
  const all = targets.map((target) => pushes.find((push) => push.target === target) as Push)
  const contents = [...new Set(all.map(({ content }) => content))]
  return {
    all,
    contents,
    async [Symbol.asyncDispose]() {
      const ended = Promise.all(contents.map(({ spares }) => spares.close()))
      await Promise.race([ended, setTimeout(closeTimeout, undefined, { ref: false })])
      done.abort()
    },
  }
}

/** Creates the pushes to one registry, as the same user. */
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
  const contents = new Map<string, ContentPush>()
  for (const { repository } of targets) {
    if (contents.has(repository.name)) continue
    const sending = new AbortController()
    const remote = new RemoteRepository(registry, repository, 'pull,push', AbortSignal.any([signal, sending.signal]))
    const stopSending = (reason: Error) => sending.abort(reason)
    contents.set(repository.name, new ContentPush(repository, remote, { ...shared, stopSending }))
  }
  join([...contents.values()], options.required)
  return targets.map((target) => new Push(target, contents.get(target.repository.name) as ContentPush))
}

/** Makes the repositories of one registry siblings. */
function join(contents: readonly ContentPush[], needed: Required | undefined): void {
  const { required, others } = partition(contents, needed)
  for (const content of required) content.join(contents, required)
  for (const content of others) content.join(contents, [...required, ...others])
}

/** Targets that are not required wait for those that are, and never the other way round. */
function partition(contents: readonly ContentPush[], required: Required = 'all') {
  const isNeeded = ({ name }: ContentPush) => isRequired(name, required)
  return { required: contents.filter(isNeeded), others: contents.filter((content) => !isNeeded(content)) }
}
