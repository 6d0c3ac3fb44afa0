/** Somebody else's text as code in HTML, on one line: GitHub makes no links and mentions of what is code. */
export function htmlCode(text: string): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim()
  return `<code>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code>`
}

/** A column of a table; the cells hold HTML. */
export interface HtmlColumn<Row> {
  readonly heading: string
  readonly isNumber?: boolean
  /** Undefined for an empty cell. A column with only empty cells is left out. */
  cell(row: Row): string | undefined
}

/** A table in HTML, because only that keeps names and sizes from wrapping. It has no empty lines, which would end it. */
export function htmlTable<Row>(columns: readonly HtmlColumn<Row>[], rows: readonly Row[]): string {
  const filled = columns.filter(({ cell }) => rows.some((row) => cell(row) !== undefined))
  const headings = filled.map(
    ({ heading, isNumber }) => `<th nowrap align="${isNumber ? 'right' : 'left'}">${heading}</th>`
  )
  const cells = rows.map((row) =>
    filled.map(({ cell, isNumber }) => `<td nowrap${isNumber ? ' align="right"' : ''}>${cell(row) ?? '–'}</td>`)
  )
  return ['<table>', ...[headings, ...cells].map((line) => `<tr>${line.join('')}</tr>`), '</table>'].join('\n')
}
