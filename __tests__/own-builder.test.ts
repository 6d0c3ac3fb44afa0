import { expect, test } from 'vitest'
import { makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import type { Instructions } from './support/fake-docker/instructions.ts'
import { startJob } from './support/job.ts'
import { startTestRegistry } from './support/registry/registry.ts'
import { makeWorkspace } from './support/workspace.ts'

// The whole action with a stand-in for Docker: which builder it creates, and what becomes of that.

interface Step {
  readonly docker?: Partial<Instructions>
  readonly inputs?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly event?: object
  readonly signal?: AbortSignal
  readonly onLine?: (line: string) => void
}

/** Runs one step that publishes, and its post step. Returns the commands of Docker, without what is random. */
async function publish({ docker: instructions = {}, inputs = {}, variables = {}, files, ...options }: Step) {
  await using registry = await startTestRegistry()
  await using docker = await makeFakeDocker(instructions)
  const context = { Dockerfile: 'FROM scratch\nCOPY app /\n', 'certs/ca.pem': 'x' }
  await using workspace = await makeWorkspace({ ...context, ...files })
  await using job = await startJob(workspace, { variables: { ...docker.variables, ...variables }, ...options })
  const { exitCode, log } = await job.step('build', { inputs: { tags: `${registry.host}/acme/app:1`, ...inputs } })
  const posted = await job.post(docker.variables)
  const commands = (await docker.records()).map(({ args }) =>
    args
      .join(' ')
      .replaceAll(/manifold-[0-9a-f]{16}/g, 'OWN')
      .replaceAll(/\/\S*\/manifold-[^/]*\//g, 'TEMP/')
      .replace(/ --(?:label|driver-opt=image|metadata-file|output)=.*?(?= --|$)/g, '')
  )
  return { exitCode, log, posted, commands }
}

const created = 'create --name=OWN --driver=docker-container --bootstrap --driver-opt=network=host'
const built = 'build --progress=plain --builder=OWN --provenance=false'

test('a plain build asks Docker nothing', async () => {
  const { exitCode, log, commands } = await publish({ docker: { store: 'classic' } })
  expect(exitCode, log).toBe(0)
  expect(commands).toEqual(['build --progress=plain --provenance=false -- .'])
})

test.each([
  ['platforms', 'linux/amd64,linux/arm64', 'several platforms'],
  ['sbom', 'true', 'attestations'],
  ['cache-to', 'type=local,dest=cache', "a cache of type 'local'"],
  ['annotations', 'a=b', 'annotations'],
])('with the classic image store, creates and removes a builder for %s', async (input, value, what) => {
  const { exitCode, log, commands, posted } = await publish({
    docker: { store: 'classic' },
    inputs: { [input]: value },
  })
  expect(exitCode, log).toBe(0)
  expect(log).toContain(
    `A builder is created for this step: with Docker's classic image store, the engine cannot build ${what}`
  )
  expect(commands[0]).toMatch(/^info --format/)
  expect(commands.slice(1)).toEqual([created, expect.stringMatching(/^build .*--builder=OWN/), 'rm --force OWN'])
  expect(posted).toBe('')
})

test('a cache that is left out needs no builder', async () => {
  const options = { docker: { store: 'classic' }, inputs: { 'cache-to': 'type=gha' } } as const
  const { exitCode, log, commands } = await publish(options)
  expect(exitCode, log).toBe(0)
  expect(log).toContain("::warning::Cache type=gha is not used: the runner does not provide GitHub's cache service")
  expect(commands).toEqual([expect.stringMatching(/^build .*--cache-to=type=gha/)])

  const variables = { ACTIONS_RUNTIME_TOKEN: 'the-token', ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/' }
  const available = await publish({ ...options, variables })
  expect(available.log).toContain("the engine cannot build a cache of type 'gha'")
})

test('with the classic image store, creates a builder if the engine turns out not to reach this process', async () => {
  const { exitCode, log, commands } = await publish({ docker: { store: 'classic', isolated: true } })
  expect(exitCode, log).toBe(0)
  expect(log).toContain('building again, from its cache, and exporting to files')
  expect(log).toContain('the engine cannot build an OCI layout')
  expect(commands).toEqual([
    'build --progress=plain --provenance=false -- .',
    expect.stringMatching(/^info --format/),
    created,
    `${built} -- .`,
    'rm --force OWN',
  ])
})

test("with containerd's image store, the engine builds all of that", async () => {
  const { exitCode, log, commands } = await publish({ inputs: { platforms: 'linux/amd64,linux/arm64' } })
  expect(exitCode, log).toBe(0)
  expect(commands).toEqual([expect.not.stringContaining('--builder')])
})

test.each([
  ['the input', { inputs: { builder: 'mine' } }],
  ['BUILDX_BUILDER', { variables: { BUILDX_BUILDER: 'mine' } }],
])('a builder that is named by %s is used as it is', async (_, options) => {
  const inputs = { platforms: 'linux/amd64,linux/arm64', ...('inputs' in options && options.inputs) }
  const { exitCode, log, commands } = await publish({ docker: { store: 'classic' }, ...options, inputs })
  expect(exitCode, log).toBe(0)
  expect(commands).toHaveLength(1)
})

test('builder-options always create a builder', async () => {
  const inputs = { 'builder-options': "buildkitd-config-inline: '[log]'\n" }
  const { exitCode, log, commands } = await publish({ inputs })
  expect(exitCode, log).toBe(0)
  const config = '--buildkitd-config=TEMP/buildkitd.toml --bootstrap'
  expect(commands).toEqual([created.replace('--bootstrap', config), `${built} -- .`, 'rm --force OWN'])
})

test('a builder that is kept has the same name each time, and is not removed', async () => {
  const inputs = { 'builder-options': 'platforms: linux/amd64', 'keep-builder': 'true' }
  const [first, second] = [await publish({ inputs }), await publish({ inputs })]
  expect(first.commands).toEqual([
    expect.stringMatching(/^create --name=manifold-kept-[0-9a-f]{12} /),
    expect.stringMatching(/^build .*--builder=manifold-kept-/),
  ])
  expect(second.commands).toEqual(first.commands)
})

test('a builder that is kept has another name if its engine or its configuration is another', async () => {
  const nameOf = async (step: Step) =>
    /--name=(\S+)/.exec((await publish({ ...step, inputs: { ...step.inputs, 'keep-builder': 'true' } })).log)?.[1]
  const options = (text: string) => ({ 'builder-options': text })
  const plain = options('platforms: linux/amd64')
  const configured = options('buildkitd-config: buildkitd.toml')
  const names = [
    await nameOf({ inputs: plain }),
    await nameOf({ inputs: plain, variables: { DOCKER_HOST: 'tcp://127.0.0.1:1' } }),
    await nameOf({ inputs: configured, files: { 'buildkitd.toml': 'debug = true' } }),
    await nameOf({ inputs: configured, files: { 'buildkitd.toml': 'debug = false' } }),
  ]
  expect(new Set(names).size, names.join()).toBe(4)
})

test('a kept builder that another job makes at the same time is used, and not removed', async () => {
  const creation =
    'ERROR: existing instance for "x" but no append mode, specify the node name to make changes for existing instances\n'
  const inputs = { 'builder-options': 'platforms: linux/amd64', 'keep-builder': 'true' }
  const { exitCode, log, commands } = await publish({ docker: { creation }, inputs })
  expect(exitCode, log).toBe(0)
  expect(commands).toEqual([
    expect.stringMatching(/^create --name=manifold-kept-/),
    // It may not be up yet.
    expect.stringMatching(/^inspect --bootstrap manifold-kept-/),
    expect.stringMatching(/^build .*--builder=manifold-kept-/),
  ])
})

test('an untrusted build leaves no builder behind', async () => {
  const inputs = { 'builder-options': 'platforms: linux/amd64', 'keep-builder': 'true', push: 'false' }
  const event = { pull_request: { head: { repo: { full_name: 'eve/app', fork: true } }, number: 7 } }
  const { exitCode, log, commands } = await publish({ inputs, event, ...{ name: 'pull_request' } })
  expect(exitCode, log).toBe(0)
  expect(commands.at(-1)).toBe('rm --force OWN')
})

test('the post step removes the builder of a step that is killed, and the certificates for its engine', async () => {
  const killed = new AbortController()
  const { exitCode, posted, commands } = await publish({
    docker: { endless: true, prints: 'building' },
    inputs: { 'builder-options': 'platforms: linux/amd64' },
    signal: killed.signal,
    onLine: (line) => line === 'building' && killed.abort(),
  })
  expect(exitCode).toBeNull()
  expect(posted).toBe('')
  expect(commands).toEqual([
    `${created} --platform=linux/amd64`,
    'buildx rm --force OWN',
    'context rm --force OWN-engine',
  ])
})

test('a builder that cannot be created is an error with advice', async () => {
  const creation =
    '#1 [internal] booting buildkit\n#1 pulling image moby/buildkit\nERROR: failed to pull moby/buildkit: dial tcp: no such host\n'
  const { exitCode, log } = await publish({ docker: { store: 'classic', creation }, inputs: { sbom: 'true' } })
  expect(exitCode).toBe(1)
  expect(log).toContain(
    "::error::A builder could not be created: failed to pull moby/buildkit: dial tcp: no such host. Make sure that the engine can pull BuildKit's image, or name another one in 'builder-options' (driver-opts: image=…)."
  )
})

test('the certificates of an engine elsewhere reach the builder through a Docker context', async () => {
  const variables = { DOCKER_HOST: 'tcp://127.0.0.1:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }
  const { exitCode, log, commands } = await publish({ inputs: { 'builder-options': 'driver-opts: []' }, variables })
  expect(exitCode, log).toBe(0)
  expect(commands).toEqual([
    'context create OWN-engine --docker host=tcp://127.0.0.1:2376,ca=/certs/ca.pem,cert=/certs/cert.pem,key=/certs/key.pem',
    `${created} -- OWN-engine`,
    `${built} -- .`,
    'rm --force OWN',
    'context rm --force OWN-engine',
  ])
})

test('a builder is either named or created', async () => {
  const { exitCode, log } = await publish({ inputs: { builder: 'mine', 'builder-options': 'platforms: linux/amd64' } })
  expect(exitCode).toBe(1)
  expect(log).toContain(
    "Input 'builder-options': these create a builder, but 'builder' names an existing one: remove one of them"
  )
})
