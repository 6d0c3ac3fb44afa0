import type { Descriptor } from '../../oci/descriptor.ts'
import { algorithmOf, type Digest } from '../../oci/digest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { readLayer } from '../release/read-layer.ts'
import type { Authority } from './authority.ts'
import { bundleLookups, type SignatureLookup, taggedLookup } from './find-signatures.ts'

/** How many places are searched at a time, and how many layers in each. */
const readAtOnce = 8

/** What was found about a manifest. */
export interface SignatureFinding {
  /** Who signed it; undefined if no authority did. */
  readonly authority?: Authority
  /** Why signatures that were looked at do not count, each as the end of a sentence. */
  readonly rejected: readonly string[]
}

/**
 * Looks for a signature of a manifest by one of these authorities, in each of cosign's formats. Throws RegistryError if
 * none is found and not everything could be read.
 */
export async function findAuthority(
  remote: RemoteRepository,
  digest: Digest,
  authorities: readonly Authority[]
): Promise<SignatureFinding> {
  const search = new Search(remote, digest, authorities)
  await search.lookAt(async () => [taggedLookup(remote, digest)].filter(() => algorithmOf(digest) === 'sha256'))
  if (!search.authority) await search.lookAt(() => bundleLookups(remote, digest))
  const { authority, rejected, failure } = search
  if (!authority && failure !== undefined) throw failure
  return { rejected, ...(authority && { authority }) }
}

/** Looks at what may be signatures until one counts. */
class Search {
  readonly #remote: RemoteRepository
  readonly #digest: Digest
  readonly #authorities: readonly Authority[]
  readonly rejected: string[] = []
  authority: Authority | undefined
  failure: unknown

  constructor(remote: RemoteRepository, digest: Digest, authorities: readonly Authority[]) {
    this.#remote = remote
    this.#digest = digest
    this.#authorities = authorities
  }

  async lookAt(find: () => Promise<readonly SignatureLookup[]>): Promise<void> {
    await this.#orRemember(async () => {
      const lookups = await find()
      await this.#each(lookups, async (lookup) => this.#each(await lookup(), (layer) => this.#tryLayer(layer)))
    })
  }

  async #tryLayer(layer: Descriptor): Promise<void> {
    const read = await readLayer(this.#remote, layer)
    const problems = this.#authorities.map((authority) => {
      try {
        authority.verify(read, this.#digest)
        this.authority ??= authority
        return undefined
      } catch (error) {
        return (error as Error).message
      }
    })
    if (!problems.includes(undefined)) this.rejected.push(mostTelling(problems as readonly string[]))
  }

  async #each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
    for (let start = 0; start < items.length && !this.authority; start += readAtOnce) {
      const some = items.slice(start, start + readAtOnce)
      await Promise.all(some.map((item) => this.#orRemember(() => work(item))))
    }
  }

  /** A place that cannot be read must not hide a signature elsewhere. */
  async #orRemember(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.failure ??= error
    }
  }
}

/** Of the reasons of several keys, the most useful one: that it signed something else, rather than that it did not sign. */
function mostTelling(problems: readonly string[]): string {
  return problems.find((problem) => !problem.includes('this key')) ?? 'is not signed with this key'
}
