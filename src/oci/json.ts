/** Levels; deeper than any document is that is meant to be read. What goes through one recursively stays within its stack. */
const depthLimit = 500

/** Reads JSON that somebody else wrote. Throws SyntaxError, also where it is nested more than 500 deep. */
export function parseJson(text: string): unknown {
  scan(text, () => undefined)
  return JSON.parse(text)
}

/** The same, where others will read it, too: of a key that is there twice some take the first, and some the last. */
export function parseUnambiguousJson(text: string): unknown {
  scan(text, (keys, quoted) => {
    const key = String(JSON.parse(quoted))
    if (keys.has(key)) throw new SyntaxError(`it has the key ${JSON.stringify(key.slice(0, 80))} twice`)
    keys.add(key)
  })
  return JSON.parse(text)
}

/** The field that Go's readers take a key for, which do not mind its case; undefined where they do not mistake it. */
export function mistakenFor(key: string, fields: readonly string[]): string | undefined {
  return fields.includes(key) ? undefined : fields.find((field) => folded(field) === folded(key))
}

/** As Unicode folds: `ſ` is an s, too. */
function folded(text: string): string {
  return text.toUpperCase().toLowerCase()
}

/** Told of each key, in quotation marks, with the keys of its object that were seen before. */
type OnKey = (keys: Set<string>, quoted: string) => void

function scan(text: string, onKey: OnKey): void {
  const open: Set<string>[] = []
  let last = ''
  for (const mark of marksIn(text)) {
    switch (mark) {
      case '{':
      case '[':
        open.push(new Set())
        if (open.length > depthLimit) throw new SyntaxError(`it is nested more than ${depthLimit} deep`)
        break
      case '}':
      case ']':
        open.pop()
        break
      case ':':
        onKey(open.at(-1) ?? new Set(), last)
        break
      default:
        last = mark
    }
  }
}

/** Brackets, colons, and strings with their quotation marks. */
function* marksIn(text: string): Generator<string> {
  const mark = /["{}[\]:]/g
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') mark.lastIndex = endOfString(text, found.index) + 1
    yield text.slice(found.index, mark.lastIndex)
  }
}

/** Where the quotation mark is that closes a string. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  throw new SyntaxError('a string in it does not end')
}
