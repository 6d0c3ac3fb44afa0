import type { Log } from '../../environment.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { Push } from '../../push/push.ts'
import { elsewhere } from '../../push/referrers/attachments.ts'

/** Counts, in the background, what refers to an image and is not copied with it. */
export class ReferrersLeft {
  #name = ''
  #count = 0

  /** Starts to count. What fails, or takes longer than the publication, is not reported: nothing depends on it. */
  constructor(opening: Promise<ImageSource>, pushes: readonly Push[]) {
    void this.#countThem(opening, pushes).catch(() => undefined)
  }

  /** Says how many are left behind, as far as that is known by now. */
  tell(log: Pick<Log, 'notice'>): void {
    if (this.#count === 0) return
    const what = this.#count === 1 ? '1 manifest refers' : `${this.#count} manifests refer`
    log.notice(
      `${what} to ${this.#name} (signatures, attestations or SBOMs) and stay behind. To publish them along with the image, set 'referrers: true'`
    )
  }

  async #countThem(opening: Promise<ImageSource>, pushes: readonly Push[]): Promise<void> {
    const source = await opening
    if (elsewhere(source, pushes).length === 0) return
    this.#name = source.name
    this.#count = (await source.referrers?.count()) ?? 0
  }
}
