import { formatAge } from '../policy/duration.ts'
import type { Differ } from './common-rules.ts'
import type { NativeAbilities, NativeDelete, NativeKeep, NativeRules } from './native-policy.ts'

/** Limits the rules to what a registry can express: in doubt they keep more, and if that is not possible, delete nothing. */
export function fitRules(rules: NativeRules, can: NativeAbilities, differ: Differ): NativeRules {
  const unsafe = whyUnsafe(rules, can)
  if (unsafe !== undefined) {
    differ(`${unsafe}, so nothing may be deleted by such a policy`)
    return { keep: rules.keep, delete: [], orphans: false, keepDigests: [] }
  }
  const floor = can.younger ? 0 : floorOf(rules.keep, differ)
  const { untagged } = rules
  if (untagged !== undefined && !can.untagged) differ("'untagged' has no counterpart: images without a tag stay")
  if (rules.orphans && !can.orphans) differ("'orphans' has no counterpart")
  return {
    keep: rules.keep.flatMap((rule) => fitKeep(rule, can, differ)),
    delete: rules.delete.flatMap((rule) => fitDelete(rule, can, floor, differ)),
    ...(untagged !== undefined && can.untagged && { untagged: Math.max(untagged, floor) }),
    orphans: rules.orphans && can.orphans,
    keepDigests: rules.keepDigests,
  }
}

function whyUnsafe({ keep, keepDigests }: NativeRules, can: NativeAbilities): string | undefined {
  if (keepDigests.length > 0 && !can.digests) return "'keep-digests' has no counterpart"
  for (const { at, patterns } of keep) {
    const unknown = patterns.find((pattern) => !can.keeps(pattern))
    if (unknown) return `${at}: '${unknown.text}' has no counterpart`
  }
  return undefined
}

/** What is kept because it is young can be kept by making the other rules wait for longer. */
function floorOf(keep: readonly NativeKeep[], differ: Differ): number {
  const ages = keep.filter(({ patterns }) => patterns.length === 0).map(({ youngerThan = 0 }) => youngerThan)
  const floor = ages.reduce((a, b) => Math.max(a, b), 0)
  if (floor > 0) differ(`'younger-than' has no counterpart: every rule that deletes waits for ${formatAge(floor)}`)
  return floor
}

function fitKeep(rule: NativeKeep, can: NativeAbilities, differ: Differ): readonly NativeKeep[] {
  const { at, patterns, newest, youngerThan } = rule
  const isOfAll = patterns.length === 0
  if (youngerThan !== undefined && !can.younger) {
    if (isOfAll) return []
    differ(`${at}: 'younger-than' has no counterpart, so all of these tags are kept`)
    return [{ at, patterns }]
  }
  const counts = can.newest === 'some' || (can.newest === 'all' && isOfAll)
  if (newest === undefined || counts) {
    if (newest !== undefined) differ(`${at}: the newest are counted by time, never by version`)
    return [rule]
  }
  differ(`${at}: 'newest' has no counterpart, so all of these tags are kept`)
  return [{ at, patterns }]
}

function fitDelete(
  { at, patterns, olderThan }: NativeDelete,
  can: NativeAbilities,
  floor: number,
  differ: Differ
): readonly NativeDelete[] {
  const known = patterns.filter(can.deletes)
  for (const pattern of patterns) {
    if (!can.deletes(pattern)) differ(`${at}: '${pattern.text}' has no counterpart: those tags stay`)
  }
  return known.length > 0 ? [{ at, patterns: known, olderThan: Math.max(olderThan, floor) }] : []
}
