import type { WorkflowEvent } from '../github/event.ts'
import type { Inputs } from '../github/inputs.ts'

/** How far the run goes; `notice` says why it goes less far than users may expect. */
export interface Mode {
  readonly do: 'publish' | 'rehearse' | 'build'
  readonly notice?: string
}

/** A run that cannot publish, because nobody would trust it to, builds and stays green. */
export function chooseMode(inputs: Inputs, event: WorkflowEvent): Mode {
  if (!inputs.push || inputs.call !== '') return { do: 'build' }
  const done = inputs.source ? 'Read' : 'Built'
  if (event.isFromFork) {
    return { do: 'build', notice: `${done} but not pushed: a pull request from a fork may not publish.` }
  }
  if (event.isFromDependabot) {
    return { do: 'build', notice: `${done} but not pushed: a pull request of Dependabot's may not publish.` }
  }
  return { do: inputs.dryRun ? 'rehearse' : 'publish' }
}
