import type * as dateFormats from './date-format.ts'
import type * as templates from './template.ts'

/** The variables of an expression. They are functions, so that one cannot be passed as an argument to another. */
export type Vocabulary = Readonly<Record<string, (...args: readonly unknown[]) => string | number>>

/** Expands the expressions between `{{` and `}}`. */
export interface Language {
  readonly expand: typeof templates.expandTemplate
  readonly isRaw: typeof templates.isRaw
  /** Undefined if no text mentions a date. */
  readonly dates?: Pick<typeof dateFormats, 'formatDate' | 'isZone'>
}

const plain: Language = { expand: (_input, text) => text, isRaw: () => false }

/** Loads only the parts of the language that the given texts need; most texts need few. */
export async function loadLanguage(texts: readonly string[]): Promise<Language> {
  const expressions = texts.filter((text) => text.includes('{{'))
  if (expressions.length === 0) return plain
  const template = import('./template.ts')
  const dates = expressions.some((text) => text.includes('date')) ? await import('./date-format.ts') : undefined
  const { expandTemplate: expand, isRaw } = await template
  return { expand, isRaw, ...(dates && { dates }) }
}
