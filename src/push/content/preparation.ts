import type { BlobContent } from '../../oci/blob-content.ts'
import type { Digest } from '../../oci/digest.ts'

/** What is done for a repository before content arrives: once for all images, or for each image. */
export class Preparation {
  readonly #warmUps: Promise<void>[] = []
  readonly #explored: Promise<void>[] = []
  readonly #works: (() => void)[] = []
  readonly #expected = new Map<Digest, Disposable>()
  #permission: Promise<void> | undefined

  /** Adds the warm-up of an image. `explored` resolves once it is known what its tags reach. Neither rejects. */
  warmUp(all: Promise<void>, explored: Promise<void>): void {
    this.#warmUps.push(all)
    this.#explored.push(explored)
  }

  /** Resolves when the warm-up has ended, for all images. */
  get warmedUp(): Promise<unknown> | undefined {
    return together(this.#warmUps)
  }

  /** Resolves when it is known what the tags of all images reach. */
  get explored(): Promise<unknown> | undefined {
    return together(this.#explored)
  }

  /** Proves the permission to push, once for all images. */
  async prove(attempt: () => Promise<void>): Promise<void> {
    this.#permission ??= attempt()
    await this.#permission
  }

  /** Adds what to do when content is about to arrive. */
  add(work: () => void): void {
    this.#works.push(work)
  }

  /** Does what was added. */
  begin(): void {
    for (const work of this.#works) work()
  }

  /** Lets content begin to come that will be read in a moment. */
  expect(digest: Digest, content: BlobContent | undefined): void {
    const expected = this.#expected.has(digest) ? undefined : content?.expect?.()
    if (expected) this.#expected.set(digest, expected)
  }

  /** Notes that content was read, or will not be. */
  end(digest: Digest): void {
    this.#expected.get(digest)?.[Symbol.dispose]()
    this.#expected.delete(digest)
  }
}

function together(works: readonly Promise<void>[]): Promise<unknown> | undefined {
  return works.length > 1 ? Promise.all(works) : works[0]
}
