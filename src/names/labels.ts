import { InputError } from '../input-error.ts'
import type { Facts } from './facts.ts'

/** A label, or an annotation. */
export type Label = readonly [key: string, value: string]

/**
 * The labels that are known for every build, with the keys of the image-spec
 * (annotations.md#pre-defined-annotation-keys). Unknown ones are left out: an empty value would override that of a
 * Dockerfile or a base image.
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

/** Parses `key=value` lines. A line that is a single word has no value, so it is skipped with a warning. */
export function parseLabels(
  input: string,
  lines: readonly string[],
  warn: (message: string) => void
): readonly Label[] {
  return lines.flatMap((line): readonly Label[] => {
    const equals = line.indexOf('=')
    if (equals >= 0) return [[line.slice(0, equals), line.slice(equals + 1)]]
    const form = 'write key=value, or "key=first line⏎last line", quoted as a whole, if the value has several lines'
    if (/\s/.test(line.trim())) throw new InputError(input, `'${line}' has no equals sign: ${form}`)
    if (line.trim() !== '') warn(`Input '${input}': '${line}' is ignored because it has no equals sign: ${form}`)
    return []
  })
}

/** Later labels replace earlier ones of the same key; sorted by key. */
export function mergeLabels(labels: readonly Label[]): readonly Label[] {
  return [...new Map(labels)].toSorted(([a], [b]) => compareKeys(a, b))
}

/** Dictionary order. Plain keys are compared without collation, which takes 10 ms to load. */
export function compareKeys(one: string, other: string): number {
  const isPlain = /^[a-z0-9.]*$/
  if (!isPlain.test(one) || !isPlain.test(other)) return one.localeCompare(other, 'en')
  return Number(one > other) - Number(one < other)
}
