import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifests } from '../../registry/manifests.ts'
import { linksIn } from '../../retention/graph/links.ts'
import { companions, reach } from '../../retention/graph/reachable.ts'
import type { GraphReader } from '../graph/graph-reader.ts'
import type { Inventory, ListedTag } from '../inventory.ts'

const requestsAtOnce = 32

/** What the tags point at now, compared with what they pointed at when the plan was made. */
export class CurrentTags {
  readonly #inventory: Pick<Inventory, 'list'>
  readonly #manifests: Pick<Manifests, 'head'>
  readonly #reader: GraphReader
  readonly #known: Map<Tag, Digest | undefined>
  /** Manifests that must stay for tags that were created or moved since the plan was made. */
  readonly needed = new Set<Digest>()

  constructor(reader: GraphReader, inventory: Pick<Inventory, 'list'>, manifests: Pick<Manifests, 'head'>) {
    this.#reader = reader
    this.#inventory = inventory
    this.#manifests = manifests
    const tags = reader.graph.tags.map(({ tag, digest }) => [tag, digest] as const)
    this.#known = new Map([...reader.dangling.map(({ tag }) => [tag, undefined] as const), ...tags])
  }

  /** The number of tags; checking all of them may take a request for each. */
  get size(): number {
    return this.#known.size
  }

  /** Records that a tag was removed: if it is found again, it was pushed again. */
  forget(tag: Tag): void {
    this.#known.set(tag, undefined)
  }

  /** Checks all tags, and protects what new or moved ones need. Throws RegistryError and ContentError. */
  async checkAll(): Promise<void> {
    const { tags } = await this.#inventory.list()
    const turns = new ConcurrencyLimit(requestsAtOnce)
    const found = await Promise.all(tags.map((tag) => turns.run(() => this.#whetherMoved(tag))))
    for (const tag of found) if (tag) await this.#protect(tag)
  }

  /**
   * Checks one tag, and protects what it needs if it has moved. Returns the digest that it points at; undefined if it does
   * not exist. Throws RegistryError and ContentError.
   */
  async check(tag: Tag): Promise<Digest | undefined> {
    const digest = await this.#manifests.head(tag)
    if (digest !== undefined && digest !== this.#known.get(tag)) await this.#protect({ tag, digest })
    return digest
  }

  async #whetherMoved(listed: ListedTag): Promise<ListedTag | undefined> {
    const digest = listed.digest ?? (await this.#manifests.head(listed.tag))
    const isSame = digest === undefined || digest === this.#known.get(listed.tag)
    return isSame ? undefined : listed
  }

  /** Those of `needed` that neither a tag nor an index names, such as a subject. */
  get exposed(): ReadonlySet<Digest> {
    if (this.needed.size === 0) return this.needed
    const { children } = linksIn(this.#reader.graph)
    return this.needed.difference(new Set([...this.#known.values(), ...[...this.needed].flatMap(children)]))
  }

  async #protect(tag: ListedTag): Promise<void> {
    const manifest = await this.#reader.readTag(tag)
    if (!manifest) return
    this.#known.set(tag.tag, manifest.digest)
    const needed = reach([manifest.digest], companions(linksIn(this.#reader.graph)))
    for (const digest of needed.keys()) this.needed.add(digest)
  }
}
