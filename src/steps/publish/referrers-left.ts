import type { Log } from '../../environment.ts'
import { formatCount } from '../../format-amount.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Push } from '../../push/push.ts'
import { elsewhere } from '../../push/referrers/attachments.ts'

/** Counts, in the background, what refers to an image and is not copied with it. */
export class ReferrersLeft {
  #count = 0

  /** Starts to count. What fails, or takes longer than the publication, is not reported: nothing depends on it. */
  constructor(opening: Promise<ImageSource>, pushes: readonly Push[]) {
    void this.#countThem(opening, pushes).catch(() => undefined)
  }

  /** How many there are, as far as that is known by now. */
  get count(): number {
    return this.#count
  }

  async #countThem(opening: Promise<ImageSource>, pushes: readonly Push[]): Promise<void> {
    const source = await opening
    if (elsewhere(source, pushes).length === 0) return
    await Promise.all(pushes.map(({ content }) => content.preparation.warmedUp))
    // An image that is there already was copied by an earlier run, which said so.
    const isNew = pushes.some(({ content, failure }) => !failure && content.needs(source.image.root.digest))
    if (isNew) this.#count = (await source.referrers?.count()) ?? 0
  }
}

/** Says how many stay behind, of those that were counted. */
export function tellReferrersLeft(all: readonly ReferrersLeft[], name: string, log: Pick<Log, 'notice'>): void {
  const count = all.reduce((sum, left) => sum + left.count, 0)
  if (count === 0) return
  const what = formatCount(count, 'referrer')
  log.notice(
    `At least ${what} of ${name} (signatures, attestations or SBOMs) ${count === 1 ? 'is' : 'are'} not published. To publish referrers along with the image, set 'referrers: true'`
  )
}
