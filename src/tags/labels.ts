import { InputError } from '../input-error.ts'
import type { Facts } from './facts.ts'

/** A label, or an annotation. */
export type Label = readonly [key: string, value: string]

/**
 * What is known of every build, by the keys of the image-spec (annotations.md#pre-defined-annotation-keys). What is not
 * known is left out: written as empty it would take the place of what a Dockerfile or a base image says.
 */
export function knownLabels({ event, source, now, revision = event }: Facts, version: string): readonly Label[] {
  const labels: readonly Label[] = [
    ['title', source.name],
    ['description', source.description],
    ['url', source.url],
    ['source', source.url],
    ['version', version],
    ['created', (revision.date ?? now).toISOString()],
    ['revision', revision.sha],
    ['licenses', source.license],
  ]
  return labels.filter(([, value]) => value !== '').map(([key, value]) => [`org.opencontainers.image.${key}`, value])
}

/** Reads `key=value` lines. One that is only a word is left out with a warning, as it says nothing. */
export function parseLabels(
  input: string,
  lines: readonly string[],
  warn: (message: string) => void
): readonly Label[] {
  return lines.flatMap((line): readonly Label[] => {
    const equals = line.indexOf('=')
    if (equals >= 0) return [[line.slice(0, equals), line.slice(equals + 1)]]
    const form = 'write key=value, and a value of several lines as "key=first line⏎last line", in quotes as a whole'
    if (/\s/.test(line.trim())) throw new InputError(input, `'${line}' has no equals sign: ${form}`)
    if (line.trim() !== '') warn(`Input '${input}': '${line}' is left out, since it has no equals sign: ${form}`)
    return []
  })
}

/** Later labels replace earlier ones of the same key; sorted by key. */
export function mergeLabels(labels: readonly Label[]): readonly Label[] {
  return [...new Map(labels)].toSorted(([a], [b]) => compareKeys(a, b))
}

/** As a dictionary has it. Keys that have nothing special in them need no collation, which takes 10 ms to load. */
export function compareKeys(one: string, other: string): number {
  const isPlain = /^[a-z0-9.]*$/
  if (!isPlain.test(one) || !isPlain.test(other)) return one.localeCompare(other, 'en')
  return Number(one > other) - Number(one < other)
}
