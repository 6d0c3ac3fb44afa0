/** A text without its escapes, as bytes of UTF-8 in a string. */
export interface Decoded {
  readonly bytes: string
  /** Where in the text the bytes from `start` to before `end` are. */
  span(start: number, end: number): readonly [start: number, end: number]
}

/** What means itself; percent-encoding, however often; JSON's escapes, however deep; HTML's references; the rest. */
const token =
  /(?<itself>[!-$'-[\]-~]+)|%(?:25)*(?<percent>[0-9a-fA-F]{2})|(?<json>(?:\\+u[0-9a-fA-F]{4})+)|\\+(?<escaped>[bfnrt])|(?<backslash>\\+)|&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-fA-F]{1,6})|(?<named>amp|lt|gt|quot|apos));|(?<other>[\0- \x7f]+|.)/gsu

const needsNone = /^[!-$'-[\]-~]*(?: [!-$'-[\]-~]+)*$/
const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Takes off what encoders put on, so that a secret is the same text in a URL, in JSON and in HTML. White space is one
 * space whatever it was, and a backslash, which may be an escape or be escaped, is nothing.
 */
export function decode(text: string): Decoded {
  // Most texts have nothing to be taken off.
  if (needsNone.test(text)) return { bytes: text, span: (start, end) => [start, end] }
  const decoding = new Decoding()
  for (const { 0: whole, index, groups = {} } of text.matchAll(token)) {
    if (groups.itself === undefined) decoding.add(byteOf(groups), index, index + whole.length)
    else decoding.addAsIs(whole, index)
  }
  return decoding
}

class Decoding implements Decoded {
  bytes = ''
  #endsBlank = false
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  addAsIs(text: string, at: number): void {
    for (let index = at; index < at + text.length; index++) {
      this.#starts.push(index)
      this.#ends.push(index + 1)
    }
    this.bytes += text
    this.#endsBlank = false
  }

  add(bytes: string, start: number, end: number): void {
    const all = flat(bytes)
    const isBlankAgain = this.#endsBlank && all.startsWith(' ')
    if (isBlankAgain) this.#ends[this.#ends.length - 1] = end
    const added = isBlankAgain ? all.slice(1) : all
    for (let count = 0; count < added.length; count++) {
      this.#starts.push(start)
      this.#ends.push(end)
    }
    this.bytes += added
    // To ask the text itself would copy it, each time.
    if (all !== '') this.#endsBlank = all.endsWith(' ')
  }

  span(start: number, end: number): readonly [start: number, end: number] {
    return [this.#starts[start] ?? 0, this.#ends[end - 1] ?? 0]
  }
}

type Groups = Readonly<Record<string, string | undefined>>

function byteOf({ other, percent, json, escaped, backslash, ...reference }: Groups): string {
  if (other !== undefined) return utf8(other)
  if (percent !== undefined) return String.fromCharCode(Number.parseInt(percent, 16))
  if (json !== undefined) return utf8(json.replaceAll(/\\+u(.{4})/g, (_, code: string) => unitOf(code)))
  if (escaped !== undefined) return ' '
  return backslash === undefined ? utf8(referenceOf(reference)) : ''
}

function referenceOf({ named, decimal, hex = '' }: Groups): string {
  if (named !== undefined) return references[named.toLowerCase()] ?? ''
  const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
}

function flat(bytes: string): string {
  return bytes.replaceAll('\\', '').replaceAll(/[\0- \x7f]+/g, ' ')
}

function unitOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

function utf8(text: string): string {
  return text < '\x80' ? text : Buffer.from(text).toString('latin1')
}
