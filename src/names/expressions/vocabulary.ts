import type { Event } from '../facts.ts'
import { nameIf } from '../git-ref.ts'
import type { Language, Vocabulary } from './expression.ts'

/** The variables, besides the dates, of all expressions except patterns. */
export function eventVocabulary(event: Event, shortSha: () => string): Vocabulary {
  const isDefault = isDefaultBranch(event)
  return {
    branch: () => nameIf('branch', event.ref),
    tag: () => nameIf('tag', event.ref),
    sha: shortSha,
    base_ref: () => event.baseRef,
    is_default_branch: () => `${isDefault}`,
    is_not_default_branch: () => `${!isDefault}`,
  }
}

/**
 * GitHub runs discussion, issue and schedule events on the default branch, so they need not say which one that is. A
 * `create` event may be for any branch, or for a tag.
 */
function isDefaultBranch({ name, ref, defaultBranch }: Event): boolean {
  if (ref.name === '') return false
  if (ref.kind === 'branch' && ref.name === defaultBranch) return true
  return /discussion|issues|schedule/.test(name)
}

/** `date` and `commit_date`: each takes a format and, optionally, `tz=`. */
export function dateVocabulary(
  { now, commit }: { readonly now: Date; readonly commit: Date },
  formats: Language['dates'],
  warn: (message: string) => void
): Vocabulary {
  if (!formats) return {}
  const { formatDate, isZone } = formats
  const name = (date: Date) => (format: unknown, call: unknown) => {
    const text = parseFormat(format)
    const zone = parseZone(call)
    if (isZone(zone)) return formatDate(date, text, zone)
    warn(`'${zone}' is not a known time zone, so UTC is used`)
    return formatDate(date, text, 'UTC')
  }
  return { date: name(now), commit_date: name(commit) }
}

/** A missing format is the empty format. */
function parseFormat(format: unknown): string {
  if (format && typeof format !== 'string') throw new Error('Put the date format in single quotes')
  return typeof format === 'string' ? format : ''
}

/** Handlebars passes the named arguments of a call after the positional ones. */
function parseZone(call: unknown): string {
  const { hash } = call as { readonly hash?: Readonly<Record<string, unknown>> }
  if (!hash) throw new Error('A date takes only one format')
  const { tz, ...others } = { tz: 'UTC', ...hash }
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw new Error(`A date takes only the option tz, not '${unknown}'`)
  if (typeof tz !== 'string' || tz === '') throw new Error('Put the time zone in single quotes')
  return tz
}
