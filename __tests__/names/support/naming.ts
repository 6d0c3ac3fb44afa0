import type { Event, Facts, Lookups } from '../../../src/names/facts.ts'
import { parseGitRef } from '../../../src/names/git-ref.ts'
import { automatic, defaultImage } from '../../../src/names/inputs/default-image.ts'
import { parseNaming, type RawNamingInputs } from '../../../src/names/inputs/naming.ts'
import { parseTargetNaming, targetsOf } from '../../../src/names/inputs/target-naming.ts'
import { type Names, nameImages } from '../../../src/names/names.ts'

export const sha = '3f9a1c7be24d58061fa7c2d9b0e8465a7c1d2e3f'

/** The facts of a push to `ref`, at a quarter to midnight in London. */
export function pushOf(ref: string, event: Partial<Event> = {}): Facts {
  return {
    event: { name: 'push', ref: parseGitRef(ref), sha, baseRef: '', defaultBranch: 'main', ...event },
    source: {
      name: 'app',
      description: 'An app',
      url: 'https://github.com/acme/app',
      license: 'MIT',
      defaultBranch: 'main',
    },
    now: new Date('2026-03-04T23:45:06.789Z'),
  }
}

/** Lookups with these git tags; without any, a lookup fails the test. */
export function knowing(gitTags?: readonly string[]): Lookups {
  return {
    commitDate: async () => new Date('2026-02-28T22:30:15Z'),
    knownTags: async () => {
      if (!gitTags) throw new Error('No rule needs to know other versions')
      return { from: 'git', names: gitTags }
    },
  }
}

const nothing: RawNamingInputs = { images: '', tags: '', flavor: '', labels: '', annotations: '' }

export async function name(inputs: Partial<RawNamingInputs>, facts: Facts, lookups = knowing()): Promise<Names> {
  return nameImages(parseNaming({ ...nothing, ...inputs }), facts, lookups)
}

/** The tags of an unnamed image, in order. */
export async function tagsOf(inputs: Partial<RawNamingInputs>, facts: Facts, lookups = knowing()): Promise<string[]> {
  const { images } = await name({ ...inputs, images: '' }, facts, lookups)
  return images.flatMap(({ tags }) => tags)
}

/** Where an image of acme/app is published: `registry/name:tag`, in order. */
export async function targetsFor(
  inputs: Partial<RawNamingInputs>,
  facts: Facts,
  lookups = knowing(),
  hasOutputs = false
): Promise<string[]> {
  const fallback = defaultImage({ registry: 'ghcr.io', repository: 'Acme/App', hasOutputs })
  const naming = parseTargetNaming({ ...nothing, images: automatic, ...inputs }, fallback)
  const names = await nameImages(naming, facts, lookups)
  return targetsOf(names.images).flatMap(({ repository, tags }) =>
    tags.map((tag) => `${repository.registry}/${repository.name}:${tag}`)
  )
}
