import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseBakeDefinition } from '../../src/builder/bake/definition.ts'
import { readInputs } from '../../src/github/inputs/input.ts'
import { inputs as inputTable } from '../../src/github/inputs/inputs.ts'
import { formatTarget } from '../../src/oci/distribution/target.ts'
import { environmentToBuild, warnAboutVars } from '../../src/steps/bake/bake-environment.ts'
import { withoutIndex } from '../../src/steps/bake/bake-marks.ts'
import { checkBake, isBake } from '../../src/steps/bake/check-bake.ts'
import { harmlessVariables } from '../../src/steps/bake/confine-bake.ts'
import { planBake } from '../../src/steps/bake/plan-bake.ts'
import { testEnvironment } from '../support/environment.ts'

/** The messages about these inputs. */
async function problemsWith(given: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const variables = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])
  )
  const inputs = await readInputs(inputTable, variables)
  try {
    checkBake(inputs, variables)
    return []
  } catch (error) {
    const errors: readonly Error[] = error instanceof AggregateError ? error.errors : [error as Error]
    return errors.map(({ message }) => message)
  }
}

describe('inputs', () => {
  test('those of a single build are errors that say what to write instead, all at once', async () => {
    expect(
      await problemsWith({
        'bake-files': 'a.hcl',
        context: 'api',
        'build-args': 'A=1',
        source: 'oci-layout:x',
        run: 'ko',
      })
    ).toEqual([
      "Input 'context': the bake definition decides that: add a line '*.context=PATH' to 'set', or change the bake file",
      "Input 'build-args': the bake definition decides that: add a line '*.args.NAME=value' to 'set', or change the bake file",
      expect.stringMatching(/^Input 'source': /),
      expect.stringMatching(/^Input 'run': /),
    ])
  })

  test("'bake-target' is not for the targets to build", async () => {
    expect(await problemsWith({ 'bake-files': 'a.hcl', 'bake-target': 'api' })).toEqual([
      expect.stringMatching(/^Input 'bake-target': .*'bake-targets: api'$/),
    ])
    expect(await problemsWith({ 'bake-files': 'a.hcl', 'bake-targets': 'all', 'bake-target': 'api' })).toEqual([])
  })

  test('variables are not those of the builder, and need a definition', async () => {
    expect(await problemsWith({ 'bake-targets': 'a', vars: 'PATH=/tmp\nOWN=1\nDOCKER_HOST=x' })).toHaveLength(2)
    expect(await problemsWith({ vars: 'A=1', set: '*.args.A=1' })).toHaveLength(2)
  })

  test('variables that buildx would ignore are errors, and those that no file mentions are warnings', async () => {
    const ignored = { 'INPUT_BAKE-TARGETS': 'a', INPUT_VARS: 'A=1', BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP: 'true' }
    const inputs = await readInputs(inputTable, ignored)
    expect(() => checkBake(inputs, ignored)).toThrow(/^Input 'vars': buildx ignores them/)
    await using folder = await mkdtempDisposable(join(tmpdir(), 'vars-'))
    await writeFile(join(folder.path, 'a.hcl'), 'variable "VERSION" {}\n')
    await writeFile(join(folder.path, 'b.yaml'), 'include: [other.yaml]\n')
    const warnings = async (given: readonly string[], set: readonly string[] = []) => {
      const environment = testEnvironment()
      const vars = ['VERSION=1', 'VERSON=2', 'SOURCE_DATE_EPOCH=0']
      const request = { directory: folder.path, given, set }
      await warnAboutVars(request, { inputs: { ...inputs, vars }, environment })
      return environment.log.lines
    }
    expect(await warnings(['a.hcl'])).toEqual([
      expect.stringContaining("The variable 'VERSON' in 'vars' is not mentioned in a.hcl"),
    ])
    expect(await warnings(['a.hcl'], ['*.args.VERSON'])).toEqual([])
    expect(await warnings(['a.hcl', 'b.yaml'])).toEqual([])
  })

  test('each of three makes it a bake', async () => {
    const nothing = { bakeFiles: [], bakeTargets: [], bakeSource: '' }
    expect([nothing, { ...nothing, bakeSource: 'ci' }, { ...nothing, bakeTargets: ['a'] }].map(isBake)).toEqual([
      false,
      true,
      true,
    ])
  })
})

