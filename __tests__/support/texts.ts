/** A comment, a string, a regular expression (where a value may begin), or the end of a template or an expression. */
const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=(?:[=([{,;:!&|?>+\n]|return)\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/|[`{}]/g

/** Part of a template, up to an expression or its end. */
const stretch = /(?<text>(?:[^`\\$]|\\[\s\S]|\$(?!\{))*)(?<end>`|\$\{)/y

/** All strings and templates in TypeScript code, each as one text. An expression in a template becomes `…`. */
export function textsOf(source: string): readonly string[] {
  const texts: string[] = []
  readCode(source, 0, texts)
  return texts
}

const braces: Readonly<Record<string, number>> = { '{': 1, '}': -1 }

/** Reads to the end of the code, or of the template expression that begins there, and returns the position. */
function readCode(source: string, from: number, texts: string[]): number {
  let position = from
  for (let depth = 0; depth >= 0; ) {
    token.lastIndex = position
    const [found] = token.exec(source) ?? []
    if (found === undefined) return source.length
    position = token.lastIndex
    depth += braces[found] ?? 0
    if (found === '`') position = readTemplate(source, position, texts)
    if (/^['"]/.test(found)) texts.push(found.slice(1, -1))
  }
  return position
}

function readTemplate(source: string, from: number, texts: string[]): number {
  let position = from
  let whole = ''
  for (;;) {
    stretch.lastIndex = position
    const { text = '', end } = stretch.exec(source)?.groups ?? {}
    if (end === undefined) return source.length
    position = stretch.lastIndex
    whole += text
    if (end === '`') {
      texts.push(whole)
      return position
    }
    whole += '…'
    position = readCode(source, position, texts)
  }
}
