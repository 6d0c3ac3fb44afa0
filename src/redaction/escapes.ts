import { namedReference } from './named-references.ts'
import type { Placed } from './placed.ts'

const [blank, percent, ampersand, semicolon, backslash, u] = [0x20, 0x25, 0x26, 0x3b, 0x5c, 0x75]
const reference = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<named>[a-z]{2,7}[0-9]{0,2}));$/i
/** The longest reference, `&#1114111;`. */
const referenceLength = 10
/** JSON's escapes of white space: `\b`, `\f`, `\n`, `\r` and `\t`. */
const blankEscapes: ReadonlySet<number> = new Set(Buffer.from('bfnrt'))

/** The length of the URL, JSON or HTML escape that the last byte completes, or 0. */
export function escapeLength(read: Placed): number {
  const last = read.fromEnd(1)
  if (last === semicolon) return referenceAtEnd(read)
  if (blankEscapes.has(last) && read.fromEnd(2) === backslash) return 2
  if (!isHex(last) || !isHex(read.fromEnd(2))) return 0
  if (read.fromEnd(3) === percent) return 3
  const isUnit = read.fromEnd(6) === backslash && read.fromEnd(5) === u
  return isUnit && isHex(read.fromEnd(4)) && isHex(read.fromEnd(3)) ? 6 : 0
}

/** The code that an escape stands for, or -1 if it is invalid. */
export function codePointOf(written: string): number {
  if (written.startsWith('%')) return Number.parseInt(written.slice(1), 16)
  if (written.startsWith('\\')) return written.length === 2 ? blank : Number.parseInt(written.slice(2), 16)
  const { decimal, hex, named } = reference.exec(written)?.groups ?? {}
  if (named !== undefined) return namedReference(named) ?? -1
  const code = hex === undefined ? Number(decimal ?? -1) : Number.parseInt(hex, 16)
  return code <= 0x10_ff_ff ? code : -1
}

function referenceAtEnd(read: Placed): number {
  for (let length = 4; length <= referenceLength; length++) {
    if (read.fromEnd(length) === ampersand) return codePointOf(read.last(length)) >= 0 ? length : 0
  }
  return 0
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}
