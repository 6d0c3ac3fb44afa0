import type { Environment } from '../../src/environment.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { publish } from '../../src/push/publish.ts'
import { attachmentsOf } from '../../src/push/referrers/attachments.ts'
import { rehearse } from '../../src/push/rehearse.ts'
import { openPushes, type TargetOptions } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import type { RegistriesOptions } from '../../src/registry/connect.ts'
import { openSource, parseSource, type SourceReference } from '../../src/sources/open.ts'
import { withComparisons } from '../../src/steps/comparison/compare-release.ts'
import { testEnvironment } from '../support/environment.ts'
import { registriesWith, targetOf, unshielded } from '../support/publish.ts'

export interface Promotion
  extends Partial<TargetOptions>,
    Partial<Pick<RegistriesOptions, 'accessTo' | 'timeouts' | 'retry'>> {
  readonly environment?: Environment
  readonly isRehearsal?: boolean
  /** Whether what refers to the image goes along. */
  readonly referrers?: boolean
}

/** Copies an image to `host/name:tag,tag` targets, as a run with `source: docker://…` does. */
export async function promote(
  text: string,
  references: readonly string[],
  {
    environment = testEnvironment(),
    isRehearsal = false,
    referrers = false,
    accessTo,
    timeouts,
    retry,
    ...options
  }: Promotion = {}
): Promise<readonly Outcome[]> {
  const rules = { existing: 'overwrite', immutable: [] } as const
  const connecting = { ...(accessTo && { accessTo }), ...(timeouts && { timeouts }), ...(retry && { retry }) }
  await using registries = registriesWith(environment, connecting)
  await using pushes = await openPushes(references.map(targetOf), {
    registries,
    mountFrom: [],
    elapsed: environment.elapsed,
    signal: environment.signal,
    onFailure: () => undefined,
    ...options,
  })
  const opening = openSource(parseSource(text) as SourceReference, {
    ...environment,
    registries,
    publishes: true,
    pushes: pushes.all,
    contents: [],
  })
  const warming = pushes.all.map((push) => warmUp(push, { beforeBuild: false, rules, source: opening }))
  await using source = await opening
  const attached = referrers ? await attachmentsOf(source, pushes.all) : []
  for (const part of attached) {
    warming.push(...part.pushes.map((push) => warmUp(push, { beforeBuild: false, rules, source: part.source })))
  }
  await Promise.all(warming)
  const release = [{ source, pushes: pushes.all }, ...attached]
  const compared = (outcomes: readonly Outcome[]) => withComparisons(release, outcomes, (text) => text)
  if (isRehearsal) return await compared(await rehearse(release, rules))
  const { log, signal: cancelled } = environment
  return await compared(await publish(release, { ...unshielded, required: 'all', log, rules, cancelled }))
}
