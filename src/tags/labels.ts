import type { Facts } from './facts.ts'

/** A label, or an annotation. */
export type Label = readonly [key: string, value: string]

/**
 * What an image says of itself, sorted by key: the keys of the image-spec (annotations.md#pre-defined-annotation-keys)
 * that are known of every build, and `key=value` lines, which replace those and each other. A line without an equals
 * sign says nothing.
 */
export function describe({ event, source, now }: Facts, version: string, lines: readonly string[]): readonly Label[] {
  const known: readonly Label[] = [
    ['title', source.name],
    ['description', source.description],
    ['url', source.url],
    ['source', source.url],
    ['version', version],
    ['created', now.toISOString()],
    ['revision', event.sha],
    ['licenses', source.license],
  ]
  const labels = new Map<string, string>(known.map(([key, value]) => [`org.opencontainers.image.${key}`, value]))
  for (const line of lines) {
    const equals = line.indexOf('=')
    if (equals >= 0) labels.set(line.slice(0, equals), line.slice(equals + 1))
  }
  return [...labels].toSorted(([a], [b]) => compare(a, b))
}

/** As a dictionary has it. Keys that have nothing special in them need no collation, which takes 10 ms to load. */
function compare(one: string, other: string): number {
  const isPlain = /^[a-z0-9.]*$/
  if (!isPlain.test(one) || !isPlain.test(other)) return one.localeCompare(other, 'en')
  return Number(one > other) - Number(one < other)
}
