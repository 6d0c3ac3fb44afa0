import type { Variables } from '../environment.ts'
import { InputError } from '../input-error.ts'

/** One input of an action: what users read of it, and how its text becomes a value. */
export interface Input<Value> {
  readonly description: string
  /** The text where the user gives none; GitHub expands `${{ }}` in it. */
  readonly default?: string
  /** White space around the text means something. */
  readonly isExact?: true
  /** Throws InputError. */
  readonly parse: (text: string, name: string) => Value
}

export type InputTable = Readonly<Record<string, Input<unknown>>>

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** The values of a table's inputs: `build-args` is found as `buildArgs`. */
export type InputValues<Table extends InputTable> = {
  readonly [Name in keyof Table & string as CamelCase<Name>]: Awaited<ReturnType<Table[Name]['parse']>>
}

/** Reads all inputs of a table. Throws the one InputError, or an AggregateError of all. */
export async function readInputs<Table extends InputTable>(
  table: Table,
  variables: Variables
): Promise<InputValues<Table>> {
  const names = Object.keys(table)
  const results = await Promise.allSettled(names.map(async (name) => await parseInput(table, name, variables)))
  const problems = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  if (problems.length === 1) throw problems[0]
  if (problems.length > 1) throw new AggregateError(problems, 'Some inputs cannot be used')
  const values = results.map((result, index) => [
    camelCase(names[index] ?? ''),
    result.status === 'fulfilled' && result.value,
  ])
  return Object.fromEntries(values) as InputValues<Table>
}

function parseInput(table: InputTable, name: string, variables: Variables): unknown {
  const input = table[name]
  const text = variables[`INPUT_${name.toUpperCase()}`] ?? ''
  return input?.parse(input.isExact ? text : text.trim(), name)
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

export function parseText(text: string): string {
  return text
}

export function parseBoolean(text: string, name: string): boolean {
  if (/^true$/i.test(text)) return true
  if (text === '' || /^false$/i.test(text)) return false
  throw new InputError(name, `write 'true' or 'false', not '${text}'`)
}

/** One of the words; the first where nothing is said. */
export function parseChoice<const Word extends string>(words: readonly [Word, ...Word[]]) {
  return (text: string, name: string): Word => {
    const word = text === '' ? words[0] : words.find((known) => known === text)
    if (word === undefined) throw new InputError(name, `write one of ${words.join(', ')}, not '${text}'`)
    return word
  }
}
