import { spawnSync } from 'node:child_process'
import { mkdtempDisposableSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { runStep, type StepResult } from '../scripts/runner.ts'
import { metadataInputs } from '../src/github/inputs/tables/metadata-inputs.ts'
import { type Difference, differences, recordedOutputs } from './names/support/differences.ts'
import { checkOut, type Vector, type VectorOutputs, vectors } from './names/support/vector.ts'
import { compileCache } from './support/compile-cache.ts'

const dist = join(import.meta.dirname, '..', 'dist')
const readProgram = (name: string) => readFileSync(join(dist, 'program', name), 'utf8')
const clock = join(import.meta.dirname, 'support', 'frozen-clock.ts')

test('is smaller than 3.9 MB', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(dist, name)))
  expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(3_900_000)
})

test('loads Octokit on demand, and has one HTTP client', () => {
  const holds = (text: string) =>
    readdirSync(join(dist, 'program')).filter((name) => name.endsWith('.js') && readProgram(name).includes(text))
  const octokit = holds('octokit-core.js/')
  expect(octokit).toEqual([expect.stringMatching(/^\d+\.index\.js$/)])
  expect(holds('class ProxyAgent')).toHaveLength(1)
  expect(holds('class ProxyAgent')).not.toEqual(octokit)
  expect(holds('tunneling socket could not be established')).toEqual([])
})

test('names the authors of undici, whose licence requires it', () => {
  expect(readProgram('licenses.txt')).toContain('Copyright (c) Matteo Collina and Undici contributors')
})

describe('the script that the runner starts', () => {
  const entries = ['index.js', 'inspect/index.js', 'metadata/index.js', 'result/index.js', 'post/index.js'].map(
    (name) => join(dist, name)
  )
  const complaint = (version: string) =>
    `::error::This action requires Node 24 or newer, but the runner starts it with Node ${version}. Update the runner (actions/runner 2.327.1 or newer includes Node 24), or the image that the job runs in.\n`

  test.each(entries)('can be parsed by any version of Node: %s', (entry) => {
    const text = readFileSync(entry, 'utf8').replaceAll(/'[^']*'/g, "''")
    expect(text).not.toMatch(/\b(?:const|let|class|await|async|of|using)\b|=>|\?\.|\?\?|\.\.\.|`/)
    expect(text.match(/\bimport\b.*/g)).toEqual(["import('').catch(function (error) {"])
  })

  /** This Node under the name of an older one, and those on PATH. */
  function olderNodes(): readonly (readonly [version: string, program: string, ...args: string[]])[] {
    const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } })"
    const preload = `--import=data:text/javascript,${encodeURIComponent(pretend)}`
    const programs = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))
    const found = programs.flatMap((program): readonly (readonly [string, string])[] => {
      const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim().slice(1) ?? ''
      return version && Number.parseInt(version, 10) < 24 ? [[version, program]] : []
    })
    return [['20.11.1', process.execPath, preload], ...found]
  }

  test.each(olderNodes())('tells Node %s what it needs', (version, program, ...args) => {
    const ends = entries.map((entry) => spawnSync(program, [...args, entry], { encoding: 'utf8' }))
    const post = ends.pop()
    for (const ended of ends) {
      expect(ended).toMatchObject({ status: 1, stdout: complaint(version), stderr: '' })
    }
    expect(post).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })
})

/** GitHub's API with the recorded responses. */
async function startApi({ api }: Vector) {
  const server = createServer(({ url = '' }, response) => {
    const [, sha] = /\/commits\/(\w+)$/.exec(url) ?? []
    const body = sha ? { commit: { committer: { date: api.commits[sha] } } } : api.repo
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, [Symbol.dispose]: () => server.close() }
}

/** Runs the bundled metadata action as a step, on the recorded day. */
async function runVector(vector: Vector): Promise<StepResult> {
  using api = await startApi(vector)
  using checkout = mkdtempDisposableSync(join(tmpdir(), 'checkout-'))
  if (vector.git) checkOut(vector.git.setup, checkout.path)
  return await runStep({
    entry: join(dist, 'metadata', 'index.js'),
    table: metadataInputs,
    inputs: { 'github-token': 'token', ...vector.inputs },
    event: vector.event,
    workspace: checkout.path,
    variables: {
      PATH: process.env.PATH,
      GIT_CEILING_DIRECTORIES: tmpdir(),
      NODE_OPTIONS: `--import=${clock}`,
      FROZEN_CLOCK: vector.now,
      ...compileCache,
      GITHUB_API_URL: api.url,
      ...vector.env,
    },
  })
}

function expectOutputs(outputs: StepResult['outputs'], recorded: VectorOutputs, difference?: Difference) {
  expect(outputs.tags).toBe(difference?.tags ?? recorded.tags)
  if (difference?.description) expect(outputs.labels).toContain(difference.description)
  if (difference?.labels) expect(outputs.labels).toContain(difference.labels)
  if (difference) return
  const { json, ...texts } = recorded
  expect(outputs).toMatchObject(texts)
  expect(JSON.parse(outputs.json ?? '')).toEqual(json)
}

describe.concurrent('the bundled metadata action', () => {
  it.each(vectors)('has the same outputs as in-process: $name', async (vector) => {
    const { exitCode, outputs, log } = await runVector(vector)
    expect(exitCode, log).toBe(vector.ok ? 0 : 1)
    if (vector.ok && vector.outputs) expectOutputs(outputs, recordedOutputs(vector), differences[vector.name])
    else expect(log).toMatch(/^::error::Input '/m)
  })
})
