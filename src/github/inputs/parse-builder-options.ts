import { type BuilderOptions, type NodeOptions, noOptions } from '../../builder/buildx/selection/builder-options.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { isRecord, type JsonRecord } from '../../json.ts'
import { splitFields } from '../../names/inputs/list.ts'
import { parsePlatforms } from './parse-build.ts'

const nodeFields = ['endpoint', 'driver-opts', 'buildkitd-flags', 'platforms']
const fields = ['driver', ...nodeFields, 'buildkitd-config', 'buildkitd-config-inline', 'append']
const drivers = ['docker-container', 'kubernetes', 'remote']

type Fail = (problem: string) => void

/**
 * Parses the YAML mapping of `builder-options`, with the inputs of docker/setup-buildx-action as fields; undefined if it
 * is not given. Throws InputError, or an AggregateError of all that is wrong.
 */
export async function parseBuilderOptions(text: string, name: string): Promise<BuilderOptions | undefined> {
  if (text === '') return undefined
  const given = await readYaml(text, name)
  const problems: unknown[] = []
  const fail = (problem: string) => void problems.push(new InputError(name, problem))
  if (!isRecord(given)) throw new InputError(name, `write a YAML mapping with the fields ${fields.join(', ')}`)
  checkKeys(given, fields, fail)
  const append = nodesIn(given.append, fail)
  const options = {
    ...noOptions,
    ...nodeIn(given, fail, name),
    driver: textIn(given, 'driver', fail),
    buildkitdConfig: textIn(given, 'buildkitd-config', fail),
    buildkitdConfigInline: textIn(given, 'buildkitd-config-inline', fail),
    append: append.map((node, index) =>
      nodeIn(node, (problem) => fail(`node ${index + 1} of 'append': ${problem}`), name)
    ),
  }
  checkTogether(options, fail)
  throwAll(problems)
  return options
}

async function readYaml(text: string, name: string): Promise<unknown> {
  const { load } = await import('js-yaml')
  try {
    return load(text)
  } catch (error) {
    const { mark } = error as { mark?: { line: number } }
    throw new InputError(name, `this is not valid YAML${mark ? ` (line ${mark.line + 1})` : ''}`)
  }
}

function nodesIn(value: unknown, fail: Fail): readonly JsonRecord[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value) && value.every(isRecord)) {
    for (const [index, node] of value.entries()) {
      checkKeys(node, nodeFields, (problem) => fail(`node ${index + 1} of 'append': ${problem}`))
    }
    return value
  }
  fail("'append' must be a list of nodes, each with its 'endpoint'")
  return []
}

function nodeIn(node: JsonRecord, fail: Fail, name: string): NodeOptions {
  return {
    endpoint: textIn(node, 'endpoint', fail),
    driverOpts: driverOptsIn(node, fail),
    buildkitdFlags: textIn(node, 'buildkitd-flags', fail),
    platforms: platformsIn(node, fail, name),
  }
}

function checkKeys(node: JsonRecord, known: readonly string[], fail: Fail): void {
  for (const key of Object.keys(node).filter((field) => !known.includes(field))) {
    fail(`'${key}' is not a known field; the fields are: ${known.join(', ')}`)
  }
}

function textIn(node: JsonRecord, key: string, fail: Fail): string {
  const value = node[key] ?? ''
  if (typeof value === 'string') return value.trim()
  fail(`'${key}' must be text`)
  return ''
}

/** A list, or lines: both are in use. */
function linesIn(node: JsonRecord, key: string, fail: Fail): readonly string[] {
  const value = node[key] ?? []
  const lines = typeof value === 'string' ? value.split('\n') : value
  if (Array.isArray(lines) && lines.every((line) => typeof line === 'string')) {
    return lines.map((line) => line.trim()).filter((line) => line !== '')
  }
  fail(`'${key}' must be a list of texts`)
  return []
}

function driverOptsIn(node: JsonRecord, fail: Fail): readonly string[] {
  const lines = linesIn(node, 'driver-opts', fail).flatMap((line) => optionsIn(line, fail))
  const wrong = lines.filter((line) => !/^[^=\s]+=/.test(line))
  for (const line of wrong) fail(`write an option of the driver as name=value, not '${line}'`)
  return lines.filter((line) => !wrong.includes(line))
}

/** A line is a CSV record for buildx, as in docker/setup-buildx-action; what has no name belongs to the value before it. */
function optionsIn(line: string, fail: Fail): readonly string[] {
  const options: string[] = []
  try {
    for (const field of splitFields('', line)) {
      const isOption = options.length === 0 || /^[^=\s]+=/.test(field)
      options.push(isOption ? field : `${options.pop()},${field}`)
    }
    return options
  } catch {
    fail(`the quotes in '${line}' are not valid: quote a whole option, as in "name=a,b"`)
    return []
  }
}

function platformsIn(node: JsonRecord, fail: Fail, name: string): readonly string[] {
  try {
    return parsePlatforms(linesIn(node, 'platforms', fail).join('\n'), name)
  } catch (error) {
    fail((error as Error).message.replace(/^Input '[^']*': /, ''))
    return []
  }
}

function checkTogether(options: BuilderOptions, fail: Fail): void {
  const { driver, endpoint, buildkitdConfig, buildkitdConfigInline } = options
  if (driver !== '' && !drivers.includes(driver)) fail(`'driver' must be one of ${drivers.join(', ')}`)
  if (driver === 'remote' && endpoint === '') fail("the driver 'remote' requires the 'endpoint' of a BuildKit")
  if (buildkitdConfig && buildkitdConfigInline) {
    fail("give either 'buildkitd-config' or 'buildkitd-config-inline', not both")
  }
}
