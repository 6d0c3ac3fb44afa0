import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runnerPlatform, testRuns } from '../../src/checks/test/test-platforms.ts'
import { startMatrix } from '../parts/matrix.ts'
import { index, type TestImage } from '../support/images.ts'
import { Layouts, partFor, runPart } from '../support/parts.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { type JobOptions, makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

// The input `test`, with registries that log what they are asked.

const [amd, arm, old] = [partFor('linux/amd64'), partFor('linux/arm64'), partFor('linux/amd64', 2)]
const both = index([amd, arm])
const runner = { PATH: process.env.PATH, RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64' }
let layouts: Layouts
let workspace: Workspace
beforeAll(async () => {
  layouts = await Layouts.make()
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
})
afterAll(async () => {
  await layouts[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

/** Publishes an image from a layout. */
async function publish(image: TestImage, inputs: Readonly<Record<string, string>>, options: Partial<JobOptions> = {}) {
  const source = `oci-layout:${await layouts.of(image)}`
  return await runAction(workspace, { variables: runner, ...options, inputs: { source, tags: 'v1', ...inputs } })
}

function errorsIn(log: string): readonly string[] {
  return log.split('\n').flatMap((line) => /^::error::(.*)/.exec(line)?.[1] ?? [])
}

test('a command can pull, and do no more, where there is a token service', async () => {
  const tokens = new Tokens()
  await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
  await using folder = await mkdtempDisposable(join(tmpdir(), 'test-command-'))
  const { exitCode, log } = await publish(amd, {
    images: `${registry.host}/o/app`,
    'registry-auth': `- registry: ${registry.host}\n  username: ann\n  password: secret\n`,
    test: `cp "$DOCKER_CONFIG/config.json" "$REGISTRY_AUTH_FILE" ${folder.path}\n`,
  })
  expect(exitCode, log).toBe(0)
  const { auths } = JSON.parse(await readFile(join(folder.path, 'config.json'), 'utf8'))
  expect(JSON.parse(await readFile(join(folder.path, 'auth.json'), 'utf8')).auths).toEqual(auths)
  expect(Object.keys(auths)).toEqual([registry.host])
  const { registrytoken: token, ...rest } = auths[registry.host]
  expect(rest).toEqual({})
  expect([...(tokens.use(token, 'test-registry') ?? [])]).toEqual(['repository:o/app:pull'])
  expect(log).not.toContain(token)
})

test('a command that takes too long is stopped with all that it has started, and no tag moves', async () => {
  await using registry = await startTestRegistry()
  await using folder = await mkdtempDisposable(join(tmpdir(), 'test-command-'))
  const pid = join(folder.path, 'pid')
  const { exitCode, log, outputs } = await publish(amd, {
    images: `${registry.host}/o/app`,
    test: `sleep 600 &\necho $! > ${pid}\nwait`,
    'test-timeout': '0.005',
  })
  expect(exitCode).toBe(1)
  expect(errorsIn(log)).toEqual([
    "Check 'test': the command did not end within 0.005 minutes on linux/amd64, and was stopped. Set 'test-timeout' to allow more.",
  ])
  expect(registry.tags('o/app')).toEqual({})
  expect(JSON.parse(outputs.result ?? '')).toMatchObject([{ status: 'withheld', digest: amd.root.digest }])
  // On a busy machine, it may be stopped before it has started anything.
  const sleeping = await readFile(pid, 'utf8').then(
    (text) => text.trim(),
    () => 'none'
  )
  const state = await readFile(`/proc/${sleeping}/stat`, 'utf8').catch(() => 'gone')
  expect(state).toMatch(/^gone$|\) Z /)
})

test('an image that has its tag is tested again, and nothing moves', async () => {
  await using registry = await startTestRegistry()
  const images = `${registry.host}/o/app`
  await publish(amd, { images })
  const before = registry.entries.length
  const again = await publish(amd, { images, test: 'echo tested again; false' })
  expect(again.exitCode).toBe(1)
  expect(errorsIn(again.log)).toEqual([
    "Check 'test': the command ended with exit code 1 on linux/amd64: tested again.",
  ])
  expect(registry.tags('o/app')).toEqual({ v1: amd.root.digest })
  expect(registry.entries.slice(before).filter(({ method }) => method === 'PUT')).toEqual([])
})

test('each platform is tested if the workflow asks for that', async () => {
  await using registry = await startTestRegistry()
  const { exitCode, log } = await publish(both, {
    images: `${registry.host}/o/app`,
    'test-platforms': 'all',
    test: 'echo "$MANIFOLD_PLATFORM of $MANIFOLD_PLATFORMS: $DOCKER_DEFAULT_PLATFORM."',
  })
  expect(exitCode, log).toBe(0)
  expect(log).toContain('\nlinux/amd64 of linux/amd64,linux/arm64: .\n')
  expect(log).toContain('\nlinux/arm64 of linux/amd64,linux/arm64: linux/arm64.\n')
})

test('no tag moves if the list of platforms names none of the image', async () => {
  await using registry = await startTestRegistry()
  const inputs = { images: `${registry.host}/o/app`, 'test-platforms': 'linux/arm64', test: 'true' }
  const { exitCode, log } = await publish(amd, inputs)
  expect([exitCode, registry.tags('o/app')]).toEqual([1, {}])
  expect(errorsIn(log)).toEqual([
    "Check 'test': the image is for linux/amd64 only, which 'test-platforms' does not list. Correct the list.",
  ])
})

test('several images are tested at once', async () => {
  await using from = await startTestRegistry()
  await using to = await startTestRegistry()
  from.put('o/app', amd, 'v1')
  from.put('o/app', old, 'v0')
  const { exitCode, log } = await runAction(workspace, {
    variables: runner,
    inputs: {
      source: `docker://${from.host}/o/app`,
      'all-tags': '*',
      images: `${to.host}/p/app`,
      test: 'echo "$MANIFOLD_IMAGES" | sort | while read -r image; do echo "tests $image"; done',
    },
  })
  expect(exitCode, log).toBe(0)
  const tested = [...log.matchAll(/^tests (\S+)$/gm)].map(([, image]) => image)
  expect(tested).toEqual([amd, old].map(({ root }) => `${to.host}/p/app@${root.digest}`).sort())
})

test('each job tests its own part, and one that fails leaves no note of it', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const { one, two, service } = matrix
  const job = async (part: TestImage, command: string) =>
    await runPart({
      inputs: { ...(await matrix.inputsFor(part)), test: command },
      variables: { ...runner, ...service.job() },
    })
  const tells = (lines: readonly string[]) => lines.filter((line) => line.startsWith('tests '))
  const command = 'echo "tests $MANIFOLD_IMAGE $MANIFOLD_PLATFORM"'
  const first = await job(amd, command)
  expect(tells(first.lines)).toEqual([`tests ${one.host}/o/app@${amd.root.digest} linux/amd64`])
  expect(first.part?.state).toBe('waiting')
  const failed = await job(arm, 'false')
  expect([failed.isDone, failed.part?.state]).toEqual([false, 'failed'])
  expect([one.tags('o/app'), two.tags('p/app')]).toEqual([{}, {}])
  const second = await job(arm, command)
  expect(tells(second.lines)).toEqual([`tests ${one.host}/o/app@${arm.root.digest} linux/arm64`])
  expect(second.part?.state).toBe('finished')
})

test('inputs that make no sense are all reported before anything else', async () => {
  const { exitCode, log } = await runAction(workspace, {
    variables: runner,
    inputs: { images: 'ghcr.io/o/app', test: 'true', 'test-timeout': '0', 'test-platforms': 'any', call: 'check' },
  })
  expect(exitCode).toBe(1)
  expect(errorsIn(log).toSorted()).toEqual([
    "Input 'test': 'call' makes no image that could be checked: remove it",
    "Input 'test-platforms': write platforms as 'linux/amd64,linux/arm/v7', separated by commas or line breaks, not 'any'",
    "Input 'test-timeout': write a number of minutes from 1 to 360, not '0'",
  ])
})

test.each([
  ['native', 'linux/amd64', ['linux/amd64', 'linux/arm64'], ['linux/amd64']],
  ['native', 'linux/arm64', ['linux/amd64', 'linux/arm64/v8'], ['linux/arm64/v8']],
  ['native', 'linux/amd64', ['linux/arm/v7', 'linux/arm64'], ['linux/arm/v7 emulated']],
  ['all', 'linux/amd64', ['linux/amd64', 'linux/s390x'], ['linux/amd64', 'linux/s390x emulated']],
  [['linux/arm64'], 'linux/amd64', ['linux/amd64', 'linux/arm64'], ['linux/arm64 emulated']],
  [['linux/arm64'], 'linux/amd64', ['linux/amd64'], []],
] as const)('%s on %s, of %j, are %j', (wanted, native, available, expected) => {
  const runs = testRuns(available, wanted, native)
  expect(runs.map(({ platform, isForeign }) => `${platform}${isForeign ? ' emulated' : ''}`)).toEqual(expected)
})

test('the platform of a runner is the one that it says, or else that of this process', () => {
  expect(runnerPlatform('Linux', 'ARM64', 'x64')).toBe('linux/arm64')
  expect(runnerPlatform('macOS', undefined, 'arm64')).toBe('linux/arm64')
  expect(runnerPlatform('Windows', 'X64', 'x64')).toBe('windows/amd64')
  expect(runnerPlatform(undefined, undefined, 's390x')).toBe('linux/s390x')
})
