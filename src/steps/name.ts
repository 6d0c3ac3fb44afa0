import type { Environment, Variables } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import type { RunFacts } from '../github/repository.ts'
import type { Target } from '../plan/target.ts'
import type { Label } from '../tags/labels.ts'
import { type Names, nameImages } from '../tags/names.ts'
import type { Naming } from '../tags/naming.ts'
import { defaultFormat } from '../tags/outputs.ts'
import { targetsOf } from '../tags/target.ts'
import { type Revision, revisionOf } from './revision.ts'

/** What names say to put on the image: `key=value`, and `level:key=value`. */
export interface Marks {
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
}

export interface Named {
  readonly names: Names
  readonly targets: readonly Target[]
}

/** Names the image, and says in the log what it is called and what not, and why. */
export async function nameTargets(
  naming: Naming,
  run: RunFacts,
  inputs: Inputs,
  environment: Environment
): Promise<Named> {
  const { log } = environment
  const [named, made] = await Promise.all([
    nameImages(naming, run.facts, run.lookups),
    revisionOf(inputs, run.event, environment),
  ])
  const of = (labels: readonly Label[]) => revised(labels, run, made)
  const names = { ...named, labels: of(named.labels), annotations: of(named.annotations) }
  const targets = targetsOf(names.images)
  await log.group('Name', async () => {
    for (const { name, tags } of names.images) log.info(`${name}: ${tags.join(', ') || 'no tags'}`)
    for (const [key, value] of names.labels) log.info(`${key}=${value}`)
  })
  for (const { tag, reason } of names.withheld) log.notice(`Tag '${tag}' stays where it is: ${reason}`)
  for (const warning of names.warnings) log.warning(warning)
  return { names, targets }
}

/**
 * The commit that was built in place of the event's, and its time in place of that of the run: the same commit makes the
 * same image (docs/decisions/0008). What the user says of either is left alone.
 */
function revised(labels: readonly Label[], { facts }: RunFacts, { sha, date }: Revision): readonly Label[] {
  const ours = { created: facts.now.toISOString(), revision: facts.event.sha }
  const better = { created: date?.toISOString() ?? ours.created, revision: sha }
  return labels.map((label) => {
    const [key, value] = label
    const name = key.replace(/^org\.opencontainers\.image\./, '')
    if (name === key || (name !== 'created' && name !== 'revision')) return label
    return value === ours[name] ? [key, better[name]] : label
  })
}

/** What to put on the image: labels always, annotations where the user asks for any, since they change its media types. */
export function marksOf({ names }: Named, { annotations }: Pick<Inputs, 'annotations'>, variables: Variables): Marks {
  const lines = (labels: readonly Label[]) => labels.map(([key, value]) => `${key}=${value}`)
  const levels = (variables.DOCKER_METADATA_ANNOTATIONS_LEVELS || defaultFormat.annotationLevels).split(',')
  const asked = annotations === '' ? [] : lines(names.annotations)
  return {
    labels: lines(names.labels),
    annotations: levels.flatMap((level) => asked.map((line) => `${level.trim()}:${line}`)),
  }
}
