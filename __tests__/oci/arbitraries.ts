import fc from 'fast-check'
import { type Digest, digestOf } from '../../src/oci/digest.ts'
import { isName, isRegistry } from '../../src/oci/distribution/reference.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'

// What the grammars allow, generated from the specifications rather than with the parsers under test.

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789'
const word = fc.string({ unit: fc.constantFrom(...lower), minLength: 1, maxLength: 6 })
const between = fc.constantFrom('.', '_', '__', '-', '--', '-----')

const component = fc
  .tuple(word, fc.array(fc.tuple(between, word), { maxLength: 2 }))
  .map(([first, more]) => [first, ...more.flat()].join(''))

/** `<name>` in the distribution-spec. */
export const names: fc.Arbitrary<string> = fc
  .array(component, { minLength: 1, maxLength: 4 })
  .map((components) => components.join('/'))
  .filter(isName)

const tagStart = [...lower, ...lower.toUpperCase(), '_']

export const tags: fc.Arbitrary<Tag> = fc
  .tuple(fc.constantFrom(...tagStart), fc.string({ unit: fc.constantFrom(...tagStart, '.', '-'), maxLength: 127 }))
  .map(([start, rest]) => `${start}${rest}` as Tag)

export const digests: fc.Arbitrary<Digest> = fc
  .tuple(fc.uint8Array({ maxLength: 4 }), fc.constantFrom('sha256' as const, 'sha512' as const))
  .map(([bytes, algorithm]) => digestOf(bytes, algorithm))

const label = fc.tuple(fc.constantFrom(...'abcdefgh'), word).map((letters) => letters.join(''))
const port = fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined })

/** Canonical hosts: host names with several labels, IPv4, IPv6, with and without a port. */
export const registries: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.')),
      fc.constantFrom('localhost', '127.0.0.1', '[::1]', '[fd00::5:1]')
    ),
    port
  )
  .map(([host, number]) => (number === undefined ? host : `${host}:${number}`))
  .filter(isRegistry)
