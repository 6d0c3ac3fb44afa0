import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/input-error.ts'
import { isTag } from '../../src/oci/distribution/tag.ts'
import { knowing, name, pushOf, targetsFor } from './support/naming.ts'

const expressions = [
  '{{branch}}',
  '{{tag}}',
  '{{sha}}',
  "{{date 'YYYY'}}",
  "{{commit_date 'X' tz='Asia/Tokyo'}}",
  '{{#if tag}}t{{else}}b{{/if}}',
  '{{version}}',
  '{{major}}',
  '{{raw}}',
  '{{#each this}}',
  '{{> x}}',
  '{{__proto__}}',
  "{{date '[' tz='__proto__'}}",
]
const types = ['schedule', 'semver', 'pep440', 'match', 'edge', 'ref', 'raw', 'sha']
const keys = ['pattern', 'value', 'match', 'group', 'branch', 'event', 'format', 'enable', 'priority', 'prefix']
const moreKeys = ['suffix', 'tag-prefix', 'moving', 'image', '__proto__', 'constructor']

/** Text from ordinary users and from attackers. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    ...expressions,
    '🚀',
    '::set-output name=x::y',
    '../../etc',
    '$(id)',
    '-',
    '.',
    '{{',
    '}}',
    '"',
    'x'.repeat(300)
  ),
  fc.stringMatching(/^v?\d{1,3}\.\d{1,3}\.\d{1,3}(?:-rc\.\d)?$/)
)
const texts = fc.array(hostile, { maxLength: 3 }).map((parts) => parts.join(''))
const attribute = fc.tuple(fc.constantFrom(...keys, ...moreKeys), texts).map(([key, text]) => `${key}=${text}`)
const rule = fc
  .tuple(fc.constantFrom(...types), fc.array(attribute, { maxLength: 4 }))
  .map(([type, attributes]) => [`type=${type}`, ...attributes].join(','))
const lines = fc.array(fc.oneof(rule, texts), { maxLength: 4 }).map((items) => items.join('\n'))
const ref = fc
  .tuple(fc.constantFrom('refs/heads/', 'refs/tags/', 'refs/pull/', ''), texts)
  .map(([space, text]) => space + text)
const flavor = fc.oneof(
  fc.constantFrom('', 'latest=true', 'latest=highest', 'suffix=-{{branch}},onlatest=true', 'prefix={{tag}}'),
  texts
)

const run = fc.record({
  inputs: fc.record({
    tags: lines,
    flavor,
    labels: lines,
    annotations: texts,
    images: fc.constantFrom('', 'a/b', 'a/b,c'),
  }),
  facts: fc
    .tuple(ref, fc.constantFrom('push', 'schedule', 'pull_request'))
    .map(([text, event]) => pushOf(text, { name: event })),
})

/** Invalid input is refused; any other error is a bug. */
function expectRefusal(error: unknown): void {
  const problems = error instanceof AggregateError ? error.errors : [error]
  for (const problem of problems) expect(problem).toBeInstanceOf(InputError)
}

describe('with any inputs and any event', () => {
  it('creates valid tags without duplicates, or refuses the inputs', async () => {
    await fc.assert(
      fc.asyncProperty(run, async ({ inputs, facts }) => {
        const names = await name(inputs, facts, knowing(['v1.0.0', '🚀'])).catch(expectRefusal)
        for (const { tags } of names?.images ?? []) {
          expect(tags.every(isTag)).toBe(true)
          expect(new Set(tags).size).toBe(tags.length)
        }
      }),
      { numRuns: 500 }
    )
  })

  it('also creates valid tags for an image that is published', async () => {
    await fc.assert(
      fc.asyncProperty(run, async ({ inputs, facts }) => {
        await targetsFor(inputs, facts, knowing([])).catch(expectRefusal)
      }),
      { numRuns: 200 }
    )
  })

  it('creates the same names for the same inputs', async () => {
    await fc.assert(
      fc.asyncProperty(run, async ({ inputs, facts }) => {
        const once = await name(inputs, facts, knowing([])).catch(String)
        expect(await name(inputs, facts, knowing([])).catch(String)).toEqual(once)
      }),
      { numRuns: 100 }
    )
  })

  it('creates a name without rules for a ref with at least one allowed character', async () => {
    const anyRef = fc.tuple(
      fc.constantFrom('refs/heads/', 'refs/tags/'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }).filter((text) => /[A-Za-z0-9_]/.test(text))
    )
    await fc.assert(
      fc.asyncProperty(anyRef, async ([space, text]) => {
        const names = await name({}, pushOf(space + text))
        expect(isTag(names.version)).toBe(true)
      })
    )
  })
})
