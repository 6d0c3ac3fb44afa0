import { attributesOf } from '../../builder/buildx/options/attributes.ts'
import type { Variables } from '../../environment.ts'
import { serverUrl } from '../../github/repository/github-server.ts'

/**
 * The input `provenance` with this run as the `builder-id`, as docker/build-push-action adds it: SLSA provenance,
 * `builder.id`. Empty, `false` and one with a builder are left unchanged.
 */
export function withBuilder(provenance: string, variables: Variables): string {
  const run = runUrl(variables)
  if (provenance === '' || run === undefined || isSwitch(provenance, 'false')) return provenance
  if (isSwitch(provenance, 'true')) return `builder-id=${run}`
  return attributesOf(provenance)?.has('builder-id') ? provenance : `${provenance},builder-id=${run}`
}

/** An entry of the input `attests`, which may ask for provenance. */
export function attestWithBuilder(text: string, variables: Variables): string {
  const attributes = attributesOf(text)
  const isOff = isSwitch(attributes?.get('disabled') ?? '', 'true')
  return attributes?.get('type') === 'provenance' && !isOff ? withBuilder(text, variables) : text
}

function isSwitch(text: string, word: 'true' | 'false'): boolean {
  return text.toLowerCase() === word
}

function runUrl(variables: Variables): string | undefined {
  const { GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = variables
  if (!GITHUB_REPOSITORY || !GITHUB_RUN_ID) return undefined
  const attempt = GITHUB_RUN_ATTEMPT ? `/attempts/${GITHUB_RUN_ATTEMPT}` : ''
  return `${serverUrl(variables)}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}${attempt}`
}
