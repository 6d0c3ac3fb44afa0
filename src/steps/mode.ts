import type { WorkflowEvent } from '../github/event.ts'
import type { Inputs } from '../github/inputs.ts'

/** How far the run goes; `notice` says why it goes less far than users may expect. */
export interface Mode {
  readonly do: 'publish' | 'rehearse' | 'build'
  readonly notice?: string
}

type Author = Pick<WorkflowEvent, 'isFromFork' | 'isFromDependabot'>

/** A run that cannot publish, because nobody would trust it to, builds and stays green. */
export function chooseMode(inputs: Inputs, event: WorkflowEvent): Mode {
  const isAsked = inputs.push && inputs.call === ''
  const strange = strangersWork(event)
  if (isAsked && strange === undefined) return { do: inputs.dryRun ? 'rehearse' : 'publish' }
  const notice = strange === undefined ? undefined : noticeOf(strange, isAsked, inputs)
  return { do: 'build', ...(notice && { notice }) }
}

/** Whether who wrote what is built may publish here, and so may have the builder use the step's credentials. */
export function isTrusted(author: Author): boolean {
  return strangersWork(author) === undefined
}

function strangersWork({ isFromFork, isFromDependabot }: Author): string | undefined {
  if (isFromFork) return 'a pull request from a fork'
  return isFromDependabot ? "a pull request of Dependabot's" : undefined
}

function noticeOf(strange: string, isAsked: boolean, { source }: Inputs): string | undefined {
  if (source) return isAsked ? `Read but not pushed: ${strange} may not publish.` : undefined
  const built = "Built without the step's credentials"
  return isAsked ? `${built}, and not pushed: ${strange} may not publish.` : `${built}: ${strange} gets none.`
}
