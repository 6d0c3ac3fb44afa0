import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError } from '../../input-error.ts'
import type { Distrust, Trust } from './trust.ts'

/** How far the run goes; `notice` says why it does less than users may expect. */
export interface Mode {
  readonly do: 'publish' | 'rehearse' | 'build'
  readonly notice?: string
}

/**
 * A run that is not trusted to publish still builds and succeeds. `leftOut`: see confine. Throws InputError for a command
 * that could read what is withheld from it: the environment of this process holds the inputs.
 */
export function chooseMode(inputs: Inputs, trust: Trust, leftOut: readonly string[]): Mode {
  const isAsked = inputs.push && inputs.call === ''
  if (isAsked && trust.isTrusted) return { do: inputs.dryRun ? 'rehearse' : 'publish' }
  if (inputs.run && !trust.isTrusted && !trust.isIsolated) {
    throw new InputError(
      'run',
      `the command is not run for ${trust.stranger}, because it could read the secrets of the job. Run it under 'pull_request', or under an event of this repository`
    )
  }
  const describe = inputs.run ? noticeForCommand : noticeOf
  const notice = trust.isTrusted ? undefined : describe(trust, isAsked, inputs, leftOut)
  return { do: 'build', ...(notice && { notice }) }
}

function noticeOf(
  { stranger, advice }: Distrust,
  isAsked: boolean,
  { source }: Inputs,
  leftOut: readonly string[]
): string | undefined {
  const isFromRegistry = source?.some(({ kind }) => kind === 'docker') ?? false
  if (source && !isAsked && !isFromRegistry) return undefined
  const made = `${source ? 'Read' : 'Built'} without the step's credentials`
  const sentences = [
    isAsked
      ? `${source && !isFromRegistry ? 'Read, but' : `${made}, and`} not pushed: ${stranger} is not allowed to publish.`
      : `${made}, which are not available to ${stranger}.`,
    advice,
    leftOut.length > 0 && `Left out to protect trusted runs: ${leftOut.join('; ')}.`,
  ]
  return sentences.filter(Boolean).join(' ')
}

function noticeForCommand({ stranger, advice }: Distrust, isAsked: boolean): string {
  const published = isAsked ? `, and what it pushed is not published: ${stranger} is not allowed to publish` : ''
  return [`The command ran without any login${published}.`, advice].filter(Boolean).join(' ')
}
