import { wait } from '../../async/wait.ts'
import type { Environment } from '../../environment.ts'
import type { ArtifactStore, PendingArtifact, StoredArtifact } from '../../github/artifacts/artifact-store.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { type RegistryNote, readNoteManifest } from '../../plan/parts/note-manifest.ts'
import { isNoteAt, type NoteTags } from '../../plan/parts/note-tags.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { RemoteRepository } from '../../registry/repository.ts'
import { RegistryArtifact } from './registry-artifact.ts'

export interface RegistryArtifactsOptions extends Pick<Environment, 'log' | 'signal'> {
  readonly remote: RemoteRepository
  /** GITHUB_RUN_ID */
  readonly run: string
  /** The tags of a new note. */
  readonly tagsOf: (name: string) => readonly Tag[]
  /** The tags that notes of the run may have. */
  readonly known: () => Promise<NoteTags>
  /** Milliseconds between looks for a note that was just left. */
  readonly pauses?: readonly number[]
}

/** A note that was read, and where. */
interface FoundNote extends RegistryNote {
  readonly tag: Tag
  readonly digest: Digest
}

const defaultPauses = [250, 500, 1_000, 2_000, 4_000, 4_000]
const forbidden = 403

/**
 * Notes of a run in a repository, instead of the artifact service: an artifact for each, under tags that the other jobs
 * know. A registry has no locks: `create` never says that a name is taken.
 */
export class RegistryArtifacts implements ArtifactStore, AsyncDisposable {
  readonly #options: RegistryArtifactsOptions
  readonly #files = new WeakMap<StoredArtifact, Uint8Array>()
  /** Notes that this job has left. */
  readonly #left: FoundNote[] = []
  /** Those of parts, which nobody needs once the image is published. */
  readonly #parts = new Set<Digest>()
  #isFinished = false

  constructor(options: RegistryArtifactsOptions) {
    this.#options = options
  }

  async create(name: string): Promise<PendingArtifact> {
    const { remote, run, tagsOf } = this.#options
    const tags = tagsOf(name)
    const [tag] = tags
    if (tag === undefined) throw new Error(`'${name}' is not a valid name for a note`)
    const onLeft = ({ manifest }: { readonly manifest: Manifest }) => {
      const note = noteIn(manifest, tag, run)
      if (note) this.#left.push(note)
      if (note) this.#note(note)
    }
    return new RegistryArtifact({ name, run, tags, remote, onLeft })
  }

  async list(prefix: string): Promise<readonly StoredArtifact[]> {
    const found = await this.#readUntilShown()
    for (const note of found) this.#note(note)
    const unique = new Map([...found, ...this.#left].map((note) => [note.name, note]))
    const notes = [...unique.values()].filter(({ name }) => name.startsWith(prefix))
    return notes.map(({ name, file }, index) => {
      const artifact = { name, id: index + 1, size: file.length }
      this.#files.set(artifact, file)
      return artifact
    })
  }

  async read(artifact: StoredArtifact): Promise<Uint8Array> {
    const file = this.#files.get(artifact)
    if (!file) throw new Error(`'${artifact.name}' is not from a list of this store`)
    return file
  }

  /** Once the image is published, removes the notes of its parts, where the registry deletes manifests. Never rejects. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { remote, log, run } = this.#options
    if (!this.#isFinished || this.#parts.size === 0) return
    const removals = [...this.#parts].map((digest) => remote.manifests.removeOnce(digest))
    const results = await Promise.allSettled(removals)
    if (results.every((result) => result.status === 'fulfilled' && result.value)) return
    log.info(
      `${formatRepository(remote.repository)}: the notes of this run were not deleted, since the registry does not let this job delete manifests. They have tags that start with manifold-run-${run}-`
    )
  }

  /** What was just left must be found: then so is what other jobs left before. */
  async #readUntilShown(): Promise<readonly FoundNote[]> {
    const { pauses = defaultPauses, signal } = this.#options
    for (const pause of pauses) {
      const found = await this.#readAll()
      if (this.#isShown(found)) return found
      await wait(pause, signal)
    }
    const found = await this.#readAll()
    if (this.#isShown(found)) return found
    const { repository } = this.#options.remote
    throw new RegistryError({
      where: formatRepository(repository),
      operation: 'reading the notes of this run',
      reason: 'the registry does not show the note that this job has left',
      advice: "Re-run this job; if it happens again, use 'meeting: artifacts'.",
    })
  }

  #isShown(found: readonly FoundNote[]): boolean {
    const tags = new Set(found.map(({ tag }) => tag))
    // The job that publishes removes the notes of the parts.
    return found.some(isFinishedNote) || this.#left.every(({ tag }) => tags.has(tag))
  }

  async #readAll(): Promise<readonly FoundNote[]> {
    const { parts, finished } = await this.#options.known()
    const brought = await this.#readTags(parts)
    // Later than the parts: they are removed after the image's own note was left.
    return [...brought, ...(await this.#readTags(finished))]
  }

  async #readTags(tags: readonly Tag[]): Promise<readonly FoundNote[]> {
    const notes = await Promise.all(tags.map((tag) => this.#readTag(tag)))
    return notes.filter((note) => note !== undefined)
  }

  async #readTag(tag: Tag): Promise<FoundNote | undefined> {
    const { remote, run } = this.#options
    const manifest = await remote.manifests.get(tag).catch((error: unknown) => {
      // Artifactory answers 403 for what does not exist (RTFACT-13797).
      if (!(error instanceof RegistryError) || error.status !== forbidden || error.isRateLimit) throw error
      return undefined
    })
    return manifest && noteIn(manifest, tag, run)
  }

  #note(note: FoundNote): void {
    if (isFinishedNote(note)) this.#isFinished = true
    else this.#parts.add(note.digest)
  }
}

function noteIn(manifest: Manifest, tag: Tag, run: string): FoundNote | undefined {
  const note = readNoteManifest(manifest, run)
  return note && isNoteAt(tag, note.name) ? { ...note, tag, digest: manifest.descriptor.digest } : undefined
}

function isFinishedNote({ tag }: FoundNote): boolean {
  return tag.endsWith('-finish')
}
