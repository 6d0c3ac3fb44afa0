import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import type { Log } from '../../environment.ts'
import { isAttestation } from '../../oci/attestations.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import { cosignTags, referrersTag } from '../../oci/distribution/referrer-tags.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Image } from '../../oci/image.ts'
import type { Referrer, Referrers } from '../../oci/image-source.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { openRemote, type RemotePlace } from './open-remote.ts'
import { ReferrerLimits } from './referrer-limits.ts'
import { blameSource } from './source-error.ts'

/** Where what refers to an image is looked for. */
export interface ReferrerPlace extends RemotePlace {
  readonly log: Pick<Log, 'info'>
  /** Whether the repository may have a tag; by default any. */
  readonly mayHave?: (tag: Tag) => boolean
}

/** Manifests of an image to ask about, if only the number is needed. */
const counted = 6
const questionsAtOnce = 32

interface Found {
  readonly digest: Digest
  readonly tag?: Tag
}

/** What refers to an image in a registry. */
export class RemoteReferrers implements Referrers, AsyncDisposable {
  readonly #subjects: readonly Digest[]
  readonly #place: ReferrerPlace
  readonly #turns = new ConcurrencyLimit(questionsAtOnce)
  readonly #opened: AsyncDisposableStack

  /** `subjects` are the manifests of an image, the root last. */
  private constructor(subjects: readonly Digest[], place: ReferrerPlace, opened: AsyncDisposableStack) {
    this.#subjects = subjects
    this.#place = place
    this.#opened = opened
  }

  /** The referrers of an image in that repository. */
  static to(image: Image, place: ReferrerPlace): RemoteReferrers {
    return new RemoteReferrers(subjectsIn(image), place, new AsyncDisposableStack())
  }

  of(image: Image): RemoteReferrers {
    const kept = new Set(digestsOf(image))
    const subjects = this.#subjects.filter((digest) => kept.has(digest))
    return new RemoteReferrers(subjects, this.#place, this.#opened)
  }

  async count(): Promise<number | undefined> {
    // Nothing waits for the answer, and it must not delay anything.
    if (!this.#place.remote.isCalm) return undefined
    try {
      return await this.#countSome(this.#subjects.slice(-counted))
    } catch {
      return undefined
    }
  }

  async open(): Promise<readonly Referrer[]> {
    try {
      return await this.#open()
    } catch (error) {
      throw blameSource(this.#place.name, error)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened[Symbol.asyncDispose]()
  }

  async #open(): Promise<readonly Referrer[]> {
    const limits = new ReferrerLimits(this.#place.name)
    const seen = new Set(this.#subjects)
    const all: Referrer[] = []
    for (let level = [...seen], depth = 1; level.length > 0; depth++) {
      const found = (await this.#findAll(level)).filter(({ digest, tag }) => tag !== undefined || !seen.has(digest))
      limits.checkNumber(all.length + found.length)
      if (found.length > 0) limits.checkDepth(depth)
      const opened = await Promise.all(found.map((each) => this.#read(each, limits)))
      all.push(...opened.filter((each) => each !== undefined))
      limits.checkContent(all.flatMap(({ source }) => source.image.blobs))
      level = opened.flatMap((each) => (each ? digestsOf(each.source.image) : [])).filter((digest) => !seen.has(digest))
      for (const digest of level) seen.add(digest)
    }
    return all
  }

  /** Signatures are usually the root's. The others cost one request each, and are not looked up in other ways. */
  async #countSome(subjects: readonly Digest[]): Promise<number> {
    const { remote } = this.#place
    const [found, ...lists] = await Promise.all([
      this.#findAll(subjects.slice(-1)),
      ...subjects.slice(0, -1).map((subject) => this.#turns.run(() => remote.referrers(subject))),
    ])
    const listed = lists.flatMap((list) => list ?? []).map(({ digest }) => digest)
    const others = new Set(listed.filter((digest) => !found.some((each) => each.digest === digest)))
    return found.length + others.size
  }

  /** What refers to any of these manifests. */
  async #findAll(subjects: readonly Digest[]): Promise<readonly Found[]> {
    const found = await Promise.all(
      subjects.flatMap((subject) => [
        this.#turns.run(() => this.#listed(subject)),
        ...cosignTags(subject).map((tag) => this.#turns.run(() => this.#tagged(tag))),
      ])
    )
    return [...new Map(found.flat().map((each) => [`${each.digest} ${each.tag ?? ''}`, each])).values()]
  }

  /** distribution-spec, "Listing Referrers": the registry's list, or else the index under the fallback tag. */
  async #listed(subject: Digest): Promise<readonly Found[]> {
    const { remote } = this.#place
    const listed = await remote.referrers(subject)
    if (listed) return listed.map(({ digest }) => ({ digest }))
    const [index] = await this.#tagged(referrersTag(subject))
    const { children = [] } = (index && (await remote.manifests.get(index.digest))) ?? {}
    return children.map(({ digest }) => ({ digest }))
  }

  async #tagged(tag: Tag): Promise<readonly Found[]> {
    const { remote, mayHave = () => true } = this.#place
    const digest = mayHave(tag) ? await remote.manifests.head(tag) : undefined
    return digest === undefined ? [] : [{ digest, tag }]
  }

  async #read({ digest, tag }: Found, limits: ReferrerLimits): Promise<Referrer | undefined> {
    const { name, remote, log } = this.#place
    const read = (wanted: Digest): Promise<Manifest | undefined> => limits.read(() => remote.manifests.get(wanted))
    const root = await this.#turns.run(() => read(digest))
    if (root) {
      const source = this.#opened.use(await openRemote(root, { ...this.#place, read }))
      return { source, ...(tag !== undefined && { tag }) }
    }
    log.info(`${formatRepository(remote.repository)} lists ${digest} as a referrer of ${name}, but does not have it`)
    return undefined
  }
}

/** The manifests of an image, those first that are the least likely to be referred to: attestations, and the root last. */
function subjectsIn({ manifests }: Image): readonly Digest[] {
  const attestations = new Set(
    manifests.flatMap(({ children }) => children.filter(isAttestation)).map(({ digest }) => digest)
  )
  const all = manifests.map(({ descriptor }) => descriptor.digest)
  return [...all.filter((digest) => attestations.has(digest)), ...all.filter((digest) => !attestations.has(digest))]
}

/** The manifests of an image, each after its children. */
function digestsOf({ manifests }: Image): readonly Digest[] {
  return manifests.map(({ descriptor }) => descriptor.digest)
}