/** What a target with these fields is published as, and its other outputs. */
function plan(fields: object) {
  const [only] = planBake(parseBakeDefinition(JSON.stringify({ target: { a: fields } })), true)
  return { names: only?.planned.names, outputs: only?.planned.outputs, to: only?.targets.map(formatTarget) }
}

describe('a target', () => {
  test.each([
    [{ tags: ['x/y:1', 'ghcr.io/x/y'] }, ['docker.io/x/y:1', 'ghcr.io/x/y:latest'], []],
    [{ tags: ['x/y:1'], output: ['type=registry'] }, ['docker.io/x/y:1'], []],
    [{ output: ['type=image,name=x/y,push=true'] }, ['docker.io/x/y:latest'], []],
    [{ tags: ['x/y:1'], output: ['type=docker'] }, ['docker.io/x/y:1'], ['type=docker']],
    [{ tags: ['x/y:1'], output: ['type=local,dest=out'] }, [], ['type=local,dest=out']],
    [{ tags: ['x/y:1'], output: ['type=cacheonly'] }, [], ['type=cacheonly']],
    [{ tags: ['x/y:1'], output: ['type=registry', 'type=local,dest=o'] }, ['docker.io/x/y:1'], ['type=local,dest=o']],
    [
      { tags: ['x/y:1'], output: ['type=image', 'type=local,dest=o'] },
      ['docker.io/x/y:1'],
      ['type=image', 'type=local,dest=o'],
    ],
    [{ tags: ['x/y:1'], output: ['type=image,push=false'] }, ['docker.io/x/y:1'], ['type=image,push=false']],
    [{ tags: ['x/y:1'], output: ['type=oci,dest=o.tar'] }, [], ['type=oci,dest=o.tar']],
    [{ tags: ['x/y:1'], output: ['type=docker', 'type=oci,dest=o.tar'] }, [], ['type=docker', 'type=oci,dest=o.tar']],
    [{}, [], []],
  ])('%j is published as %j', (fields, names, outputs) => {
    expect(plan(fields)).toMatchObject({ names, outputs })
  })

  test.each([
    [{ tags: ['X/y:1'] }, /target 'a' has the tag 'X\/y:1', which is not a reference/],
    [{ tags: ['x/y:1'], output: ['type=image,push-by-digest=true,push=true'] }, /target 'a': 'push-by-digest' leaves/],
  ])('%j is an error', (fields, message) => {
    expect(() => plan(fields)).toThrow(message)
  })
})

test('two targets with one tag are an error that names both; one target may repeat its tag', () => {
  const definition = { a: { tags: ['x/y:1', 'x/y:1'] }, b: { tags: ['docker.io/x/y:1'] } }
  expect(() => planBake(parseBakeDefinition(JSON.stringify({ target: definition })), true)).toThrow(
    "targets 'a' and 'b' would both be published as docker.io/x/y:1"
  )
  const three = { ...definition, c: definition.b }
  expect(() => planBake(parseBakeDefinition(JSON.stringify({ target: three })), true)).toThrow(
    "targets 'a', 'b', 'c' would all be published as docker.io/x/y:1"
  )
  expect(plan(definition.a)).toMatchObject({ names: ['docker.io/x/y:1'] })
})

test('an untrusted definition sees no variable that may be secret', () => {
  const variables = { PATH: '/bin', GITHUB_SHA: 'a', NPM_TOKEN: 's', HTTPS_PROXY: 'http://u:p@x', GITHUB_TOKEN: 's' }
  expect(harmlessVariables(variables)).toEqual({ PATH: '/bin', GITHUB_SHA: 'a' })
})

test('paths of a resolved definition are relative to the working directory, even if those of bake files are not', () => {
  const environment = { ...testEnvironment(), variables: { A: 'a', BUILDX_BAKE_FILE_RELATIVE_PATHS: '1' } }
  expect(environmentToBuild(environment).variables).toEqual({ A: 'a', BUILDX_BAKE_FILE_RELATIVE_PATHS: '0' })
})

test.each([
  [['index:a=1', 'manifest:b=2'], ['manifest:b=2']],
  [['index,manifest:a=1=x:y'], ['manifest:a=1=x:y']],
  [['index-descriptor:a=1'], []],
  [['manifest[linux/amd64],index:a=1'], ['manifest[linux/amd64]:a=1']],
  [['index.of=1', 'a=index:b'], undefined],
])('of %j, an image without an index keeps %j', (annotations, kept) => {
  expect(withoutIndex(annotations)).toEqual(kept ?? annotations)
})
