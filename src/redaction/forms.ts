/** Shorter secrets are not masked: that would garble the output, and they are easily guessed anyway. */
export const shortest = 4
/** Words that occur in any log. */
const everyday = /^(?:true|false|null|none)$/i
/** Line lengths at which programs wrap base64 (RFC 2045, RFC 7468). */
const columns = [76, 64]
/** Pieces of base64 are masked from this length on, and base64 of base64: 12 characters stand for 9 bytes. */
const shortestPiece = 12
const shortestTwice = 8
/** Bytes. A larger secret is not searched for in pieces. */
const maximumInPieces = 4096
/** Lines of one secret. Further lines are not searched for in base64 of base64. */
const maximumTwiceEncoded = 200

/** The forms of a secret to search for. */
export interface Forms {
  /** The secret, its lines, and the secret on one line. */
  readonly written: readonly string[]
  /** Its base64 at every alignment within longer content, in both alphabets. */
  readonly base64: readonly string[]
}

/** The lines of a secret that are long enough to mask, trimmed. */
export function linesOf(secret: string): readonly string[] {
  return [...new Set(secret.split(/[\r\n]+/).map((line) => line.trim()))].filter(
    (line) => line.length >= shortest && !everyday.test(line)
  )
}

/** The forms of a secret, each at least four characters long. */
export function formsOf(secret: string): Forms {
  const lines = linesOf(secret)
  const whole = secret.trim()
  const units = lines.length > 0 && /[\r\n]/.test(whole) ? [whole, ...lines] : lines
  // In form encoding a space is a plus sign; text joined to one line has no other white space.
  const written = units.flatMap((unit) => [
    unit,
    unit.toWellFormed(),
    unit.replaceAll(' ', '+'),
    unit.replaceAll(/[\s\p{C}]+/gu, ' '),
  ])
  const base64 = [
    // A base64-encoded configuration contains JSON.
    ...units.flatMap((unit) => [unit, JSON.stringify(unit).slice(1, -1)]).flatMap(base64Of),
    ...(units.length > 0 ? [...wrapped(secret), ...piecesOf(whole)] : []),
  ]
  const once = [...base64, ...base64.map(toUrlAlphabet)]
  return { written: longEnough(written), base64: longEnough([...once, ...twiceEncoded(units)]) }
}

function longEnough(forms: readonly string[]): readonly string[] {
  return [...new Set(forms)].filter((form) => form.length >= shortest)
}

/** The base64 characters (RFC 4648) that encode only these bytes, after 0, 1 and 2 other bytes; and the whole. */
function base64Of(text: string): readonly string[] {
  const bytes = Buffer.from(text)
  const aligned = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  return [...aligned, bytes.toString('base64').replace(/=+$/, '')]
}

/** The same of base64 that is encoded once more, such as a `Basic` pair. Too short a form would match anything. */
function twiceEncoded(units: readonly string[]): readonly string[] {
  const once = units.slice(0, maximumTwiceEncoded).flatMap(base64Of)
  const twice = [...new Set([...once, ...once.map(toUrlAlphabet)])].flatMap(base64Of)
  return [...twice, ...twice.map(toUrlAlphabet)].filter((form) => form.length >= shortestTwice)
}

/**
 * The parts of a secret that lines of base64 can hold, wherever it starts: its beginning at the end of a line, its end
 * at the beginning of one, and whole lines. They are broken between groups of four characters.
 */
function piecesOf(secret: string): readonly string[] {
  const { length } = Buffer.from(secret)
  const most = Math.max(...columns)
  if (length > maximumInPieces) return []
  return base64Of(secret)
    .slice(0, 3)
    .flatMap((form, before) => {
      const first = (4 - Math.ceil((before * 8) / 6)) % 4
      const breaks = Array.from({ length: Math.ceil((form.length - first) / 4) }, (_, index) => first + index * 4)
      const pieces = breaks.flatMap((at) => [
        at <= most ? form.slice(0, at) : '',
        form.length - at <= most ? form.slice(at) : '',
        ...columns.filter((column) => at + column <= form.length).map((column) => form.slice(at, at + column)),
      ])
      return pieces.filter((piece) => piece.length >= shortestPiece)
    })
}

/** The lines of a long secret's wrapped base64. */
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
