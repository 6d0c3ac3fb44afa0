import { isRecord, type JsonRecord } from '../../json.ts'

/** Reports what is wrong with the value at a place in the policy. */
export type Report = (at: string, problem: string) => void

/** What a field of the policy may hold. */
export interface Kind<Value> {
  /** JSON Schema, draft 2020-12. */
  readonly schema: JsonRecord
  /** Undefined if the value is wrong, which has then been reported. */
  readonly read: (value: unknown, at: string, report: Report) => Value | undefined
}

/** One field of the policy. */
export interface Field<Value> {
  /** As it is written in the policy. */
  readonly key: string
  /** Its description in the JSON Schema. */
  readonly about: string
  readonly kind: Kind<Value>
}

/** The fields of an object, by the names that they have in code. */
export type Fields<Value> = { readonly [Key in keyof Value]-?: Field<NonNullable<Value[Key]>> }

/** A value that `parse` accepts; `form` says what to write. */
export function scalar<Value>(
  schema: JsonRecord,
  form: string,
  parse: (value: unknown) => Value | undefined
): Kind<Value> {
  const read: Kind<Value>['read'] = (value, at, report) => {
    const parsed = parse(value)
    if (parsed === undefined) report(at, `${show(value)} is not valid: write ${form}`)
    return parsed
  }
  return { schema, read }
}

/** A list. A single value stands for a list of it, if `single` is set. */
export function listOf<Value>(item: Kind<Value>, form: string, single = false): Kind<readonly Value[]> {
  const list = { type: 'array', items: item.schema, minItems: 1 }
  const read: Kind<readonly Value[]>['read'] = (value, at, report) => {
    const values = single && !Array.isArray(value) ? [value] : value
    if (!Array.isArray(values) || values.length === 0) return void report(at, `write ${form}`)
    const isOnly = values !== value
    return values.flatMap((each, index) => item.read(each, isOnly ? at : `${at}[${index}]`, report) ?? [])
  }
  return { schema: single ? { anyOf: [item.schema, list] } : list, read }
}

/** An object with these fields, all of which may be left out. */
export function objectOf<Value extends object>(fields: Fields<Value>, form: string): Kind<Partial<Value>> {
  const known = Object.entries<Field<unknown>>(fields)
  const properties = Object.fromEntries(
    known.map(([, { key, about, kind }]) => [key, { description: about, ...kind.schema }])
  )
  const read: Kind<Partial<Value>>['read'] = (value, at, report) => {
    if (!isRecord(value)) return void report(at, `write ${form}`)
    const keys = known.map(([, { key }]) => key)
    for (const key of Object.keys(value)) {
      if (!keys.includes(key)) report(join(at, key), unknownField(key, keys))
    }
    const entries = known.flatMap(([name, { key, kind }]) => {
      const parsed = value[key] === undefined ? undefined : kind.read(value[key], join(at, key), report)
      return parsed === undefined ? [] : [[name, parsed] as const]
    })
    return Object.fromEntries(entries) as Partial<Value>
  }
  return { schema: { type: 'object', properties, additionalProperties: false }, read }
}

/** An object, or `true` for one without fields and `false` for nothing. */
export function switchOr<Value extends object>(kind: Kind<Value>): Kind<Value | false> {
  const read: Kind<Value | false>['read'] = (value, at, report) => {
    if (value === false) return false
    return kind.read(value === true ? {} : value, at, report)
  }
  return { schema: { anyOf: [{ type: 'boolean' }, kind.schema] }, read }
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 80)}'`
  // With aliases, YAML of a few bytes may stand for lists that are very long, or that contain themselves.
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a mapping'
  return value === null ? 'an empty value' : String(value)
}

function unknownField(key: string, known: readonly string[]): string {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  const [nearest] = known
    .map((name) => ({ name, edits: edits(plain(key), plain(name)) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.edits - b.edits)
  const hint = nearest ? `did you mean '${nearest.name}'?` : `the known fields are ${known.join(', ')}`
  return `this field is unknown: ${hint}`
}

/** Levenshtein distance, of short texts only. */
function edits(a: string, b: string): number {
  if (a.length > 40) return a.length
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...a].entries()) row = nextRow(row, letter, b, index + 1)
  return at(row, b.length)
}

function nextRow(row: readonly number[], letter: string, text: string, start: number): readonly number[] {
  const next = [start]
  for (const [column, other] of [...text].entries()) {
    const replaced = at(row, column) + (letter === other ? 0 : 1)
    next.push(Math.min(replaced, at(row, column + 1) + 1, at(next, column) + 1))
  }
  return next
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0
}
