import { InputError } from '../input-error.ts'
import { parseList, splitFields } from '../tags/list.ts'

/** A list of lines whose commas stay: build arguments, labels, outputs. */
export function parseLines(text: string, name: string): readonly string[] {
  return parseList(name, text)
}

/** A list of lines or of words with commas between: platforms, hosts. */
export function parseWords(text: string, name: string): readonly string[] {
  return parseList(name, text)
    .flatMap((line) => splitFields(name, line).map((word) => word.trim()))
    .filter(Boolean)
}

const platform = /^[a-z0-9_.-]+(?:\/[a-z0-9_.-]+){0,2}$/i

export function parsePlatforms(text: string, name: string): readonly string[] {
  const platforms = parseWords(text, name)
  const wrong = platforms.filter((word) => !platform.test(word))
  if (wrong.length > 0) throw new InputError(name, `write platforms as 'linux/arm64', not '${wrong.join("', '")}'`)
  return platforms
}

/** `NAME=value` lines, as pairs. Neither part may be empty; the message never shows a value. */
export function parsePairs(text: string, name: string): readonly (readonly [name: string, value: string])[] {
  return parseList(name, text).map((line, index) => {
    const equals = line.indexOf('=')
    if (equals < 1 || equals === line.length - 1) {
      throw new InputError(name, `write entry ${index + 1} as NAME=value`)
    }
    return [line.slice(0, equals).trim(), line.slice(equals + 1)] as const
  })
}

const keyValue = /^[^=\s]+=/

/** `key=value` lines that buildx takes as they are; a key alone is taken from the environment. */
export function parseAssignments(text: string, name: string): readonly string[] {
  const lines = parseList(name, text)
  const wrong = lines.filter((line) => !keyValue.test(line) && !/^\w+$/.test(line))
  if (wrong.length > 0) throw new InputError(name, `write NAME=value, not '${wrong.join("', '")}'`)
  return lines
}
