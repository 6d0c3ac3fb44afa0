import type { JsonRecord } from '../../json.ts'
import type { BakeDestinations } from '../builder.ts'
import { outputsOf } from '../buildx/options/all-outputs.ts'
import { attributesOf } from '../buildx/options/attributes.ts'
import type { PlannedTarget } from './bake-request.ts'
import { withEscapes } from './templates.ts'

/**
 * A definition, as JSON, that builds exactly what was planned: nothing is left to be inherited, overridden or read from
 * variables.
 */
export function formatBakeDefinition(plan: readonly PlannedTarget[], destinations: BakeDestinations): string {
  const target = Object.fromEntries(plan.map((each) => [each.target.name, fieldsOf(each, destinations)]))
  return JSON.stringify({ target }, null, 2)
}

/** Names are given to each output, since `tags` would override them: docker/buildx, build/opt.go */
function fieldsOf(planned: PlannedTarget, destinations: BakeDestinations): JsonRecord {
  const { target, labels, outputs } = planned
  const { tags, output: _, ...fields } = target.fields
  const destination = destinations.get(target.name)
  const all = destination ? outputsOf({ ...planned, load: false }, destination) : outputs
  return {
    ...fields,
    ...(destination || tags === undefined ? {} : { tags }),
    ...(all.length > 0 && { output: all.map(withEscapes) }),
    ...(labels.size > 0 && { labels: { ...(fields.labels as object | undefined), ...escapedLabels(labels) } }),
    attest: attestationsOf(planned),
  }
}

function escapedLabels(labels: ReadonlyMap<string, string>): JsonRecord {
  return Object.fromEntries([...labels].map(([key, value]) => [withEscapes(key), withEscapes(value)]))
}

/** By default buildx adds provenance to every image, which turns it into an index. */
function attestationsOf({ target: { fields, attests } }: PlannedTarget): readonly unknown[] {
  const given = Array.isArray(fields.attest) ? (fields.attest as readonly unknown[]) : []
  const hasProvenance = attests.some((text) => attributesOf(text)?.get('type') === 'provenance')
  return hasProvenance ? given : [...given, 'type=provenance,disabled=true']
}

/** Whether an image gets attestations, and therefore an index that holds both. */
export function isAttestedTarget({ attests }: Pick<PlannedTarget['target'], 'attests'>): boolean {
  return attests.some((text) => attributesOf(text)?.get('disabled') !== 'true')
}
