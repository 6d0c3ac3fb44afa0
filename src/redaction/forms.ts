/** Shorter than this nothing is masked: it would garble what is shown, and is guessed sooner than it is read. */
export const shortest = 4
/** Words that stand in any log. */
const everyday = /^(?:true|false|null|none)$/i
/** Columns at which programs break base64 into lines (RFC 2045, RFC 7468). */
const columns = [76, 64]

/** What of a secret is to be looked for. */
export interface Forms {
  /** Itself, its lines, and itself on one line. */
  readonly written: readonly string[]
  /** What base64 makes of it wherever it stands in more, in both alphabets. */
  readonly base64: readonly string[]
}

/** The lines of a secret that are long enough to be masked, without the white space around them. */
export function linesOf(secret: string): readonly string[] {
  return [...new Set(secret.split(/[\r\n]+/).map((line) => line.trim()))].filter(
    (line) => line.length >= shortest && !everyday.test(line)
  )
}

/** The forms of a secret, all of four characters at least. */
export function formsOf(secret: string): Forms {
  const lines = linesOf(secret)
  const whole = secret.trim()
  const units = lines.length > 0 && /[\r\n]/.test(whole) ? [whole, ...lines] : lines
  // In a form a space is a plus sign, and what is put on one line has no other blanks.
  const written = units.flatMap((unit) => [
    unit,
    unit.toWellFormed(),
    unit.replaceAll(' ', '+'),
    unit.replaceAll(/[\s\p{C}]+/gu, ' '),
  ])
  const base64 = [
    // A configuration in base64 is JSON.
    ...units.flatMap((unit) => [unit, JSON.stringify(unit).slice(1, -1)]).flatMap(base64Of),
    ...(units.length > 0 ? wrapped(secret) : []),
  ]
  return { written: longEnough(written), base64: longEnough([...base64, ...base64.map(toUrlAlphabet)]) }
}

function longEnough(forms: readonly string[]): readonly string[] {
  return [...new Set(forms)].filter((form) => form.length >= shortest)
}

/** The characters of base64 (RFC 4648) that stand for these bytes alone, after none, one and two others; and all. */
function base64Of(text: string): readonly string[] {
  const bytes = Buffer.from(text)
  const aligned = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  return [...aligned, bytes.toString('base64').replace(/=+$/, '')]
}

/** The lines of a long secret's base64. */
function wrapped(secret: string): readonly string[] {
  const encoded = Buffer.from(secret).toString('base64')
  return columns.flatMap((column) => (encoded.length > column ? chunksOf(encoded, column) : []))
}

function chunksOf(text: string, size: number): readonly string[] {
  const count = Math.ceil(text.length / size)
  return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size).replace(/=+$/, ''))
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_')
}
