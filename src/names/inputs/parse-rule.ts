import { InputError } from '../../input-error.ts'
import type { CommonRule, Rule } from '../rules/rule.ts'
import { parseFieldChoice } from './choice.ts'
import { splitFields } from './list.ts'
import { parseEach } from './problems.ts'

type Type = Rule['type']
type Field = readonly [key: string, value: string]
type Attributes = Readonly<Record<string, string | undefined>>
type Own<Kind> = Kind extends Rule ? Omit<Kind, keyof CommonRule> : never

/** The default rules of docker/metadata-action, which apply if `tags` is empty. */
const metadataDefaults = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr']

/** The default rules when publishing: a pre-release becomes `latest` only if a workflow asks for it. */
export const publishDefaults = metadataDefaults.map((line) => line.replace(/event=tag$/, '$&,latest=stable'))

/** For each type of rule, its attributes besides the common ones, and its priority: the highest is applied first. */
const types: Readonly<Record<Type, { readonly priority: number; readonly attributes: readonly string[] }>> = {
  schedule: { priority: 1000, attributes: ['pattern'] },
  semver: { priority: 900, attributes: ['pattern', 'value', 'match', 'tag-prefix', 'moving'] },
  pep440: { priority: 900, attributes: ['pattern', 'value', 'match', 'tag-prefix', 'moving'] },
  match: { priority: 800, attributes: ['pattern', 'group', 'value', 'tag-prefix'] },
  edge: { priority: 700, attributes: ['branch'] },
  ref: { priority: 600, attributes: ['event', 'tag-prefix', 'latest'] },
  raw: { priority: 200, attributes: ['value'] },
  sha: { priority: 100, attributes: ['format'] },
}

const common = ['type', 'enable', 'priority', 'prefix', 'suffix', 'image']

/** Parses the lines of the `tags` input that are rules, and sorts them in the order in which they are applied. */
export function parseRules(lines: readonly string[], defaults = metadataDefaults): readonly Rule[] {
  const rules = parseEach(lines.length === 0 ? defaults : lines, parseRule)
  // A priority that is not a number is neither higher nor lower than any other.
  return rules.toSorted((a, b) => Number(a.priority < b.priority) - Number(a.priority > b.priority))
}

function parseRule(line: string): Rule {
  const fields = parseRuleFields(line)
  const attributes: Attributes = Object.fromEntries(fields)
  const type = parseType(fields, line)
  const { enable = 'true', priority = types[type].priority, prefix = implicitPrefix(type, attributes) } = attributes
  const { suffix, image = '' } = attributes
  return {
    line,
    doubts: findDoubts(type, fields, line),
    enable,
    priority: Number(priority),
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
    images: image.toLowerCase().split(/\s+/).filter(Boolean),
    ...parseOwn(type, attributes, line),
  }
}

/** Comma-separated tags look like a list, but only the last one would be used. */
function parseRuleFields(line: string): readonly Field[] {
  const texts = splitFields('tags', line, `, in: ${line}`).filter((field) => field.trim() !== '')
  const bare = texts.filter((text) => text.indexOf('=') < 1)
  if (bare.length < 2) return texts.map(parseField)
  const form = 'write one per line, and quote a value that contains a comma: type=raw,"value=…"'
  throw new InputError('tags', `'${bare.join(',')}' has a comma between tags: ${form}`)
}

/** An unknown type is an error even if another type follows. */
function parseType(fields: readonly Field[], line: string): Type {
  const known = Object.keys(types) as Type[]
  const given = fields
    .filter(([key]) => key === 'type')
    .map(([, type]) => parseFieldChoice('tags', 'type', known, type, line))
  return given.at(-1) ?? 'raw'
}

/** A field without a key is the value. If a key is given twice, the last one wins. */
function parseField(field: string): Field {
  const equals = field.indexOf('=')
  if (equals < 1) return ['value', field.trim()]
  return [field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim()]
}

function implicitPrefix(type: Type, { event }: Attributes): string | undefined {
  if (type === 'sha') return 'sha-'
  return type === 'ref' && event === 'pr' ? 'pr-' : undefined
}

function findDoubts(type: Type, fields: readonly Field[], line: string): readonly string[] {
  const keys = fields.map(([key]) => key).filter((key) => key !== '')
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index)
  return [
    ...strangeKeys(type, keys).map((key) => `'${key}' has no effect on type=${type}, in: ${line}`),
    ...repeated.map(
      (key) => `'${key}' is given twice; the last one is used (quote a field that contains a comma), in: ${line}`
    ),
  ]
}

function strangeKeys(type: Type, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !common.includes(key) && !types[type].attributes.includes(key))
}

function parseOwn(type: Type, attributes: Attributes, line: string): Own<Rule> {
  const { value = '', match = '', group = '0', branch = '', 'tag-prefix': tagPrefix = '' } = attributes
  switch (type) {
    case 'schedule':
      return { type, pattern: attributes.pattern ?? 'nightly' }
    case 'semver':
    case 'pep440': {
      const moving = parseFieldChoice('tags', 'moving', ['always', 'highest'], attributes.moving ?? 'always', line)
      return { type, pattern: required('pattern', type, attributes, line), value, match, tagPrefix, moving }
    }
    case 'match':
      if (Number.isNaN(Number(group)))
        throw new InputError('tags', `group must be a number, not '${group}', in: ${line}`)
      return { type, pattern: required('pattern', type, attributes, line), group, value, tagPrefix }
    case 'edge':
      return { type, branch }
    case 'ref': {
      const latest = parseFieldChoice('tags', 'latest', ['always', 'stable'], attributes.latest ?? 'always', line)
      const event = parseFieldChoice('tags', 'event', ['branch', 'tag', 'pr'], attributes.event, line)
      return { type, event, tagPrefix, latest }
    }
    case 'raw':
      return { type, value: oneWord(required('value', type, attributes, line)) }
    case 'sha':
      return { type, format: parseFieldChoice('tags', 'format', ['short', 'long'], attributes.format ?? 'short', line) }
  }
}

/** White space inside expressions is allowed. */
function oneWord(value: string): string {
  if (!/\s/.test(value.replaceAll(/\{\{.*?\}\}/gs, ''))) return value
  throw new InputError('tags', `'${value}' contains white space, which is not allowed in a tag: write one tag per line`)
}

function required(key: string, type: Type, attributes: Attributes, line: string): string {
  const value = attributes[key]
  if (value !== undefined) return value
  const [strange] = strangeKeys(type, Object.keys(attributes))
  const problem =
    strange === undefined
      ? `${key} is missing`
      : `'${strange}' is not an attribute of type=${type} (did you mean '${key}'?)`
  throw new InputError('tags', `${problem}, in: ${line}`)
}
