/** Levels of nesting; deeper than any real document, and shallow enough to be walked recursively on the stack. */
const depthLimit = 500

/** Parses JSON that somebody else wrote. Throws SyntaxError, also if it is nested more than 500 levels deep. */
export function parseJson(text: string): unknown {
  scan(text, () => undefined)
  return JSON.parse(text)
}

/** A JSON object, whose fields may hold anything. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object; a list is not. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as a JSON object; an empty one for any other value. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {}
}

/** Parses a JSON object; an empty one for any other text. Never throws. */
export function parseRecord(text: string): JsonRecord {
  try {
    return recordOf(parseJson(text))
  } catch {
    return {}
  }
}

/**
 * Like parseJson, for JSON that others will parse as well. Rejects duplicate keys: some parsers use the first, others
 * the last.
 */
export function parseUnambiguousJson(text: string): unknown {
  scan(text, (keys, quoted) => {
    const key = String(JSON.parse(quoted))
    if (keys.has(key)) throw new SyntaxError(`it has the key ${JSON.stringify(key.slice(0, 80))} twice`)
    keys.add(key)
  })
  return JSON.parse(text)
}

/** The field that Go's parsers, which ignore case, take a key for; undefined if they would not mistake it for one. */
export function mistakenFor(key: string, fields: readonly string[]): string | undefined {
  return fields.includes(key) ? undefined : fields.find((field) => folded(field) === folded(key))
}

/** Unicode case folding: `ſ` is an `s` as well. */
function folded(text: string): string {
  return text.toUpperCase().toLowerCase()
}

/** Called for each key, in its quotation marks, with the keys of the same object seen so far. */
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

/** Yields brackets, colons, and strings with their quotation marks. */
function* marksIn(text: string): Generator<string> {
  const mark = /["{}[\]:]/g
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') mark.lastIndex = endOfString(text, found.index) + 1
    yield text.slice(found.index, mark.lastIndex)
  }
}

/** The position of the quotation mark that closes a string. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  throw new SyntaxError('it has an unterminated string')
}
