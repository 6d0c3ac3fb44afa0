import { setTimeout } from 'node:timers/promises'
import { isDecided, type Required, type TargetState } from '../../plan/gate.ts'
import type { ContentPush } from '../content/content-push.ts'
import type { Push } from '../push.ts'

/** Work for one image at one target. */
interface Work {
  readonly push: Push
  /** What tells the image from others of the release; may be left out if it is the only one. */
  readonly source?: unknown
  readonly done: Promise<unknown>
}

/**
 * Waits until all required targets have ended or, if none is required individually, one is ready for each image; then
 * at most `timeout` milliseconds for the rest. Returns all work for repositories where some is still in progress; its
 * failures are not thrown anywhere.
 */
export async function untilDecided<Each extends Work>(
  works: readonly Each[],
  required: Required,
  timeout: number
): Promise<readonly Each[]> {
  const progress = new Progress(works)
  const decided = Promise.withResolvers<void>()
  const end = (work: Each, isDone: boolean) => {
    progress.end(work, isDone)
    if (progress.isDecided(required)) decided.resolve()
  }
  const all = works.map((work) =>
    work.done.then(
      () => end(work, true),
      () => end(work, false)
    )
  )
  const over = new AbortController()
  const late = decided.promise.then(() => setTimeout(timeout, undefined, { signal: over.signal }))
  await Promise.race([Promise.all(all), late])
  over.abort()
  late.catch(() => undefined)
  return works.filter((work) => progress.stateOf(work.push.content) === 'under way')
}

/** How far the work for each repository is. A repository is ready once all images are there. */
class Progress {
  readonly #images: readonly (readonly Work[])[]
  readonly #pending = new Map<ContentPush, Set<Work>>()
  readonly #failed = new Set<ContentPush>()

  constructor(works: readonly Work[]) {
    this.#images = [...Map.groupBy(works, ({ source }) => source).values()]
    for (const [content, group] of Map.groupBy(works, ({ push }) => push.content)) {
      this.#pending.set(content, new Set(group))
    }
  }

  end(work: Work, isDone: boolean): void {
    const { content } = work.push
    this.#pending.get(content)?.delete(work)
    if (!isDone) this.#failed.add(content)
  }

  stateOf(content: ContentPush): TargetState['state'] {
    if (this.#pending.get(content)?.size) return 'under way'
    return content.failure || this.#failed.has(content) ? 'failed' : 'ready'
  }

  isDecided(required: Required): boolean {
    return this.#images.every((works) => {
      const targets = works.map(({ push }) => ({ target: push.name, state: this.stateOf(push.content) }))
      return isDecided(targets, required)
    })
  }
}
