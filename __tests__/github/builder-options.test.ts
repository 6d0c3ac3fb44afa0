import { expect, test } from 'vitest'
import { buildkitImage, createArguments, noOptions } from '../../src/builder/buildx/selection/builder-options.ts'
import { parseBuilderOptions } from '../../src/github/inputs/parse-builder-options.ts'

const read = (text: string) => parseBuilderOptions(text, 'builder-options')

/** What is wrong, one line for each problem. */
async function problemsOf(text: string): Promise<readonly string[]> {
  const error: unknown = await read(text).catch((problem: unknown) => problem)
  const all = error instanceof AggregateError ? error.errors : [error]
  return all.map((problem) => (problem as Error).message.replace("Input 'builder-options': ", ''))
}

/** The arguments of buildx for a builder with these options. */
async function argumentsFor(text: string) {
  return createArguments('b', (await read(text)) ?? noOptions, '')
}

test('without options, creates a builder in the network of the machine, with a pinned BuildKit', () => {
  expect(buildkitImage).toMatch(/^moby\/buildkit:v\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/)
  const options = [`--driver-opt=image=${buildkitImage}`, '--driver-opt=network=host']
  expect(createArguments('b', noOptions, '')).toEqual([
    ['create', '--name=b', '--driver=docker-container', '--bootstrap', ...options],
  ])
})

test("takes docker/setup-buildx-action's options, as lists or as lines", async () => {
  const text = `
driver-opts: |
  image=registry.example/buildkit:1
  network=ci
  "env.no_proxy=a,b"
buildkitd-flags: --debug
platforms: [linux/amd64, linux/386]
endpoint: unix:///run/docker.sock
append:
  - endpoint: ssh://ann@arm.example
    platforms: linux/arm64
    driver-opts: ['env.no_proxy=a,b']
`
  expect(await argumentsFor(text.replaceAll('"', ''))).toEqual(await argumentsFor(text))
  expect(await argumentsFor(text)).toEqual([
    [
      'create',
      '--name=b',
      '--driver=docker-container',
      '--driver-opt=image=registry.example/buildkit:1',
      '--driver-opt=network=ci',
      '--driver-opt="env.no_proxy=a,b"',
      '--buildkitd-flags=--debug',
      '--platform=linux/amd64,linux/386',
      '--',
      'unix:///run/docker.sock',
    ],
    [
      'create',
      '--name=b',
      '--append',
      '--bootstrap',
      `--driver-opt=image=${buildkitImage}`,
      '--driver-opt=network=host',
      '--driver-opt="env.no_proxy=a,b"',
      '--platform=linux/arm64',
      '--',
      'ssh://ann@arm.example',
    ],
  ])
})

test('options of a driver on one line are several, as buildx reads them', async () => {
  const [[, , , ...args] = []] = await argumentsFor('driver-opts: image=registry.example/buildkit:1,network=ci')
  expect(args).toEqual(['--bootstrap', '--driver-opt=image=registry.example/buildkit:1', '--driver-opt=network=ci'])
  expect(await problemsOf(`driver-opts: ['image="x']`)).toEqual([
    `the quotes in 'image="x' are not valid: quote a whole option, as in "name=a,b"`,
  ])
})

test('a remote BuildKit needs neither an image nor a network', async () => {
  const text = `
driver: remote
endpoint: tcp://buildkit.example:1234
driver-opts: [cacert=certs/ca.pem, cert=certs/cert.pem, key=certs/key.pem]
`
  const files = [
    '--driver-opt=cacert=certs/ca.pem',
    '--driver-opt=cert=certs/cert.pem',
    '--driver-opt=key=certs/key.pem',
  ]
  expect(await argumentsFor(text)).toEqual([
    ['create', '--name=b', '--driver=remote', '--bootstrap', ...files, '--', 'tcp://buildkit.example:1234'],
  ])
})

test('reports everything that is wrong at once', async () => {
  const text = `
driver: docker
driver-opt: x
driver-opts: [network]
platforms: linux/amd46
buildkitd-flags: 7
buildkitd-config: a.toml
buildkitd-config-inline: debug = true
append:
  - driver: remote
    platforms: [1]
`
  expect(await problemsOf(text)).toEqual([
    expect.stringMatching(/^'driver-opt' is not a known field; the fields are: driver, endpoint, driver-opts, /),
    "node 1 of 'append': 'driver' is not a known field; the fields are: endpoint, driver-opts, buildkitd-flags, platforms",
    "write an option of the driver as name=value, not 'network'",
    "'buildkitd-flags' must be text",
    expect.stringMatching(/^write platforms as .*not 'linux\/amd46'$/),
    "node 1 of 'append': 'platforms' must be a list of texts",
    "'driver' must be one of docker-container, kubernetes, remote",
    "give either 'buildkitd-config' or 'buildkitd-config-inline', not both",
  ])
})

test.each([
  ['driver-opts', /^write a YAML mapping with the fields driver, endpoint, /],
  ['- a', /^write a YAML mapping/],
  ['a: [', /^this is not valid YAML \(line 1\)$/],
  ['append: x', /^'append' must be a list of nodes, each with its 'endpoint'$/],
  ['driver: remote', /^the driver 'remote' requires the 'endpoint' of a BuildKit$/],
])('rejects %j', async (text, problem) => {
  expect(await problemsOf(text)).toEqual([expect.stringMatching(problem)])
})

test('nothing is not a builder', async () => {
  expect(await read('')).toBeUndefined()
})
