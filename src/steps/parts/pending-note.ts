import type { ArtifactStore, PendingArtifact } from '../../github/artifacts/artifact-store.ts'
import { InputError } from '../../input-error.ts'
import type { Digest } from '../../oci/digest.ts'
import { digestOfPart } from '../../plan/parts/brought-image.ts'
import { noteName } from '../../plan/parts/part-names.ts'
import { formatPartNote, noteLimit, type PartNote } from '../../plan/parts/part-note.ts'
import type { MadeImage } from '../job/result.ts'
import { broughtOf, type PartOfImage, type PlannedImage, repositoriesOf } from './part-job.ts'
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
  readonly #plan: (made: readonly MadeImage[]) => readonly PlannedImage[]
  readonly #start: number
  #prepared: Prepared | undefined

  /** `plan` names all images of the release, once those that this job makes are known. */
  constructor(store: ArtifactStore, run: PartOfImage, plan: (made: readonly MadeImage[]) => readonly PlannedImage[]) {
    this.#store = store
    this.#run = run
    this.#plan = plan
    this.#start = run.job.environment.elapsed()
  }

  /** Creates and uploads the note in the background. A failure is reported when it is left. */
  prepare(made: readonly MadeImage[]): Prepared {
    const seconds = (this.#run.job.environment.elapsed() - this.#start) / 1000
    const note = noteOn(made, this.#plan(made), this.#run, seconds)
    const artifact = this.#create(note)
    artifact.catch(() => undefined)
    this.#prepared = { digest: digestOfPart(note.release), note, artifact }
    return this.#prepared
  }

  /** Makes the note visible: the images, which may be others than were expected, are complete at the targets. */
  async leave(made: readonly MadeImage[]): Promise<PartNote> {
    const isExpected = this.#prepared?.digest === digestOfPart(broughtOf(this.#plan(made), made))
    const { note, artifact } = isExpected && this.#prepared ? this.#prepared : this.prepare(made)
    await (await artifact).finalize()
    return note
  }

  async #create(note: PartNote): Promise<PendingArtifact> {
    const { key, attempt, part, release } = note
    const text = formatPartNote(note)
    if (text.length > noteLimit) {
      throw new InputError(
        'part',
        `the note about ${release.length} images is longer than ${noteLimit / 1024} KiB: build them in several steps`
      )
    }
    const artifact = await createNote(
      this.#store,
      noteName(key, { attempt, part, digest: digestOfPart(release) }, this.#run.platforms)
    )
    if (!artifact) {
      throw new Error(
        `Several jobs of this run built the same image for ${part.join(', ')}: give each job of the matrix another 'part'`
      )
    }
    await artifact.upload(text)
    return artifact
  }
}

function noteOn(
  made: readonly MadeImage[],
  planned: readonly PlannedImage[],
  { job, key, attempt, part, platforms }: PartOfImage,
  seconds: number
): PartNote {
  const { RUNNER_NAME: name = '', RUNNER_OS: os = '', RUNNER_ARCH: arch = '' } = job.environment.variables
  const blobs = new Map(made.flatMap(({ image }) => image.blobs.map((blob) => [blob.digest, blob.size] as const)))
  return {
    key,
    attempt,
    images: repositoriesOf(planned),
    platforms,
    part,
    release: broughtOf(planned, made),
    commit: job.named.commit,
    runner: { name, os, arch },
    seconds: Math.round(seconds * 10) / 10,
    bytes: [...blobs.values()].reduce((sum, size) => sum + size, 0),
  }
}
