import { stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { BakeRequest } from '../../builder/bake/bake-request.ts'
import { withEscapes } from '../../builder/bake/templates.ts'
import { isRemote } from '../../builder/dockerfile/build-context.ts'
import { InputError } from '../../input-error.ts'
import { formatAnnotations } from '../../names/annotations.ts'
import { annotationLevelsIn } from '../../names/name-outputs.ts'
import type { Job } from '../job/job.ts'
import { expandContext } from '../read/context.ts'
import { givenLabels } from './default-bake-labels.ts'

/** The files that buildx reads by default: docker/buildx, bake/bake.go */
const defaultFiles = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
  'docker-bake.json',
  'docker-bake.hcl',
  'docker-bake.override.json',
  'docker-bake.override.hcl',
]

/**
 * What to bake, with a bake file that defines the target that others inherit the names of this step from. Throws
 * InputError.
 */
export async function bakeRequestFrom(job: Job): Promise<BakeRequest> {
  const { inputs, environment } = job
  const source = expandContext(inputs.bakeSource) || '.'
  const naming = await writeNaming(job)
  const options = { ...inputs, targets: inputs.bakeTargets }
  if (isRemote(source)) {
    const files = { given: inputs.bakeFiles, own: [`cwd://${naming}`] }
    return { ...options, ...files, directory: environment.workspace, remote: source }
  }
  const directory = resolve(environment.workspace, source)
  return { ...options, directory, given: await filesIn(directory, inputs.bakeFiles), own: [naming] }
}

/** The bake files in a folder. Naming ours would keep buildx from looking for its default ones. */
async function filesIn(directory: string, given: readonly string[]): Promise<readonly string[]> {
  if (!(await isThere(directory)))
    throw new InputError('bake-source', `${directory} does not exist. Does actions/checkout run before this step?`)
  const known = given.length > 0 ? given : defaultFiles
  const found = await Promise.all(known.map((file) => isThere(resolve(directory, file.replace(/^cwd:\/\//, '')))))
  const missing = given.filter((_, index) => !found[index])
  if (missing.length > 0) {
    const advice = 'Paths are relative to the checkout, or to the folder in bake-source'
    throw new InputError('bake-files', `${missing.join(', ')} does not exist. ${advice}`)
  }
  const files = known.filter((_, index) => found[index])
  if (files.length > 0) return files
  throw new InputError(
    'bake-files',
    'docker-bake.hcl, docker-bake.json and compose.yaml do not exist: name the bake files'
  )
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false
  )
}

/** Writes what docker/metadata-action's `bake-file` has, except for labels that nobody asked for (docs/decisions/0019). */
async function writeNaming({ inputs, named, request, environment }: Job): Promise<string> {
  const { names } = named
  const path = join(environment.temp, 'docker-metadata.json')
  const labels = names.labels.filter(([key]) => givenLabels(inputs).has(key))
  const annotations = ownAnnotations({ inputs, named, environment })
  const fields = {
    ...(request.names.length > 0 && { tags: request.names }),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels.map((pair) => pair.map(withEscapes))) }),
    ...(annotations.length > 0 && { annotations: annotations.map(withEscapes) }),
    args: {
      DOCKER_META_IMAGES: withEscapes(names.images.map(({ name }) => name).join(',')),
      ...(names.version && { DOCKER_META_VERSION: withEscapes(names.version) }),
    },
  }
  await writeFile(path, JSON.stringify({ target: { [inputs.bakeTarget]: fields } }, null, 2), { mode: 0o600 })
  return path
}

/** The annotations of this step, as `level:key=value`. */
function ownAnnotations({
  inputs,
  named: { names },
  environment: { variables },
}: Pick<Job, 'inputs' | 'named' | 'environment'>): readonly string[] {
  if (inputs.annotations === '') return []
  const levels = annotationLevelsIn(variables).split(',')
  return formatAnnotations(
    names.annotations,
    levels.map((level) => level.trim())
  )
}
