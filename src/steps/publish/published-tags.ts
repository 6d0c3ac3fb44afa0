import type { KnownTags, Lookups } from '../../names/facts.ts'
import type { NamingInputs } from '../../names/inputs/naming.ts'
import { parseRepository, type Repository } from '../../oci/distribution/reference.ts'
import { RemoteRepository } from '../../registry/repository.ts'
import type { Job } from '../job/job.ts'

type Asking = Pick<Job, 'registries' | 'environment'>

/** The lookups of a run, except that the registries are asked for the existing versions if git tags cannot be read. */
export function withPublishedTags(lookups: Lookups, { images }: NamingInputs, asking: Asking): Lookups {
  const repositories = images
    .filter(({ enable }) => enable)
    .map(({ name }) => parseRepository(name))
    .filter((repository) => repository !== undefined)
  return {
    ...lookups,
    knownTags: async () => (await lookups.knownTags()) ?? (await publishedTags(repositories, asking)),
  }
}

/** The tags of all repositories that respond; undefined if none does. */
async function publishedTags(repositories: readonly Repository[], asking: Asking): Promise<KnownTags | undefined> {
  const lists = await Promise.allSettled(repositories.map((repository) => tagsOf(repository, asking)))
  const { log } = asking.environment
  for (const list of lists) if (list.status === 'rejected') log.warning((list.reason as Error).message)
  const answers = lists.filter((list) => list.status === 'fulfilled').map(({ value }) => value)
  return answers.length === 0 ? undefined : { from: 'registry', names: [...new Set(answers.flat())] }
}

async function tagsOf(repository: Repository, { registries }: Asking): Promise<readonly string[]> {
  const registry = await registries.at(repository)
  return await new RemoteRepository(registry, repository, 'pull').manifests.tags()
}
