import { isRemote } from '../../builder/dockerfile/build-context.ts'
import type { Environment } from '../../environment.ts'
import type { WorkflowEvent } from '../../github/event/event.ts'
import { readHead } from '../../github/git/git-head.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { expandContext } from '../read/context.ts'

/** The commit that an image is built from. */
export interface Revision {
  readonly sha: string
  /** When it was committed; undefined if unknown. */
  readonly date?: Date | undefined
}

type Asked = Pick<Inputs, 'context' | 'source'> & Partial<Pick<Inputs, 'bakeSource'>>
type Asking = Pick<WorkflowEvent, 'sha' | 'commits' | 'commitDate'>

/**
 * Finds the commit that is built: the one checked out at the context, else that of the event. A job may check out a
 * different commit from the one it was triggered for, and its image is then built from that.
 */
export async function revisionOf(
  { context, source, bakeSource }: Asked,
  event: Asking,
  environment: Environment
): Promise<Revision> {
  const folder = expandContext(bakeSource || context) || '.'
  const head = source || isRemote(folder) ? undefined : await readHead(folder, environment)
  if (!head) return { sha: event.sha, date: event.commitDate }
  // The event's commit may stand in for another: DOCKER_METADATA_PR_HEAD_SHA.
  if ([event.sha, environment.variables.GITHUB_SHA].includes(head.sha)) {
    return { sha: event.sha, date: event.commitDate ?? (await head.date()) }
  }
  const isEvents = event.sha === '' || event.commits.includes(head.sha) || (await head.isTagged(event.sha))
  if (!isEvents) environment.log.warning(explain(head.sha, event.sha, folder))
  return { sha: head.sha, date: await head.date() }
}

function explain(built: string, event: string, folder: string): string {
  const where = folder === '.' ? '' : ` in ${folder}`
  return `Commit ${built} is checked out${where}, but this run is for ${event}: the labels 'revision' and 'created' describe the former, the tags the latter. If this is not intended, check the input 'ref' of actions/checkout.`
}
