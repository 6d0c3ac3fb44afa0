import type { ArtifactStore, StoredArtifact } from '../../github/artifacts/artifact-store.ts'
import { ContentError } from '../../oci/content-error.ts'
import { formatRepository, parseRepository } from '../../oci/distribution/reference.ts'
import { parsePlatform } from '../../oci/index/image-platform.ts'
import { parseFinishedNote } from '../../plan/parts/finished-note.ts'
import { type Meeting, meet } from '../../plan/parts/meeting.ts'
import { readArtifactName } from '../../plan/parts/part-names.ts'
import { parsePartNote } from '../../plan/parts/part-note.ts'
import { keyInName, type RunImage } from '../../plan/parts/run-images.ts'

/** Reads what the notes of a run say about its images. Throws ContentError if the note of a publication cannot be read. */
export async function readRunImages(store: ArtifactStore): Promise<readonly RunImage[]> {
  const groups = Map.groupBy(await store.list('manifold-'), ({ name }) => keyInName(name))
  const images = [...groups].map(([key, notes]) => (key === undefined ? undefined : readImage(key, notes, store)))
  return (await Promise.all(images)).filter((image) => image !== undefined)
}

async function readImage(
  key: string,
  notes: readonly StoredArtifact[],
  store: ArtifactStore
): Promise<RunImage | undefined> {
  return (await readPublished(key, notes, store)) ?? (await readParts(key, notes, store))
}

/** The publication of the earliest attempt: later ones have published nothing. */
async function readPublished(
  key: string,
  notes: readonly StoredArtifact[],
  store: ArtifactStore
): Promise<RunImage | undefined> {
  const finished = notes.flatMap((artifact) => {
    const named = readArtifactName(artifact.name, key, [])
    return named?.kind === 'finish' ? [{ artifact, attempt: named.attempt }] : []
  })
  for (const { artifact } of finished.toSorted((one, other) => one.attempt - other.attempt)) {
    const note = parseFinishedNote(await store.read(artifact))
    if (note?.key === key && areImages(note.images)) {
      return { key, images: note.images, state: 'published', missing: [], note }
    }
  }
  if (finished.length === 0) return undefined
  const names = finished.map(({ artifact }) => artifact.name).join(', ')
  throw new ContentError(`The note of a publication (${names}) cannot be read: re-run all jobs.`)
}

/** Each note of a part names the whole image, so that the first valid one says what is missing. */
async function readParts(
  key: string,
  notes: readonly StoredArtifact[],
  store: ArtifactStore
): Promise<RunImage | undefined> {
  for (const artifact of notes) {
    const note = parsePartNote(await store.read(artifact))
    if (note?.key !== key || !areImages(note.images) || !note.platforms.every(parsePlatform)) continue
    const { images, platforms } = note
    const named = notes.map(({ name }) => readArtifactName(name, key, platforms)).filter((each) => each !== undefined)
    return { key, images, ...stateOf(meet(named, platforms)) }
  }
  return undefined
}

function stateOf(meeting: Meeting): Pick<RunImage, 'state' | 'missing'> {
  if (meeting.state === 'incomplete') return { state: 'incomplete', missing: meeting.missing }
  return { state: meeting.state === 'conflict' ? 'conflict' : 'unfinished', missing: [] }
}

/** Whether all are repositories in the form that notes name them. */
function areImages(images: readonly string[]): boolean {
  return images.length > 0 && images.every((image) => isImage(image, parseRepository(image)))
}

function isImage(image: string, repository: ReturnType<typeof parseRepository>): boolean {
  return repository !== undefined && formatRepository(repository) === image
}
