import type * as dateFormats from './date-format.ts'
import type * as templates from './template.ts'

/** The names that an expression can use. They are functions, so that a name is no argument of another. */
export type Vocabulary = Readonly<Record<string, (...args: readonly unknown[]) => string | number>>

/** Expands what stands between `{{` and `}}`. */
export interface Language {
  readonly expand: typeof templates.expandTemplate
  readonly isRaw: typeof templates.isRaw
  /** Undefined where no text speaks of a date. */
  readonly dates?: Pick<typeof dateFormats, 'formatDate' | 'isZone'>
}

const plain: Language = { expand: (_input, text) => text, isRaw: () => false }

/** Loads as much of the language as the given texts need, since most of them need little. */
export async function loadLanguage(texts: readonly string[]): Promise<Language> {
  const expressions = texts.filter((text) => text.includes('{{'))
  if (expressions.length === 0) return plain
  const template = import('./template.ts')
  const dates = expressions.some((text) => text.includes('date')) ? await import('./date-format.ts') : undefined
  const { expandTemplate: expand, isRaw } = await template
  return { expand, isRaw, ...(dates && { dates }) }
}
