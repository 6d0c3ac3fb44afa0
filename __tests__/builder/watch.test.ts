import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BuildRequest } from '../../src/builder/build-request.ts'
import { buildxProgress } from '../../src/builder/buildx/progress/buildx-progress.ts'
import { dockerfileOf } from '../../src/builder/dockerfile/build-context.ts'
import { BuildWatch } from '../../src/builder/watch.ts'
import { plain } from './request.ts'

/** The output of buildx 0.29 with Docker 28.5, line by line. */
function recorded(path: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, '../fixtures', path), 'utf8').split('\n')
}

/** Watches builds that print these lines. */
async function watched(request: Partial<BuildRequest>, ...builds: readonly (readonly string[])[]) {
  const watch = new BuildWatch()
  for (const lines of builds) {
    const { platforms } = { ...plain, ...request }
    const file = dockerfileOf({ ...plain, ...request })
    await watch.timed({ platforms, file }, buildxProgress(file), async (onLine) => {
      for (const line of lines) onLine(line)
    })
  }
  return watch.report()
}

test.each([
  ['cached.txt', { steps: 3, cached: 3 }],
  ['warned.txt', { steps: 3, cached: 0 }],
  ['two-platforms.txt', { steps: 2, cached: 0, platforms: ['linux/amd64', 'linux/arm64'] }],
])('%s: counts the steps of the Dockerfile, and those that were cached', async (name, expected) => {
  const platforms = 'platforms' in expected ? expected.platforms : []
  expect(await watched({ platforms }, recorded(`build-progress/${name}`))).toMatchObject({ platforms, ...expected })
})

test('counts each step once, also with padded numbers, cross-built stages, and other lines in between', async () => {
  const lines = [
    '#7 [linux/amd64->arm64 build  9/12] RUN make',
    '#8 [stage-1 10/12] COPY --link a b',
    '#7 0.2 #8 CACHED',
    '#7 [linux/amd64->arm64 build  9/12] RUN make',
    '#9 [internal] load build context',
    '#9 CACHED',
    '#8 CACHED',
    '#10 [auth] acme/base:pull token for registry.example',
    '#11 importing cache manifest from 1/2',
  ]
  expect(await watched({}, lines)).toMatchObject({ steps: 2, cached: 1 })
})

test('does not count steps as cached when a build is repeated because a registry lacks content', async () => {
  const lines = recorded('build-progress/warned.txt')
  const again = recorded('build-progress/cached.txt')
  expect(await watched({}, lines, again)).toMatchObject({ steps: 3, cached: 0, warnings: { length: 5 } })
})

const casing = "FromAsCasing: 'AS' and 'from' keywords' casing do not match"
const json =
  'JSONArgsRecommended: JSON arguments recommended for ENTRYPOINT to prevent unintended behavior related to OS signals'

test('locates each build warning in the Dockerfile of the checkout', async () => {
  const report = await watched({ file: 'docker/Dockerfile' }, recorded('build-progress/warned.txt'))
  expect(report?.warnings.map(({ place }) => place)).toEqual(
    [1, 1, 3, 3, 8].map((line) => ({ file: 'docker/Dockerfile', line }))
  )
  expect(report?.warnings.at(0)?.message).toBe(casing)
  expect(report?.warnings.at(-1)?.message).toBe(json)
})

test('locates each warning of `call: check`, also between lines of progress', async () => {
  const lines = recorded('build-output/check.txt').flatMap((line) => [line, '#1 transferring dockerfile: 74B done'])
  const report = await watched({ context: 'app', call: 'check' }, lines)
  expect(report?.warnings).toEqual([
    {
      message: "ConsistentInstructionCasing: Command 'from' should match the case of the command majority (uppercase)",
      place: { file: 'app/Dockerfile', line: 1 },
    },
    { message: json, place: { file: 'app/Dockerfile', line: 3 } },
  ])
})

test('locates each warning of `call: check,format=json`', async () => {
  const report = await watched(
    { file: 'app/Dockerfile', call: 'check,format=json' },
    recorded('build-output/check-json.txt')
  )
  expect(report?.warnings).toEqual([
    {
      message: `ConsistentInstructionCasing: Command 'from' should match the case of the command "majority" (uppercase)`,
      place: { file: 'app/Dockerfile', line: 1 },
    },
  ])
})

test('annotates the file for a warning without a line, and ignores incomplete check warnings', async () => {
  const warnings = ['#1 WARN: no line', '#1 WARN: no line', 'WARNING: No output specified with docker-container driver']
  const report = await watched({}, [...warnings, 'Dockerfile:3', 'WARNING: Rule', ...Array(20).fill('x'), 'a:1'])
  expect(report?.warnings).toEqual([{ message: 'no line', place: { file: 'Dockerfile' } }])
})

test('reports nothing if nothing was built', () => {
  expect(new BuildWatch().report()).toBeUndefined()
})
