import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInputs } from '../../src/github/inputs/input.ts'
import { inputs as inputTable } from '../../src/github/inputs/inputs.ts'
import { composeChecks } from '../../src/steps/checks/compose-checks.ts'
import { openChecks } from '../../src/steps/checks/open-checks.ts'
import { startMatrix, tagsOf } from '../parts/matrix.ts'
import { testEnvironment } from '../support/environment.ts'
import { makeFakeScanners } from '../support/fake-scanner/fake-scanner.ts'
import { image, layer } from '../support/images.ts'
import { Layouts, partFor } from '../support/parts.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeKey } from '../support/sign/keys.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// Which checks run in which job: of several for one image, and where nothing is published.

const app = image({ layers: [layer('app')] })
const { privateKey } = makeKey()
const noticesIn = (log: string) => log.split('\n').filter((line) => line.startsWith('::notice::'))
let workspace: Workspace
let layouts: Layouts
beforeAll(async () => {
  workspace = await makeWorkspace({ README: 'app' })
  layouts = await Layouts.make()
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
  await layouts[Symbol.asyncDispose]()
})

test('of several jobs, each tests its platform, and the one that publishes scans and signs all of them, once', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  await using scanners = await makeFakeScanners('clean')
  const parts = [partFor('linux/amd64'), partFor('linux/arm64')]
  const asked = { test: 'echo "tests $MANIFOLD_PLATFORM"', scan: 'trivy', sign: 'cosign', 'sign-key': privateKey }
  const seen: unknown[] = []
  for (const part of parts) {
    const { isDone, lines } = await matrix.bring(part, { inputs: asked, variables: scanners.variables })
    expect(isDone).toBe(true)
    const tests = lines.filter((line) => line.startsWith('tests '))
    seen.push([tests, (await scanners.records()).map(({ platform }) => platform)])
  }
  expect(seen).toEqual([
    [['tests linux/amd64'], []],
    [['tests linux/arm64'], ['linux/amd64', 'linux/arm64']],
  ])
  const [tags] = tagsOf(matrix)
  for (const digest of [tags?.latest, ...parts.map(({ root }) => root.digest)]) {
    const response = await fetch(`http://${matrix.one.host}/v2/o/app/referrers/${digest}`)
    expect(((await response.json()) as { manifests: readonly unknown[] }).manifests).toHaveLength(1)
  }
})

test('the image of a fork is tested without credentials, and not signed, which one notice says', async () => {
  await using registry = await startTestRegistry()
  const head = { sha: '0'.repeat(40), repo: { full_name: 'stranger/app', fork: true } }
  const { exitCode, log } = await runAction(workspace, {
    name: 'pull_request',
    event: { pull_request: { number: 7, head, base: { ref: 'main', repo: { full_name: 'acme/app' } } } },
    inputs: {
      source: `oci-layout:${await layouts.of(app)}`,
      images: `${registry.host}/o/app`,
      'registry-auth': `- registry: ${registry.host}\n  username: ann\n  password: pass-of-ann\n`,
      test: 'cat "$DOCKER_CONFIG/config.json"',
      sign: 'cosign',
      'sign-key': '',
      attach: 'type=spdxjson,file=none.json',
    },
    variables: { PATH: process.env.PATH },
  })
  expect(exitCode, log).toBe(0)
  expect(log).toContain('"auths": {}')
  expect(noticesIn(log).filter((line) => line.includes("'sign'"))).toHaveLength(1)
  expect(registry.entries).toEqual([])
})

test('a command is not run for a fork in a job that has secrets, which a notice says', async () => {
  const head = { sha: '0'.repeat(40), repo: { full_name: 'stranger/app', fork: true } }
  const { exitCode, log } = await runAction(workspace, {
    name: 'pull_request_target',
    event: { pull_request: { number: 7, head, base: { ref: 'main', repo: { full_name: 'acme/app' } } } },
    inputs: { source: `oci-layout:${await layouts.of(app)}`, images: 'registry.test/o/app', test: 'echo "it ran"' },
    variables: { PATH: process.env.PATH },
  })
  expect(exitCode, log).toBe(0)
  expect(log).not.toContain('it ran')
  expect(noticesIn(log)).toContain(
    "::notice::Not tested: for a pull request from a fork the command could read the secrets of the job. Run it under 'pull_request', or under an event of this repository"
  )
})

test('a notice says that images of all-tags are not scanned without a push', async () => {
  await using from = await startTestRegistry()
  await using scanners = await makeFakeScanners()
  from.put('o/app', partFor('linux/amd64'), 'v1')
  const source = `docker://${from.host}/o/app`
  const { exitCode, log } = await runAction(workspace, {
    inputs: { source, 'all-tags': '*', images: 'registry.test/o/app', push: 'false', scan: 'trivy' },
    variables: scanners.variables,
  })
  expect(exitCode, log).toBe(0)
  const expected = "'test' and 'scan' look at the images of 'all-tags' only where they are published"
  expect(noticesIn(log)).toContain(`::notice::Not checked: ${expected}`)
  expect(await scanners.records()).toEqual([])
})

test('a job that builds a part scans it if nothing is published, since no other job will', async () => {
  await using scanners = await makeFakeScanners()
  const { exitCode, log, outputs } = await runAction(workspace, {
    inputs: {
      source: `oci-layout:${await layouts.of(partFor('linux/amd64'))}`,
      images: 'registry.test/o/app',
      ...{ platforms: 'linux/amd64,linux/arm64', part: 'linux/amd64', push: 'false', scan: 'trivy' },
    },
    variables: scanners.variables,
  })
  expect(exitCode, log).toBe(0)
  expect(JSON.parse(outputs.scan ?? '')).toMatchObject([{ platform: 'linux/amd64', high: 1 }])
})

test('without inputs for checks there is no such phase, and so no request of it', async () => {
  const inputs = await readInputs(inputTable, {})
  const checks = await openChecks({ inputs, publishes: true, environment: testEnvironment({ variables: {} }) } as never)
  expect(composeChecks(checks)).toBeUndefined()
})
