import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { automatic } from '../../src/names/inputs/default-image.ts'
import { parseTargetNaming } from '../../src/names/inputs/target-naming.ts'
import { defaultFormat, formatOutputs } from '../../src/names/name-outputs.ts'
import { nameImages } from '../../src/names/names.ts'
import { knowing, pushOf } from './support/naming.ts'

/** A comment in an example: the result for an event. */
interface Example {
  readonly promise: string
  readonly ref: string
  readonly event: string
  readonly known: readonly string[]
  readonly tags: readonly string[]
  readonly inputs: Readonly<Record<string, string>>
}

const guide = readFileSync(new URL('../../docs/tags.md', import.meta.url), 'utf8')
const promise = /^# (?<ref>refs\/\S+)(?: \((?<event>\w+)\))?(?: after (?<known>.+?))?:(?: (?<tags>.*))?$/

const examples = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].flatMap(([, block = '']): readonly Example[] =>
  block
    .split('\n')
    .filter((line) => line.startsWith('# '))
    .map((line) => {
      const { ref = '', event = 'push', known = '', tags = '' } = promise.exec(line)?.groups ?? {}
      return { promise: line, ref, event, known: split(known), tags: split(tags), inputs: parseInputs(block) }
    })
)

function split(list: string): readonly string[] {
  return list.split(', ').filter(Boolean)
}

/** The part of YAML that the examples use: `key: value`, and `key: |` with lines. */
function parseInputs(block: string): Readonly<Record<string, string>> {
  const inputs: Record<string, string> = {}
  let key = ''
  for (const line of block.split('\n').filter((text) => !text.startsWith('#'))) {
    const { name, value = '' } = /^(?<name>\w+): (?<value>.*)$/.exec(line)?.groups ?? {}
    if (name) key = name
    inputs[key] = name ? value.replace(/^(?:\||"")$/, '') : `${inputs[key] ?? ''}\n${line.slice(2)}`
  }
  return inputs
}

describe('docs/tags.md', () => {
  it.each(examples)('is right: $promise', async ({ ref, event, known, tags, inputs }) => {
    const { images = automatic, tags: rules = '', flavor = '' } = inputs
    const naming = parseTargetNaming({ images, tags: rules, flavor, labels: '', annotations: '' }, 'ghcr.io/acme/app')
    const names = await nameImages(
      naming,
      pushOf(ref, { name: event }),
      knowing([ref.slice('refs/tags/'.length), ...known])
    )
    const { texts } = formatOutputs(names, { ...defaultFormat, tagSeparator: ', ' })
    const named = images !== automatic || naming.references.length > 0 ? texts.tags : texts['tag-names']
    expect(named).toBe(tags.join(', '))
  })

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(30)
    expect(examples.filter(({ ref }) => ref === '')).toEqual([])
  })
})
