import type { Variables } from '../../environment.ts'
import { InputError, throwAll } from '../../input-error.ts'

/** One input of an action: what users read about it, and how its text is parsed. */
export interface Input<Value> {
  readonly description: string
  /** The text if the user gives none; GitHub expands `${{ }}` in it. */
  readonly default?: string
  /** White space around the text is significant. */
  readonly isExact?: true
  /** Throws InputError. */
  readonly parse: (text: string, name: string) => Value
}

export type InputTable = Readonly<Record<string, Input<unknown>>>

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** The values of the inputs in a table; `build-args` becomes `buildArgs`. */
export type InputValues<Table extends InputTable> = {
  readonly [Name in keyof Table & string as CamelCase<Name>]: Awaited<ReturnType<Table[Name]['parse']>>
}

/** Reads all inputs of a table. Throws an InputError, or an AggregateError if several inputs are not valid. */
export async function readInputs<Table extends InputTable>(
  table: Table,
  variables: Variables
): Promise<InputValues<Table>> {
  const { values, problems } = await tryInputs(table, variables)
  throwAll(problems)
  return values
}

/** Like readInputs, but treats an input that is not valid as if it were not given, and returns the problems. */
export async function tryInputs<Table extends InputTable>(
  table: Table,
  variables: Variables
): Promise<{ readonly values: InputValues<Table>; readonly problems: readonly unknown[] }> {
  const problems: unknown[] = []
  const entries = Object.entries(table).map(async ([name, input]) => {
    const value = await parseInput(input, name, variables).catch((problem: unknown) => {
      problems.push(problem)
      return input.parse('', name)
    })
    return [camelCase(name), value] as const
  })
  const values = Object.fromEntries(await Promise.all(entries)) as InputValues<Table>
  return { values, problems }
}

async function parseInput(input: Input<unknown>, name: string, variables: Variables): Promise<unknown> {
  const text = givenInput(name, variables) ?? defaultOf(input)
  return await input.parse(input.isExact ? text : text.trim(), name)
}

/** The text of an input as the runner passes it on; undefined outside a runner. */
export function givenInput(name: string, variables: Variables): string | undefined {
  return variables[`INPUT_${name.toUpperCase()}`]
}

/** The names of the inputs of a table that the user gives, with another value than the default. */
export function namesOfGiven(table: InputTable, variables: Variables): readonly string[] {
  return Object.entries(table).flatMap(([name, input]) => {
    const text = givenInput(name, variables)?.trim() ?? ''
    return text !== '' && text !== input.default ? [name] : []
  })
}

/** The value that the runner sets if the user gives none, except values that only the runner knows. */
function defaultOf({ default: text = '' }: Input<unknown>): string {
  return text.includes('${{') ? '' : text
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

/** One of the words; the first if the input is empty. */
export function parseChoice<const Word extends string>(words: readonly [Word, ...Word[]]) {
  return (text: string, name: string): Word => {
    const word = text === '' ? words[0] : words.find((known) => known === text)
    if (word === undefined) throw new InputError(name, `write one of ${words.join(', ')}, not '${text}'`)
    return word
  }
}
