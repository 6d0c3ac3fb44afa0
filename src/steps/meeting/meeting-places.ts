import type { Environment } from '../../environment.ts'
import type { ArtifactStore } from '../../github/artifacts/artifact-store.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError } from '../../input-error.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import { type NotedImage, noteTagsAmong, tagsOfNote, tagsOfNotes } from '../../plan/parts/note-tags.ts'
import type { Registries } from '../../registry/connect.ts'
import { RemoteRepository } from '../../registry/repository.ts'

/** What a place where jobs meet is opened with. */
export interface MeetingContext {
  readonly registries: Registries
  readonly environment: Environment
  /** The repository in which notes are left, if a registry is the place: that of the first image. */
  readonly repository: Repository | undefined
  /** The image that this job builds a part of; undefined for a job that only reads notes. */
  readonly image?: Omit<NotedImage, 'run'> & { readonly attempt: number }
}

type OpenPlace = (context: MeetingContext) => Promise<ArtifactStore & AsyncDisposable>

/** Where the jobs of a run leave notes for each other. */
const places: Readonly<Record<Inputs['meeting'], OpenPlace>> = {
  async artifacts({ environment }) {
    const { openArtifactStore } = await import('../../github/artifacts/open-artifact-store.ts')
    return openArtifactStore(environment)
  },
  async registry(context) {
    const { RegistryArtifacts } = await import('./registry-artifacts.ts')
    const { registries, environment, repository, image } = context
    const run = runIn(environment)
    if (!repository) throw new InputError('images', 'name the image: the notes are left in its repository')
    const registry = await registries.at(repository)
    const remote = new RemoteRepository(registry, repository, image ? 'pull,push' : 'pull')
    const noted = image && { ...image, run }
    const { log, signal } = environment
    return new RegistryArtifacts({
      ...{ remote, run, log, signal },
      tagsOf: (name) => (noted ? tagsOfNote(name, noted) : []),
      known: async () =>
        noted ? tagsOfNotes(noted, noted.attempt) : noteTagsAmong(await remote.manifests.tags(), run),
    })
  },
}

/** Opens the place where the jobs of this run meet. Throws InputError if the runner does not have it. */
export async function openMeetingPlace(
  meeting: Inputs['meeting'],
  context: MeetingContext
): Promise<ArtifactStore & AsyncDisposable> {
  return await places[meeting](context)
}

function runIn({ variables: { GITHUB_RUN_ID: run = '' } }: Environment): string {
  if (/^\d{1,20}$/.test(run)) return run
  throw new InputError('meeting', "GITHUB_RUN_ID is not set: jobs find each other's notes by the number of their run")
}
