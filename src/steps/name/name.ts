import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import type { RunFacts } from '../../github/repository/run-facts.ts'
import type { NamingInputs } from '../../names/inputs/naming.ts'
import { targetsOf } from '../../names/inputs/target-naming.ts'
import { type Names, nameImages } from '../../names/names.ts'
import type { Target } from '../../oci/distribution/target.ts'
import { revisionOf } from './revision.ts'

export interface JobNames {
  readonly names: Names
  readonly targets: readonly Target[]
  /** The commit that is built; empty if unknown. */
  readonly commit: string
}

/** Names the image, and logs its names, the tags that are withheld, and why. */
export async function nameTargets(
  naming: NamingInputs,
  run: RunFacts,
  inputs: Inputs,
  environment: Environment
): Promise<JobNames> {
  const { log } = environment
  const revision = await revisionOf(inputs, run.event, environment)
  // The jobs that build the parts of one image start at different times, and a new index has the same bytes in a re-run.
  const isPart = inputs.part.length > 0
  const date = revision.date ?? (isPart || annotatesIndex(inputs) ? await run.lookups.commitDate() : undefined)
  const now = (isPart ? date : undefined) ?? run.facts.now
  const names = await nameImages(naming, { ...run.facts, now, revision: { ...revision, date } }, run.lookups)
  const targets = targetsOf(names.images)
  const isBuilt = !inputs.source && !inputs.run
  await log.group('Name', async () => {
    const none = inputs.allTags.length > 0 ? 'the tags of the source' : 'no tags'
    for (const { name, tags } of names.images) log.info(`${name}: ${tags.join(', ') || none}`)
    // Any other image keeps the labels that it has.
    for (const [key, value] of isBuilt ? names.labels : []) log.info(`${key}=${value}`)
  })
  for (const { tag, reason } of names.withheld) log.notice(`Tag '${tag}' is not moved: ${reason}`)
  for (const warning of names.warnings) log.warning(warning)
  return { names, targets, commit: revision.sha }
}

/** Whether the image is an index that is made of existing ones, with annotations. */
function annotatesIndex({ source = [], platforms, annotations }: Inputs): boolean {
  return annotations !== '' && source.length > 0 && (source.length > 1 || platforms.length > 0)
}
