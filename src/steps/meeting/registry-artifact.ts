import { fileLimit, type PendingArtifact } from '../../github/artifacts/artifact-store.ts'
import { contentOfBytes } from '../../oci/blob-content.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { checkSameImage } from '../../plan/parts/finished-note.ts'
import { composeNote, type NoteContent, readNoteManifest } from '../../plan/parts/note-manifest.ts'
import type { RemoteRepository } from '../../registry/repository.ts'

export interface RegistryArtifactOptions {
  readonly name: string
  /** GITHUB_RUN_ID */
  readonly run: string
  /** Where other jobs look for it. */
  readonly tags: readonly Tag[]
  readonly remote: RemoteRepository
  /** Called once it is visible, or another job's note has its tags. */
  readonly onLeft: (note: NoteContent) => void
}

/** The content of a note, and the file in it. */
type PreparedNote = NoteContent & { readonly file: Uint8Array }

/** A note that this job leaves in a registry. */
export class RegistryArtifact implements PendingArtifact {
  readonly #options: RegistryArtifactOptions
  #note: PreparedNote | undefined

  constructor(options: RegistryArtifactOptions) {
    this.#options = options
  }

  /** Sends nothing yet: the repository may not exist before the image is there. */
  async upload(file: Uint8Array): Promise<void> {
    const { run, name } = this.#options
    if (file.length > fileLimit) throw new Error(`The file for the note '${name}' has more than ${fileLimit} bytes`)
    this.#note = { ...composeNote({ run, name, file }), file }
  }

  /** Throws InputError if another job has left the note of a publication that is not the same. */
  async finalize(): Promise<void> {
    const { name, tags, onLeft } = this.#options
    const note = this.#note
    if (!note) throw new Error(`The note '${name}' was not uploaded`)
    const [isFree] = await Promise.all([
      Promise.all(tags.map((tag) => this.#isFree(tag, note))),
      Promise.all(note.blobs.map((blob) => this.#pushBlob(blob))),
    ])
    const free = tags.filter((_, index) => isFree[index])
    await Promise.all(free.map((tag) => this.#push(note, tag)))
    onLeft(note)
  }

  /** A note of this run stays: for one part it is another job's, and the jobs find out; for the image it says the same. */
  async #isFree(tag: Tag, { file }: PreparedNote): Promise<boolean> {
    const { remote, run } = this.#options
    const found = await remote.manifests.lookClosely(tag)
    const other = found?.manifest && readNoteManifest(found.manifest, run)
    if (other) checkSameImage(other.file, file)
    return !other
  }

  async #push(note: PreparedNote, tag: Tag): Promise<void> {
    try {
      await this.#options.remote.manifests.put(note.manifest, tag)
    } catch (error) {
      // Where tags are immutable, another job may have been faster.
      if (await this.#isFree(tag, note)) throw error
    }
  }

  async #pushBlob({ descriptor, bytes }: NoteContent['blobs'][number]): Promise<void> {
    const { blobs } = this.#options.remote
    if (await blobs.has(descriptor.digest, descriptor.size)) return
    await blobs.upload(descriptor, contentOfBytes(bytes), () => undefined)
  }
}
