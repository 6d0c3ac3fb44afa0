import type { TagPattern } from '../policy/tag-patterns.ts'

/** The text before the `*` of a glob whose only `*` is at its end; undefined for all other patterns. */
export function prefixOf({ kind, text }: TagPattern): string | undefined {
  return kind === 'glob' && text.indexOf('*') === text.length - 1 ? text.slice(0, -1) : undefined
}

/** The text that every matching tag begins with; empty if there is none, or for a regular expression. */
export function literalStart({ kind, text }: TagPattern): string {
  return kind === 'glob' ? (text.split('*')[0] ?? '') : ''
}

/** Whether a pattern is a glob, and not a regular expression. */
export function isGlob({ kind }: TagPattern): boolean {
  return kind === 'glob'
}

/** Whether Go's regexp package accepts a pattern: it has neither assertions nor back-references. */
export function isRe2(pattern: TagPattern): boolean {
  return pattern.kind === 'glob' || (pattern.flags === '' && !/\(\?[=!<]|\\[1-9k]/.test(pattern.source))
}

/** A regular expression for the whole of a tag, without anchors. */
export function toRegex(pattern: TagPattern): string {
  if (pattern.kind === 'regex') return `(?:${pattern.source})`
  return pattern.text.replaceAll('.', '[.]').replaceAll('*', '.*')
}

/** A regular expression that matches what any of the patterns does: `^(?:v.*|latest)$`. */
export function anyOf(patterns: readonly TagPattern[]): string {
  return `^(?:${patterns.map(toRegex).join('|')})$`
}

/** Whether the complement of a pattern can be written without assertions. */
export function hasComplement(pattern: TagPattern): boolean {
  return pattern.kind === 'glob' && (!pattern.text.includes('*') || prefixOf(pattern) !== undefined)
}

interface Branch {
  readonly next: Map<string, Branch>
  /** Whether a text that ends here is one of the patterns, or every text that goes on from here. */
  ends: boolean
  goesOn: boolean
}

/**
 * A regular expression for all tags that none of the patterns matches, each of which must have a complement; undefined if
 * they match every tag.
 */
export function complementOf(patterns: readonly TagPattern[]): string | undefined {
  const root = branch()
  for (const pattern of patterns) {
    let at = root
    for (const letter of literalStart(pattern)) {
      const next = at.next.get(letter) ?? branch()
      at.next.set(letter, next)
      at = next
    }
    if (prefixOf(pattern) === undefined) at.ends = true
    else at.goesOn = true
  }
  return root.goesOn ? undefined : `^${othersFrom(root)}$`
}

function branch(): Branch {
  return { next: new Map(), ends: false, goesOn: false }
}

function othersFrom({ next, ends }: Branch): string {
  const letters = [...next.keys()].toSorted((a, b) => Number(a === '-') - Number(b === '-'))
  const another = letters.length === 0 ? '.+' : `[^${letters.join('')}].*`
  const deeper = [...next].filter(([, to]) => !to.goesOn).map(([letter, to]) => `${literal(letter)}${othersFrom(to)}`)
  return `(?:${[...(ends ? [] : ['']), another, ...deeper].join('|')})`
}

function literal(letter: string): string {
  return letter === '.' ? '[.]' : letter
}
