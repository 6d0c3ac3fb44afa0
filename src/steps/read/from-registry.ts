import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { parseReference, type Reference } from '../../oci/distribution/reference.ts'

type FromRegistry = Pick<Inputs, 'referrers' | 'allTags' | 'source' | 'tags' | 'flavor' | 'platforms'>

/** Rejects inputs for images in registries that do not fit the source, or each other. Throws InputError. */
export function checkFromRegistry(inputs: FromRegistry): void {
  const { referrers, allTags, source } = inputs
  const isRemote = source?.some(({ kind }) => kind === 'docker') ?? false
  throwAll([
    ...(referrers && !isRemote
      ? [
          new InputError(
            'referrers',
            "only an image that comes from a registry can have referrers to copy: set 'source: docker://…', or remove it"
          ),
        ]
      : []),
    ...(allTags.length > 0 ? mirrorProblems(inputs) : []),
  ])
}

/** The repository whose tags are published; undefined if the inputs do not ask for that. */
export function mirroredRepository({
  allTags,
  source = [],
}: Pick<Inputs, 'allTags' | 'source'>): Reference | undefined {
  return allTags.length > 0 ? repositoryOf(source) : undefined
}

function repositoryOf(source: NonNullable<Inputs['source']>): Reference | undefined {
  const [only, ...others] = source
  if (only?.kind !== 'docker' || others.length > 0) return undefined
  const reference = parseReference(only.location)
  return reference && !reference.tag && !reference.digest ? reference : undefined
}

function mirrorProblems({ source = [], tags, flavor, platforms }: FromRegistry): readonly InputError[] {
  const clashes = [
    ['tags', tags !== '', "with 'all-tags' the tags are those of the source: remove one of the two"],
    ['flavor', flavor !== '', "it has no effect with 'all-tags', whose tags keep their names: remove it"],
    ['platforms', platforms.length > 0, "with 'all-tags' images are published as they are: remove one of the two"],
  ] as const
  const isMissing = repositoryOf(source) === undefined
  return [
    ...(isMissing
      ? [new InputError('all-tags', "it needs one source, without a tag: set 'source: docker://registry/repository'")]
      : []),
    ...clashes.filter(([, isGiven]) => isGiven).map(([name, , reason]) => new InputError(name, reason)),
  ]
}
