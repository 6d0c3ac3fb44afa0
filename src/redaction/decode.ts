import { codePointOf, escapeLength } from './escapes.ts'
import { type Decoded, Placed } from './placed.ts'

const [blank, backslash, lastOfAscii] = [0x20, 0x5c, 0x7f]
const needsNone = /^[!-$'-[\]-~]*(?: [!-$'-[\]-~]+)*$/
/** How many nested encodings are decoded. */
const depthLimit = 12

/**
 * Decodes escapes, one layer at a time until none is left, and returns each intermediate state as UTF-8 bytes: a secret
 * looks the same in one of them whether it was in a URL, in JSON, in HTML or in nested encodings, even if the secret
 * itself contains what looks like an escape. Any white space becomes one space, and backslashes, which may be escapes
 * or escaped, are removed.
 */
export function decode(text: string): readonly Decoded[] {
  // Most texts contain nothing to decode.
  if (needsNone.test(text)) return [{ bytes: text, span: (start, end) => [start, end] }]
  let read = asRead(text)
  const states = [read.without(backslash)]
  while (states.length <= depthLimit) {
    const next = withoutOneLayer(read)
    if (next.length === read.length) break
    read = next
    states.push(read.without(backslash))
  }
  return states
}

/** The decoded text without white space, as base64 decoders ignore it. */
export function withoutBlanks({ bytes, span }: Decoded): Decoded {
  let places: Int32Array | undefined
  return {
    bytes: bytes.replaceAll(' ', ''),
    span: (start, end) => {
      // Computed when needed, since most texts contain no secret.
      places ??= placesOfOthers(bytes)
      return span(places[start] ?? 0, (places[end - 1] ?? 0) + 1)
    },
  }
}

function placesOfOthers(bytes: string): Int32Array {
  const places = new Int32Array(bytes.length)
  let count = 0
  for (let index = 0; index < bytes.length; index++) if (bytes.charCodeAt(index) !== blank) places[count++] = index
  return places
}

function asRead(text: string): Placed {
  const read = new Placed(Buffer.byteLength(text))
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code <= lastOfAscii) addByte(read, code, index, index + 1)
    else addWide(read, code, index, index + 1)
  }
  return read
}

/** Only bytes of the input form escapes, not bytes that were decoded in this pass: those are the next layer. */
function withoutOneLayer(read: Placed): Placed {
  const next = new Placed(read.length)
  let decoded = 0
  for (let index = 0; index < read.length; index++) {
    const [byte, end] = [read.byte(index), read.end(index)]
    const isAgain = byte === backslash && next.fromEnd(1) === backslash && next.length > decoded
    if (isAgain) next.extend(end)
    else addByte(next, byte, read.start(index), end)
    const length = escapeLength(next)
    if (length === 0 || next.length - length < decoded) continue
    const written = next.last(length)
    add(next, written, next.pop(length), end)
    decoded = next.length
  }
  return next
}

function add(read: Placed, written: string, start: number, end: number): void {
  const code = codePointOf(written)
  if (code <= lastOfAscii) addByte(read, code, start, end)
  // A percent escape gives one byte of a multi-byte character.
  else if (written.startsWith('%')) read.push(code, start, end)
  else addWide(read, code, start, end)
}

function addByte(read: Placed, code: number, start: number, end: number): void {
  if (code > blank && code !== lastOfAscii) read.push(code, start, end)
  else addBlank(read, start, end)
}

function addBlank(read: Placed, start: number, end: number): void {
  while (read.fromEnd(1) === backslash) read.pop(1)
  if (read.fromEnd(1) === blank) read.extend(end)
  else read.push(blank, start, end)
}

/** Adds a non-ASCII character as UTF-8; the second half of a surrogate pair is combined with the first. */
function addWide(read: Placed, unit: number, start: number, end: number): void {
  const isSecond = unit >= 0xdc_00 && unit <= 0xdf_ff && read.fromEnd(3) === 0xed && (read.fromEnd(2) & 0xf0) === 0xa0
  const first = ((read.fromEnd(2) & 0x0f) << 6) | (read.fromEnd(1) & 0x3f)
  const code = isSecond ? 0x1_00_00 + (first << 10) + (unit - 0xdc_00) : unit
  const from = isSecond ? read.pop(3) : start
  const more = code < 0x8_00 ? 1 : code < 0x1_00_00 ? 2 : 3
  const lead = [0, 0xc0, 0xe0, 0xf0][more] ?? 0
  read.push(lead | (code >> (6 * more)), from, end)
  for (let left = more - 1; left >= 0; left--) read.push(0x80 | ((code >> (6 * left)) & 0x3f), from, end)
}
