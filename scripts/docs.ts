/** Generates action.yml and the tables of some pages from the source code. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Action } from '../src/actions/action.ts'
import { publishAction } from '../src/actions/publish.ts'
import { subActions } from '../src/actions/table.ts'
import type { InputTable } from '../src/github/inputs/input.ts'
import { inspectInputs } from '../src/github/inputs/inspect-inputs.ts'
import { resultInputs } from '../src/github/inputs/result-inputs.ts'
import { bakeInputs } from '../src/github/inputs/tables/bake-inputs.ts'
import { buildInputs } from '../src/github/inputs/tables/build-inputs.ts'
import { checkInputs } from '../src/github/inputs/tables/check-inputs.ts'
import { cleanUpInputs, cleanUpOutputs } from '../src/github/inputs/tables/clean-up-inputs.ts'
import { commandInputs } from '../src/github/inputs/tables/command-inputs.ts'
import { credentialInputs } from '../src/github/inputs/tables/credential-inputs.ts'
import { nameInputs } from '../src/github/inputs/tables/name-inputs.ts'
import { publishInputs } from '../src/github/inputs/tables/publish-inputs.ts'
import { signInputs } from '../src/github/inputs/tables/sign-inputs.ts'
import { inspectOutputs, outputs, resultOutputs } from '../src/github/report/step-outputs.ts'
import { policySchema } from '../src/retention/policy/policy-fields.ts'
import { formOf, sourceKinds } from '../src/sources/open.ts'
import { limits } from './limits.ts'

const author = 'The Manifold authors'
const branding = ['branding:', '  icon: upload-cloud', '  color: blue']

const bundles = Object.entries(subActions).map(async ([folder, load]) => {
  return [`${folder}/action.yml`, { action: await load(), runs: [`main: ../dist/${folder}/index.js`] }] as const
})

/** The actions by the file that describes them, and what the runner starts. */
const actions: Readonly<Record<string, { readonly action: Action; readonly runs: readonly string[] }>> = {
  'action.yml': {
    action: publishAction,
    runs: ['main: dist/index.js', 'post: dist/post/index.js', 'post-if: always()'],
  },
  ...Object.fromEntries(await Promise.all(bundles)),
}

/** A single-quoted YAML string. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function actionYaml(action: Action, runs: readonly string[]): string {
  const inputs = Object.entries(action.inputs).flatMap(([name, { description, default: text }]) => [
    `  ${name}:`,
    `    description: ${quoted(description)}`,
    ...(text === undefined ? [] : [`    default: ${quoted(text)}`]),
  ])
  const outputLines = Object.entries(action.outputs).flatMap(([name, description]) => [
    `  ${name}:`,
    `    description: ${quoted(description)}`,
  ])
  return [
    '# Written by scripts/docs.ts from the tables of inputs and outputs: change those, then run npm run docs',
    `name: ${quoted(action.title)}`,
    `description: ${quoted(action.description)}`,
    `author: ${quoted(author)}`,
    ...branding,
    'inputs:',
    ...inputs,
    'outputs:',
    ...outputLines,
    'runs:',
    '  using: node24',
    ...runs.map((line) => `  ${line}`),
    '',
  ].join('\n')
}

function inputTable(table: InputTable): string {
  const rows = Object.entries(table).map(([name, { description, default: text }]) => {
    const value = text === undefined || text === '' ? '' : `\`${text}\``
    return `| \`${name}\` | ${description.replaceAll('|', '\\|')} | ${value} |`
  })
  return ['| Input | | Default |', '| :-- | :-- | :-- |', ...rows].join('\n')
}

function outputTable(table: Readonly<Record<string, string>>): string {
  const rows = Object.entries(table).map(([name, description]) => `| \`${name}\` | ${description} |`)
  return ['| Output | |', '| :-- | :-- |', ...rows].join('\n')
}

function sourceTable(): string {
  const rows = Object.entries(sourceKinds).map(
    ([kind, { description }]) => `| \`${formOf(kind as keyof typeof sourceKinds)}\` | ${description} |`
  )
  return ['| | |', '| :-- | :-- |', ...rows].join('\n')
}

const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    names: inputTable(nameInputs),
    build: inputTable(buildInputs),
    bake: inputTable(bakeInputs),
    command: inputTable(commandInputs),
    checks: inputTable(checkInputs),
    signatures: inputTable(signInputs),
    credentials: inputTable(credentialInputs),
    publish: inputTable(publishInputs),
    outputs: outputTable(outputs),
  },
  'docs/parts.md': { 'result-inputs': inputTable(resultInputs), 'result-outputs': outputTable(resultOutputs) },
  'docs/inspect.md': { 'inspect-inputs': inputTable(inspectInputs), 'inspect-outputs': outputTable(inspectOutputs) },
  'docs/clean-up.md': { 'clean-up-inputs': inputTable(cleanUpInputs), 'clean-up-outputs': outputTable(cleanUpOutputs) },
  'docs/publishing.md': { limits, sources: sourceTable() },
}

/** Returns a page with each table inserted between its two markers. */
function withTables(path: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce(
    (text, [name, table]) => {
      const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
      const [before, after] = [text.indexOf(begin), text.indexOf(end)]
      if (before < 0 || after < before) throw new Error(`${path} has no markers for the table '${name}'`)
      return `${text.slice(0, before + begin.length)}\n${table}\n${text.slice(after)}`
    },
    readFileSync(path, 'utf8')
  )
}

/** The content of all files that this script writes, by path. */
export function documents(): ReadonlyMap<string, string> {
  const files = Object.entries(actions).map(([path, { action, runs }]) => [path, actionYaml(action, runs)] as const)
  const written = Object.entries(pages).map(([path, tables]) => [path, withTables(path, tables)] as const)
  const schema = `${JSON.stringify(policySchema, undefined, 2)}\n`
  return new Map([...files, ...written, ['docs/clean-up.schema.json', schema]])
}

if (import.meta.main) {
  for (const [path, text] of documents()) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
