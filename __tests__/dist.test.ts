import { mkdtempDisposableSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { runStep, type StepResult } from '../scripts/runner.ts'
import { metadataInputs } from '../src/github/inputs.ts'
import { type Difference, differences, recordedOutputs } from './tags/support/differences.ts'
import { checkOut, type Vector, type VectorOutputs, vectors } from './tags/support/vector.ts'

const dist = join(import.meta.dirname, '..', 'dist')
const clock = join(import.meta.dirname, 'support', 'frozen-clock.ts')

test('the bundle is under 3 MB', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(dist, name)))
  expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(3_000_000)
})

/** GitHub's API with the answers that were recorded. */
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
  it.each(vectors)('does as in-process: $name', async (vector) => {
    const { exitCode, outputs, log } = await runVector(vector)
    expect(exitCode, log).toBe(vector.ok ? 0 : 1)
    if (vector.ok && vector.outputs) expectOutputs(outputs, recordedOutputs(vector), differences[vector.name])
    else expect(log).toMatch(/^::error::Input '/m)
  })
})
