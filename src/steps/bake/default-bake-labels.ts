import { isAbsolute, join } from 'node:path'
import type { BakeTarget } from '../../builder/bake/definition.ts'
import { findDockerfile } from '../../builder/dockerfile/build-context.ts'
import { ownLabels } from '../../builder/dockerfile/own-labels.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { Job } from '../job/job.ts'

const version = 'org.opencontainers.image.version'

/** The keys in the input `labels`. */
export function givenLabels({ labels }: Pick<Inputs, 'labels'>): ReadonlySet<string> {
  const keys = labels.split('\n').map((line) => line.trim().replace(/^"/, '').replace(/=.*/s, '').trim())
  return new Set(keys)
}

/** The text of a target's Dockerfile; empty if only the builder can read it. */
export async function dockerfileOfTarget(target: BakeTarget, directory: string): Promise<string> {
  const { context, dockerfile, dockerfileInline } = target
  if (dockerfileInline !== undefined) return dockerfileInline
  const file = isAbsolute(dockerfile) ? dockerfile : join(context, dockerfile)
  return (await findDockerfile({ context, file }, [], directory))?.text ?? ''
}

/**
 * The labels from the repository that a published target gets: those that neither the definition nor, unless they are to
 * be overwritten, its Dockerfile sets. The version is that of this step, so it is for targets that it names.
 */
export function defaultBakeLabels(
  target: BakeTarget,
  dockerfile: string,
  { inputs, named, request, environment }: Pick<Job, 'inputs' | 'named' | 'request' | 'environment'>
): ReadonlyMap<string, string> {
  if (inputs.defaultLabels === 'none') return new Map()
  const { stage, args, name } = target
  const buildArgs = [...args].map((pair) => pair.join('='))
  const own = inputs.defaultLabels === 'fill' ? ownLabels(dockerfile, { target: stage, buildArgs }) : () => false
  if (!own) {
    environment.log.notice(
      `No repository labels are added to target '${name}', because the labels set by its Dockerfile are not known. Add them with 'labels' in the bake file, or set 'default-labels' to 'overwrite'.`
    )
    return new Map()
  }
  const isNamedHere = target.tags.some((tag) => request.names.includes(tag))
  const given = givenLabels(inputs)
  const isMissing = (key: string) => !given.has(key) && !target.labels.has(key) && !own(key)
  return new Map(named.names.labels.filter(([key]) => isMissing(key) && (key !== version || isNamedHere)))
}
