import { search } from '../../names/rules/search.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import { matchesGlob, mayTake } from '../../plan/tag-selection.ts'

/** A glob, in which `*` stands for any characters, or a regular expression that matches a whole tag. */
export type TagPattern =
  | { readonly kind: 'glob'; readonly text: string }
  | { readonly kind: 'regex'; readonly text: string; readonly source: string; readonly flags: string }

/** The patterns of a rule. A tag is selected if one of `included` matches it and none of `excluded` does. */
export interface TagPatterns {
  readonly included: readonly TagPattern[]
  readonly excluded: readonly TagPattern[]
}

const expression = /^\/(?<source>.+)\/(?<flags>[iu]*)$/s
const glob = /^[a-zA-Z0-9_.*-]{1,128}$/

/**
 * Parses `v*` or `/v\d+/`; undefined if the text is neither. Throws InputError for a malformed regular expression, and names
 * the `input` (by default `policy`) and the place `at` which the text is.
 */
export function parsePattern(text: string, at: string, input?: string): TagPattern | undefined {
  const { source, flags = '' } = expression.exec(text)?.groups ?? {}
  if (source === undefined) return glob.test(text) ? { kind: 'glob', text } : undefined
  const pattern = { kind: 'regex', text, source, flags } as const
  matching([''], pattern, at, input)
  return pattern
}

/**
 * The tags that the patterns select. Throws InputError with the place in the input if a regular expression takes too long.
 */
export function selectMatching(
  tags: readonly Tag[],
  patterns: TagPatterns,
  at: string,
  input?: string
): ReadonlySet<Tag> {
  const { included, excluded } = patterns
  const taken = included.flatMap((pattern) =>
    matching(
      tags.filter((tag) => mayTake(pattern.kind === 'regex' ? pattern.source : pattern.text, tag)),
      pattern,
      at,
      input
    )
  )
  const dropped = new Set(excluded.flatMap((pattern) => matching(taken, pattern, at, input)))
  return new Set(taken.filter((tag) => !dropped.has(tag)))
}

/** Whether a pattern is this tag itself, without a wildcard. */
export function namesInFull({ included }: TagPatterns, tag: Tag): boolean {
  return included.some(({ kind, text }) => kind === 'glob' && text === tag)
}

/** `'v*', 'latest'`, for messages. */
export function formatPatterns({ included, excluded }: TagPatterns): string {
  return [...included.map(({ text }) => `'${text}'`), ...excluded.map(({ text }) => `'!${text}'`)].join(', ')
}

function matching<Text extends string>(
  texts: readonly Text[],
  pattern: TagPattern,
  at: string,
  input = 'policy'
): readonly Text[] {
  if (pattern.kind === 'glob') return texts.filter((text) => matchesGlob(text, pattern.text))
  const found = search(texts, `^(?:${pattern.source})$`, pattern.flags, `${at}: ${pattern.text}`, input)
  return texts.filter((_, index) => found[index] !== null)
}
