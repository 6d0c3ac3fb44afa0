import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { wait } from '../../async/wait.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import type { ManifestRemoval, RemovalStep, Untagging } from '../../retention/clean-up-plan.ts'
import { type FreshLook, whyHeldBack } from '../../retention/removal/may-remove.ts'
import type { GraphReader } from '../graph/graph-reader.ts'
import type { Inventory, Removal } from '../inventory.ts'
import { CurrentTags } from './current-tags.ts'
import type { RemovalReport, Stayed } from './removal-report.ts'

/** Registries limit deletions more than reading. */
const stepsAtOnce = 8
/** After so many steps, all tags are looked at again. */
const stepsPerLook = 100

export interface RemovalOptions {
  readonly inventory: Inventory
  readonly remote: RemoteRepository
  readonly reader: GraphReader
  /** Called from time to time with how much was done. */
  readonly progress: (line: string) => void
  /** Milliseconds until a manifest that should be gone is looked at a second time. */
  readonly pause: number
  readonly signal: AbortSignal
}

/** Carries out the steps of a plan. Never rejects: the report says what was done, what stayed, and why it ended early. */
export async function carryOut(steps: readonly RemovalStep[], options: RemovalOptions): Promise<RemovalReport> {
  return await new RemovalRun(options).run(steps)
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
    // Where lists do not say what tags point at, a look costs a request for each.
    const perLook = Math.max(stepsPerLook, Math.ceil(this.#current.size / 2))
    for (let at = 0; at < steps.length && this.#stopped === undefined; at += perLook) {
      if (at > 0) this.#options.progress(`carried out ${at} of ${steps.length} removals`)
      await this.#current.lookAgain().catch((error: unknown) => this.#stop(error))
      const turns = new ConcurrencyLimit(stepsAtOnce)
      await Promise.all(steps.slice(at, at + perLook).map((step) => turns.run(() => this.#carryOut(step))))
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
    const now = await this.#current.look(tag)
    const tags = now === digest ? [tag] : []
    const look = { ...nothing, tagsOf: () => tags, present: await this.#presentAmong(step.absent) }
    const reason = now === undefined ? undefined : whyHeldBack(step, look)
    const removal = await this.#unless(reason, async () => {
      if (now === undefined) return { removed: true }
      return (await this.#options.inventory.untag?.(tag, digest)) ?? { removed: false, reason: noUntagging }
    })
    if (!removal.removed) return this.#stays({ tags: [tag], digest, isTag: true, reason: removal.reason })
    this.#took(tag)
    return true
  }

  async #remove(step: ManifestRemoval): Promise<boolean> {
    const { digest, tags } = step
    const look = await this.#lookAt(step)
    if (this.#stopped !== undefined) return false
    const removal = await this.#unless(whyHeldBack(step, look), () => this.#options.inventory.remove(digest))
    if (!removal.removed) return this.#stays({ tags, digest, isTag: false, reason: removal.reason })
    for (const tag of tags) {
      if (look.moved.has(tag)) this.#stays({ tags: [tag], digest, isTag: true, reason: 'it has moved meanwhile' })
      else this.#took(tag)
    }
    this.#manifests.push(digest)
    return true
  }

  async #unless(reason: string | undefined, work: () => Promise<Removal>): Promise<Removal> {
    return reason === undefined ? await work() : { removed: false, reason }
  }

  /** Right before a manifest is removed: what has changed since the plan was made. */
  async #lookAt({ digest, tags, after, absent }: ManifestRemoval): Promise<FreshLook & { moved: ReadonlySet<Tag> }> {
    const left = new Set<Digest>()
    for (const each of after) {
      const isGone = (await this.#gone.get(each)) ?? false
      if (this.#stopped === undefined && (!isGone || (await this.#isBack(each)))) left.add(each)
    }
    const now = await Promise.all(tags.map(async (tag) => [tag, await this.#current.look(tag)] as const))
    const pointing = now.filter(([, at]) => at === digest).map(([tag]) => tag)
    return {
      // New tags on what it takes are known from `needed`.
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

  /** Whether somebody has pushed a manifest again that was just removed; some registries need a moment to forget it. */
  async #isBack(digest: Digest): Promise<boolean> {
    if (!(await this.#isThere(digest))) return false
    await wait(this.#options.pause, this.#options.signal)
    return await this.#isThere(digest)
  }

  async #isThere(digest: Digest): Promise<boolean> {
    return (await this.#options.remote.manifests.head(digest)) !== undefined
  }

  #took(tag: Tag): void {
    this.#current.forget(tag)
    this.#tags.push(tag)
  }

  #stays(stayed: Stayed): boolean {
    this.#stayed.push(stayed)
    return false
  }
}

const nothing: FreshLook = {
  tagsOf: () => [],
  left: new Set(),
  named: new Set(),
  exposed: new Set(),
  present: new Set(),
}
const noUntagging = 'this registry removes a tag only with its manifest'
