import { InputError } from '../../input-error.ts'
import { entryError, parseList, splitFields, splitItems } from '../../names/inputs/list.ts'
import { isPlatform } from '../../oci/platform.ts'

/** A list of lines, which may contain commas: build arguments, labels, outputs. */
export function parseLines(text: string, name: string): readonly string[] {
  return parseList(name, text)
}

/** A list of words, separated by line breaks or commas: platforms, hosts. */
export function parseWords(text: string, name: string): readonly string[] {
  return parseList(name, text)
    .flatMap((line) => splitFields(name, line).map((word) => word.trim()))
    .filter(Boolean)
}

/** An unknown platform would be built all the same, but run nowhere. */
export function parsePlatforms(text: string, name: string): readonly string[] {
  const platforms = parseWords(text, name)
  const wrong = platforms.filter((word) => !isPlatform(word))
  if (wrong.length === 0) return platforms
  const form = "write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks"
  throw new InputError(name, `${form}, not '${wrong.join("', '")}'`)
}

/** The method to call; `build` is the default. */
export function parseCall(text: string): string {
  return text === 'build' ? '' : text
}

/** Lines for a tool that parses quotes itself. */
export function parseRawLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

type Pair = readonly [name: string, value: string]

/** `name=value` lines; neither part may be empty. */
export function parsePairs(text: string, name: string): readonly Pair[] {
  return parseList(name, text).map((line, index) => toPair(line, index, name))
}

/** Like parsePairs, but separated by line breaks or commas. */
export function parseWordPairs(text: string, name: string): readonly Pair[] {
  return parseWords(text, name).map((word, index) => toPair(word, index, name))
}

function toPair(text: string, index: number, input: string): Pair {
  const [, name, value] = /^([^=\s]+)\s*=(.+)$/s.exec(text) ?? []
  if (!name || !value) throw new InputError(input, `write entry ${index + 1} as name=value`)
  return [name, value]
}

/** `name=value` lines that are passed to buildx as they are. */
export function parseAssignments(text: string, name: string): readonly string[] {
  return parseForm(/^[^=\s"]+=/, text, name)
}

/** Like parseAssignments, but a name alone takes its value from the environment. */
export function parseArguments(text: string, name: string): readonly string[] {
  return parseForm(/^[^=\s"]+=|^\w+$/, text, name)
}

/** An invalid line may be the second line of a secret, so it is not shown. */
function parseForm(form: RegExp, text: string, name: string): readonly string[] {
  return splitItems(name, text).map((item, index) => {
    const line = item.text.trim()
    if (item.hasMore || !form.test(line)) throw entryError('name=value', name, index)
    return line
  })
}

/** Parses `id=value` entries. Values are kept as they are, including white space. No message shows any of the text. */
export function parseSecrets(text: string, name: string): readonly (readonly [id: string, value: string])[] {
  return splitItems(name, text.replaceAll('\r\n', '\n')).map((item, index) => {
    const [, id, value] = /^\s*(?<id>[^\s="]+)\s*=(?<value>.*)$/s.exec(item.text) ?? []
    if (id === undefined || value === undefined || item.hasMore) throw entryError('id=value', name, index)
    return [id, value] as const
  })
}
