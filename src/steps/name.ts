import type { Environment, Variables } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import type { RunFacts } from '../github/repository.ts'
import { gitIn, readDate } from '../github/repository-git.ts'
import type { Target } from '../plan/target.ts'
import type { Label } from '../tags/labels.ts'
import { type Names, nameImages } from '../tags/names.ts'
import type { Naming } from '../tags/naming.ts'
import { defaultFormat } from '../tags/outputs.ts'
import { targetsOf } from '../tags/target.ts'

/** What names say to put on the image: `key=value`, and `level:key=value`. */
export interface Marks {
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
}

export interface Named {
  readonly names: Names
  readonly targets: readonly Target[]
}

const created = 'org.opencontainers.image.created'

/** Names the image, and says in the log what it is called and what not, and why. */
export async function nameTargets(naming: Naming, run: RunFacts, environment: Environment): Promise<Named> {
  const { log } = environment
  const named = await nameImages(naming, run.facts, run.lookups)
  const date = await commitDate(run, environment)
  const names = date
    ? { ...named, labels: dated(named.labels, run, date), annotations: dated(named.annotations, run, date) }
    : named
  const targets = targetsOf(names.images)
  await log.group('Name', async () => {
    for (const { name, tags } of names.images) log.info(`${name}: ${tags.join(', ') || 'no tags'}`)
    for (const [key, value] of names.labels) log.info(`${key}=${value}`)
  })
  for (const { tag, reason } of names.withheld) log.notice(`Tag '${tag}' stays where it is: ${reason}`)
  for (const warning of names.warnings) log.warning(warning)
  return { names, targets }
}

/** The time of the commit in place of that of the run: the same commit makes the same image (docs/decisions/0008). */
function dated(labels: readonly Label[], { facts }: RunFacts, date: Date): readonly Label[] {
  const now = facts.now.toISOString()
  return labels.map(([key, value]) => (key === created && value === now ? [key, date.toISOString()] : [key, value]))
}

async function commitDate({ event }: RunFacts, environment: Environment): Promise<Date | undefined> {
  if (event.commitDate || event.sha === '') return event.commitDate
  const date = await readDate(gitIn(environment), event.sha).catch(() => new Date(Number.NaN))
  return Number.isNaN(date.getTime()) ? undefined : date
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
