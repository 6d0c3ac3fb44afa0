import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { isManifest } from '../../oci/descriptor.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository, type Repository } from '../../oci/distribution/reference.ts'
import { subjectOfTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { Registry } from '../../registry/registry.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import { isBlobEntry } from '../../retention/graph/links.ts'
import type { RepositoryGraph, StoredManifest, StoredTag } from '../../retention/repository-graph.ts'
import type { ListedManifest, ListedTag, Listing } from '../inventory.ts'
import { GraphLimits } from './graph-limits.ts'
import { Compaction } from './stored-manifest.ts'

/** The client has limits of its own; this one bounds the promises. */
const readsAtOnce = 64
const progressStep = 1_000

/** What is read, and who is told how far it is. */
export interface GraphReaderOptions {
  readonly registry: Registry
  readonly repository: Repository
  /** Called from time to time with a line that says how much was read. */
  readonly progress: (line: string) => void
}

/** Reads what the manifests of a repository are made of, each once. All methods throw RegistryError and ContentError. */
export class GraphReader {
  readonly #remote: RemoteRepository
  readonly #progress: GraphReaderOptions['progress']
  readonly #where: string
  readonly #limits: GraphLimits
  readonly #turns = new ConcurrencyLimit(readsAtOnce)
  readonly #compaction = new Compaction()
  readonly #manifests = new Map<Digest, StoredManifest>()
  readonly #missing = new Set<Digest>()
  readonly #listed = new Map<Digest, ListedManifest>()
  readonly #tags: StoredTag[] = []
  readonly #dangling: ListedTag[] = []
  readonly #asked = new Set<Digest>()
  /** The first failure ends all requests: nothing is decided about a repository that was not read as a whole. */
  readonly #failed = new AbortController()
  #listsUntagged = false

  constructor({ registry, repository, progress }: GraphReaderOptions) {
    const signal = AbortSignal.any([registry.signal, this.#failed.signal])
    this.#remote = new RemoteRepository(registry, repository, 'pull', signal)
    this.#progress = progress
    this.#where = formatRepository(repository)
    this.#limits = new GraphLimits(this.#where)
  }

  /** What was read so far. */
  get graph(): RepositoryGraph {
    const listsUntagged = this.#listsUntagged
    return { tags: this.#tags, manifests: this.#manifests, missing: this.#missing, listsUntagged }
  }

  /** Listed tags whose manifest the registry does not have. */
  get dangling(): readonly ListedTag[] {
    return this.#dangling
  }

  /** Reads everything in a list and the digests in `extra`, with all manifests that those name. */
  async read({ tags, manifests }: Listing, extra: readonly Digest[]): Promise<void> {
    this.#listsUntagged = manifests !== undefined
    for (const each of manifests ?? []) this.#listed.set(each.digest, each)
    await this.#readTags(tags)
    const subjects = this.#tags.map(({ tag }) => subjectOfTag(tag)).filter((subject) => subject !== undefined)
    const listed = [...this.#listed.keys()].filter((digest) => !this.#isKnown(digest))
    // A manifest that is only listed may have gone since; one that something names is missing then.
    await this.#visitAll(listed, 'listed')
    await this.#walk([...this.#tags.map(({ digest }) => digest), ...subjects, ...extra, ...this.#named()])
  }

  /** Reads the manifest of a tag again, with all that it names; undefined if it does not exist. */
  async readTag({ tag }: ListedTag): Promise<StoredManifest | undefined> {
    const manifest = await this.#find(tag)
    if (!manifest) return undefined
    const stored = this.#add(manifest)
    await this.#walk(namesOf(stored))
    return stored
  }

  /**
   * Reads what refers to these manifests according to the registry's own list, where it has one. Returns whether there
   * was anything new.
   */
  async readReferrers(subjects: readonly Digest[]): Promise<boolean> {
    const before = this.#manifests.size + this.#missing.size
    const [first, ...others] = subjects.filter((digest) => this.#manifests.has(digest) && !this.#asked.has(digest))
    if (first === undefined || !(await this.#remote.listsReferrers(first))) return false
    await this.#walk((await this.#each([first, ...others], (subject) => this.#referrersOf(subject))).flat())
    return this.#manifests.size + this.#missing.size > before
  }

  async #referrersOf(subject: Digest): Promise<readonly Digest[]> {
    this.#asked.add(subject)
    return ((await this.#remote.referrers(subject)) ?? []).map(({ digest }) => digest)
  }

  async #readTags(tags: readonly ListedTag[]): Promise<void> {
    let read = 0
    const byDigest = new Set(tags.map(({ digest }) => digest).filter((digest) => digest !== undefined))
    const all = await this.#each(tags, async (tag) => {
      const digest = tag.digest ?? (await this.#digestAt(tag))
      if (digest === undefined) this.#dangling.push(tag)
      read += 1
      if (read % progressStep === 0) this.#progress(`read ${read} of ${tags.length} tags`)
      return digest === undefined ? [] : [{ ...tag, digest: this.#compaction.digest(digest) }]
    })
    for (const tag of all.flat()) this.#tags.push(tag)
    await this.#visitAll([...byDigest], 'named')
  }

  async #digestAt({ tag }: ListedTag): Promise<Digest | undefined> {
    this.#limits.count()
    // Some registries need a moment until they find what was just pushed.
    const manifest = (await this.#find(tag)) ?? (await this.#find(tag))
    return manifest && this.#add(manifest).digest
  }

  /** Reads these manifests, what they name, what that names, and so on. */
  async #walk(digests: readonly Digest[]): Promise<void> {
    let open = digests
    for (let level = 0; open.length > 0; level++) {
      this.#limits.enter(level)
      open = (await this.#visitAll(open, 'named')).flatMap(namesOf)
    }
  }

  async #visitAll(digests: readonly Digest[], why: 'listed' | 'named'): Promise<readonly StoredManifest[]> {
    const open = [...new Set(digests)].filter((digest) => !this.#isKnown(digest))
    const all = await this.#each(open, (digest) => this.#visit(digest, why))
    return all.filter((manifest) => manifest !== undefined)
  }

  async #each<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
    try {
      return await Promise.all(items.map((item) => this.#turns.run(() => work(item))))
    } catch (error) {
      this.#failed.abort(error)
      throw error
    }
  }

  async #visit(digest: Digest, why: 'listed' | 'named'): Promise<StoredManifest | undefined> {
    this.#limits.count()
    const manifest = await this.#find(digest)
    if (manifest) return this.#add(manifest)
    if (why === 'named') this.#missing.add(this.#compaction.digest(digest))
    return undefined
  }

  /** Undefined only if the registry itself says that it is missing; a refusal or a 404 of a proxy is an error. */
  async #find(reference: Tag | Digest): Promise<Manifest | undefined> {
    const found = await this.#remote.find(reference)
    return 'missing' in found ? undefined : found
  }

  #add(manifest: Manifest): StoredManifest {
    const { digest } = manifest.descriptor
    const known = this.#manifests.get(digest)
    if (known) return known
    const unknown = manifest.children.find((child) => !(isManifest(child) || isBlobEntry(child)))
    if (unknown) {
      const operation = `reading index ${digest}`
      const reason = `it has an entry of the unknown media type ${unknown.mediaType.slice(0, 100)}`
      throw new RegistryError({ where: this.#where, operation, reason })
    }
    const stored = this.#compaction.of(manifest, this.#listed.get(digest))
    this.#manifests.set(stored.digest, stored)
    if (this.#manifests.size % progressStep === 0) this.#progress(`read ${this.#manifests.size} manifests`)
    return stored
  }

  #named(): readonly Digest[] {
    return [...this.#manifests.values()].flatMap(namesOf)
  }

  #isKnown(digest: Digest): boolean {
    return this.#manifests.has(digest) || this.#missing.has(digest)
  }
}

/** The manifests that a manifest names. */
function namesOf({ children, subject }: StoredManifest): readonly Digest[] {
  const named = children.filter((child) => !isBlobEntry(child)).map(({ digest }) => digest)
  return subject === undefined ? named : [...named, subject]
}
