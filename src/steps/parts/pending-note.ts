import type { ArtifactStore, PendingArtifact } from '../../github/artifacts/artifact-store.ts'
import type { Digest } from '../../oci/digest.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import type { Image } from '../../oci/image.ts'
import { noteName } from '../../plan/parts/part-names.ts'
import { formatPartNote, type PartNote } from '../../plan/parts/part-note.ts'
import type { PartOfImage } from './part-job.ts'
import { createNote } from './taking.ts'

/** A note that is created and uploaded, or about to be. */
interface Prepared {
  readonly digest: Digest
  readonly note: PartNote
  readonly artifact: Promise<PendingArtifact>
}

/**
 * The note of a part. It is created and uploaded while the content of the part is on its way; no other job sees it until
 * it is left.
 */
export class PendingNote {
  readonly #store: ArtifactStore
  readonly #run: PartOfImage
  readonly #start: number
  #prepared: Prepared | undefined

  constructor(store: ArtifactStore, run: PartOfImage) {
    this.#store = store
    this.#run = run
    this.#start = run.job.environment.elapsed()
  }

  /** Creates and uploads the note in the background. A failure is reported when it is left. */
  prepare(image: Image): Prepared {
    const note = noteOn(image, this.#run, (this.#run.job.environment.elapsed() - this.#start) / 1000)
    const artifact = this.#create(note)
    artifact.catch(() => undefined)
    this.#prepared = { digest: image.root.digest, note, artifact }
    return this.#prepared
  }

  /** Makes the note visible: the image, which may be another one than was expected, is complete at the targets. */
  async leave(image: Image): Promise<PartNote> {
    const isExpected = this.#prepared?.digest === image.root.digest
    const { note, artifact } = isExpected && this.#prepared ? this.#prepared : this.prepare(image)
    await (await artifact).finalize()
    return note
  }

  async #create(note: PartNote): Promise<PendingArtifact> {
    const { key, attempt, part, root } = note
    const artifact = await createNote(
      this.#store,
      noteName(key, { attempt, part, digest: root.digest }, this.#run.platforms)
    )
    if (!artifact) {
      throw new Error(
        `Several jobs of this run built the same image for ${part.join(', ')}: give each job of the matrix another 'part'`
      )
    }
    await artifact.upload(formatPartNote(note))
    return artifact
  }
}

function noteOn(image: Image, { job, key, attempt, part, platforms }: PartOfImage, seconds: number): PartNote {
  const { RUNNER_NAME: name = '', RUNNER_OS: os = '', RUNNER_ARCH: arch = '' } = job.environment.variables
  return {
    key,
    attempt,
    images: job.named.targets.map(formatTarget),
    platforms,
    part,
    root: image.root,
    commit: job.named.commit,
    runner: { name, os, arch },
    seconds: Math.round(seconds * 10) / 10,
    bytes: image.blobs.reduce((sum, { size }) => sum + size, 0),
  }
}
