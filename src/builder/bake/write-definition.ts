import type { JsonRecord } from '../../json.ts'
import type { BakeDestinations } from '../builder.ts'
import { outputsOf } from '../buildx/options/all-outputs.ts'
import { attributesOf } from '../buildx/options/attributes.ts'
import { tolerant } from '../buildx/options/cache-option.ts'
import type { PlannedTarget } from './bake-request.ts'
import { withEscapes } from './templates.ts'

interface Format {
  /** The name of each target in the definition. */
  readonly nameOf: (target: string) => string
  readonly readsCaches: boolean
}

/**
 * A definition, as JSON, that builds exactly what was planned: nothing is left to be inherited, overridden or read from
 * variables.
 */
export function formatBakeDefinition(
  plan: readonly PlannedTarget[],
  destinations: BakeDestinations,
  format: Format = { nameOf: (target) => target, readsCaches: true }
): string {
  const target = plan.map((each) => [format.nameOf(each.target.name), fieldsOf(each, destinations, format)])
  return JSON.stringify({ target: Object.fromEntries(target) }, null, 2)
}

/** Names are given to each output, since `tags` would override them: docker/buildx, build/opt.go */
function fieldsOf(planned: PlannedTarget, destinations: BakeDestinations, { nameOf, readsCaches }: Format): JsonRecord {
  const { target, labels, outputs } = planned
  const { tags, output: _, 'cache-from': cacheFrom, ...fields } = target.fields
  const destination = destinations.get(target.name)
  const all = destination ? outputsOf({ ...planned, load: false }, destination) : outputs
  return {
    ...fields,
    ...(readsCaches && cacheFrom !== undefined && { 'cache-from': cacheFrom }),
    ...(target.cacheTo.length > 0 && { 'cache-to': tolerant(target.cacheTo) }),
    ...(destination || tags === undefined ? {} : { tags }),
    ...(target.contexts.size > 0 && { contexts: contextsOf(target, nameOf) }),
    ...(all.length > 0 && { output: all.map(withEscapes) }),
    ...(labels.size > 0 && { labels: { ...(fields.labels as object | undefined), ...escapedLabels(labels) } }),
    attest: attestationsOf(planned),
  }
}

/** Contexts that are other targets have the names under which those are written. */
function contextsOf({ contexts }: PlannedTarget['target'], nameOf: (target: string) => string): JsonRecord {
  const renamed = [...contexts].map(([key, text]) => [
    key,
    text.replace(/^target:(.*)$/s, (_, name: string) => `target:${nameOf(name)}`),
  ])
  return Object.fromEntries(renamed)
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
