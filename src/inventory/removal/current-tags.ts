import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifests } from '../../registry/manifests.ts'
import { linksIn } from '../../retention/graph/links.ts'
import { companions, reach } from '../../retention/graph/reachable.ts'
import type { GraphReader } from '../graph/graph-reader.ts'
import type { Inventory, ListedTag } from '../inventory.ts'

const looksAtOnce = 32

/** What the tags point at now, compared with what they pointed at when the plan was made. */
export class CurrentTags {
  readonly #inventory: Pick<Inventory, 'list'>
  readonly #manifests: Pick<Manifests, 'head'>
  readonly #reader: GraphReader
  readonly #known: Map<Tag, Digest | undefined>
  /** What tags need that were made or moved meanwhile. */
  readonly needed = new Set<Digest>()

  constructor(reader: GraphReader, inventory: Pick<Inventory, 'list'>, manifests: Pick<Manifests, 'head'>) {
    this.#reader = reader
    this.#inventory = inventory
    this.#manifests = manifests
    const tags = reader.graph.tags.map(({ tag, digest }) => [tag, digest] as const)
    this.#known = new Map([...reader.dangling.map(({ tag }) => [tag, undefined] as const), ...tags])
  }

  /** The number of tags, which decides what looking at all of them costs. */
  get size(): number {
    return this.#known.size
  }

  /** Notes that a tag was removed: if it is seen again, somebody has pushed it. */
  forget(tag: Tag): void {
    this.#known.set(tag, undefined)
  }

  /** Looks at all tags, and makes sure that what new or moved ones need stays. Throws RegistryError and ContentError. */
  async lookAgain(): Promise<void> {
    const { tags } = await this.#inventory.list()
    const turns = new ConcurrencyLimit(looksAtOnce)
    const found = await Promise.all(tags.map((tag) => turns.run(() => this.#whetherMoved(tag))))
    for (const tag of found) if (tag) await this.#protect(tag)
  }

  /** Looks at one tag. Returns what it points at, and makes sure that this stays if it is something else than before. */
  async look(tag: Tag): Promise<Digest | undefined> {
    const digest = await this.#manifests.head(tag)
    if (digest !== undefined && digest !== this.#known.get(tag)) await this.#protect({ tag, digest })
    return digest
  }

  async #whetherMoved(listed: ListedTag): Promise<ListedTag | undefined> {
    const digest = listed.digest ?? (await this.#manifests.head(listed.tag))
    const isSame = digest === undefined || digest === this.#known.get(listed.tag)
    return isSame ? undefined : listed
  }

  /** What is needed by such tags, and is named by no tag and no index: a subject, perhaps. */
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
