import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { wait } from '../../async/wait.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { ManifestRemoval, RemovalStep, Untagging } from '../../retention/clean-up-plan.ts'
import { type CurrentState, whyHeldBack } from '../../retention/removal/may-remove.ts'
import type { GraphReader } from '../graph/graph-reader.ts'
import type { Inventory, Removal } from '../inventory.ts'
import { CurrentTags } from './current-tags.ts'
import type { RemovalReport, Stayed } from './removal-report.ts'

/** Registries limit deletions more strictly than reads. */
const stepsAtOnce = 8
/** All tags are checked again after this many steps. */
const stepsPerCheck = 100

/** What a removal works with. */
export interface RemovalOptions {
  readonly inventory: Inventory
  readonly remote: RemoteRepository
  readonly reader: GraphReader
  /** Called from time to time with a line that says how many steps were carried out. */
  readonly progress: (line: string) => void
  /** Milliseconds until a manifest that should be gone is checked a second time. */
  readonly pause: number
  readonly signal: AbortSignal
}

/** Carries out the steps of a plan. Never rejects: the report says what was done, what stayed, and why it ended early. */
export async function carryOut(steps: readonly RemovalStep[], options: RemovalOptions): Promise<RemovalReport> {
  return await new RemovalRun(options).run(steps)
}

interface StateOfManifest extends CurrentState {
  /** Tags of the manifest that point at another one now. */
  readonly moved: ReadonlySet<Tag>
}

class RemovalRun {
  readonly #options: RemovalOptions
  readonly #current: CurrentTags
  /** For each manifest, whether it is gone. */
  readonly #gone = new Map<Digest, Promise<boolean>>()
  readonly #tags: Tag[] = []
  readonly #manifests: Digest[] = []
  readonly #stayed: Stayed[] = []
  #stopped: string | undefined

  constructor(options: RemovalOptions) {
    this.#options = options
    this.#current = new CurrentTags(options.reader, options.inventory, options.remote.manifests)
  }

  async run(steps: readonly RemovalStep[]): Promise<RemovalReport> {
    // Where lists do not say what tags point at, a check costs a request for each tag.
    const perCheck = Math.max(stepsPerCheck, Math.ceil(this.#current.size / 2))
    for (let at = 0; at < steps.length && this.#stopped === undefined; at += perCheck) {
      if (at > 0) this.#options.progress(`carried out ${at} of ${steps.length} removals`)
      await this.#current.checkAll().catch((error: unknown) => this.#stop(error))
      const turns = new ConcurrencyLimit(stepsAtOnce)
      await Promise.all(steps.slice(at, at + perCheck).map((step) => turns.run(() => this.#carryOut(step))))
    }
    const done = { tags: this.#tags, manifests: this.#manifests, stayed: this.#stayed }
    return { ...done, ...(this.#stopped !== undefined && { stopped: this.#stopped }) }
  }

  async #carryOut(step: RemovalStep): Promise<void> {
    const work = step.do === 'untag' ? this.#untag(step) : this.#remove(step)
    const done = work.catch((error: unknown) => {
      this.#stop(error)
      return false
    })
    if (step.do === 'remove') this.#gone.set(step.digest, done)
    await done
  }

  #stop(error: unknown): void {
    this.#stopped ??= (error as Error).message
  }

  async #untag(step: Untagging): Promise<boolean> {
    if (this.#stopped !== undefined) return false
    const { tag, digest } = step
    const now = await this.#current.check(tag)
    const tags = now === digest ? [tag] : []
    const state = { ...unchanged, tagsOf: () => tags, present: await this.#presentAmong(step.absent) }
    const reason = now === undefined ? undefined : whyHeldBack(step, state)
    const removal = await this.#unless(reason, async () => {
      if (now === undefined) return { removed: true }
      return (await this.#options.inventory.untag?.(tag, digest)) ?? { removed: false, reason: noUntagging }
    })
    if (!removal.removed) return this.#recordStayed({ tags: [tag], digest, isTag: true, reason: removal.reason })
    this.#recordRemoved(tag)
    return true
  }

  async #remove(step: ManifestRemoval): Promise<boolean> {
    const { digest, tags } = step
    const state = await this.#stateBefore(step)
    if (this.#stopped !== undefined) return false
    const removal = await this.#unless(whyHeldBack(step, state), () => this.#options.inventory.remove(digest))
    if (!removal.removed) return this.#recordStayed({ tags, digest, isTag: false, reason: removal.reason })
    for (const tag of tags) {
      if (state.moved.has(tag))
        this.#recordStayed({ tags: [tag], digest, isTag: true, reason: 'it has moved meanwhile' })
      else this.#recordRemoved(tag)
    }
    this.#manifests.push(digest)
    return true
  }

  async #unless(reason: string | undefined, work: () => Promise<Removal>): Promise<Removal> {
    return reason === undefined ? await work() : { removed: false, reason }
  }

  /** What has changed since the plan was made, read right before a manifest is removed. */
  async #stateBefore({ digest, tags, after, absent }: ManifestRemoval): Promise<StateOfManifest> {
    const left = new Set<Digest>()
    for (const each of after) {
      const isGone = (await this.#gone.get(each)) ?? false
      if (this.#stopped === undefined && (!isGone || (await this.#isBack(each)))) left.add(each)
    }
    const now = await Promise.all(tags.map(async (tag) => [tag, await this.#current.check(tag)] as const))
    const pointing = now.filter(([, at]) => at === digest).map(([tag]) => tag)
    return {
      // New tags on the referrers that it takes are found by the check of all tags, which puts those into `needed`.
      tagsOf: (each) => (each === digest ? pointing : []),
      moved: new Set(now.filter(([, at]) => at !== undefined && at !== digest).map(([tag]) => tag)),
      left,
      named: this.#current.needed,
      exposed: this.#current.exposed,
      present: await this.#presentAmong(absent),
    }
  }

  async #presentAmong(digests: readonly Digest[]): Promise<ReadonlySet<Digest>> {
    const found = await Promise.all(digests.map(async (each) => ((await this.#isThere(each)) ? [each] : [])))
    return new Set(found.flat())
  }

  /** Whether a manifest that was just removed was pushed again. Some registries still find it for a moment. */
  async #isBack(digest: Digest): Promise<boolean> {
    if (!(await this.#isThere(digest))) return false
    await wait(this.#options.pause, this.#options.signal)
    return await this.#isThere(digest)
  }

  async #isThere(digest: Digest): Promise<boolean> {
    return (await this.#options.remote.manifests.head(digest)) !== undefined
  }

  #recordRemoved(tag: Tag): void {
    this.#current.forget(tag)
    this.#tags.push(tag)
  }

  #recordStayed(stayed: Stayed): boolean {
    this.#stayed.push(stayed)
    return false
  }
}

const unchanged: CurrentState = {
  tagsOf: () => [],
  left: new Set(),
  named: new Set(),
  exposed: new Set(),
  present: new Set(),
}
const noUntagging = 'this registry removes a tag only with its manifest'
