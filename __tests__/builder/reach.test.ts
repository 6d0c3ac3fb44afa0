import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { reachOf } from '../../src/builder/buildx/reach.ts'

/** What `docker buildx create` (0.29) wrote for each kind of builder. */
const instances = {
  plain: `{"Name":"plain","Driver":"docker-container","Nodes":[{"Name":"plain0","Endpoint":"unix:///var/run/docker.sock","Platforms":null,"DriverOpts":null,"Flags":["--allow-insecure-entitlement=network.host"],"Files":null}],"Dynamic":false}`,
  hosted: `{"Name":"hosted","Driver":"docker-container","Nodes":[{"Name":"hosted0","Endpoint":"unix:///var/run/docker.sock","Platforms":null,"DriverOpts":{"env.X":"y","network":"host"},"Flags":["--allow-insecure-entitlement=network.host"],"Files":null}],"Dynamic":false}`,
  'by-context': `{"Name":"by-context","Driver":"docker-container","Nodes":[{"Name":"by-context0","Endpoint":"default","Platforms":[],"DriverOpts":{"network":"host"},"Flags":[],"Files":{}}],"Dynamic":false}`,
  'hosted-far': `{"Name":"hosted-far","Driver":"docker-container","Nodes":[{"Name":"hosted-far0","Endpoint":"unix:///var/run/docker.sock","DriverOpts":{"network":"host"}},{"Name":"second","Endpoint":"ssh://ann@build.example","DriverOpts":{"network":"host"}}],"Dynamic":false}`,
  'half-hosted': `{"Name":"half-hosted","Driver":"docker-container","Nodes":[{"Name":"half-hosted0","Endpoint":"unix:///var/run/docker.sock","DriverOpts":{"network":"host"}},{"Name":"second","Endpoint":"unix:///var/run/docker.sock","DriverOpts":{"network":"my-network"}}],"Dynamic":false}`,
  far: `{"Name":"far","Driver":"remote","Nodes":[{"Name":"far0","Endpoint":"tcp://buildkit.example:1234","Platforms":null,"DriverOpts":null,"Flags":null,"Files":null}],"Dynamic":false}`,
  near: `{"Name":"near","Driver":"remote","Nodes":[{"Name":"near0","Endpoint":"tcp://127.0.0.1:1234","Platforms":null,"DriverOpts":null,"Flags":null,"Files":null}],"Dynamic":false}`,
  socket: `{"Name":"socket","Driver":"remote","Nodes":[{"Name":"socket0","Endpoint":"unix:///run/buildkit/buildkitd.sock","Platforms":null,"DriverOpts":null,"Flags":null,"Files":null}],"Dynamic":false}`,
  container: `{"Name":"container","Driver":"remote","Nodes":[{"Name":"container0","Endpoint":"docker-container://buildkitd","Platforms":null,"DriverOpts":null,"Flags":null,"Files":null}],"Dynamic":false}`,
  cluster: `{"Name":"cluster","Driver":"kubernetes","Nodes":[{"Name":"cluster0","Endpoint":"kubernetes:///cluster?deployment=&kubeconfig=","DriverOpts":{"namespace":"ci"}}],"Dynamic":false}`,
  broken: '{"Name":',
}

const current = (name: string) => `{"Key":"unix:///var/run/docker.sock","Name":"${name}","Global":false}`

async function makeStore(chosen?: string) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'manifold-buildx-'))
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), text)
  }
  for (const [name, text] of Object.entries(instances)) await write(`instances/${name}`, text)
  if (chosen !== undefined) await write('current', current(chosen))
  return folder
}

const here = { expected: true, address: '127.0.0.1' }

test.each([
  ['hosted', here],
  ['by-context', here],
  ['near', here],
  ['socket', here],
  ['plain', /^builder plain runs in its own network \(driver-opts: network=host would change that\)$/],
  ['half-hosted', /^builder half-hosted runs in its own network/],
  ['hosted-far', /^the builder runs on build\.example$/],
  ['far', /^the builder runs on buildkit\.example$/],
  ['container', /^the builder runs on buildkitd$/],
  ['cluster', /^builder cluster \(kubernetes\) runs on another machine$/],
] as const)('finds the builder %s by input, by variable and by what was selected', async (name, expected) => {
  await using empty = await makeStore()
  await using chosen = await makeStore(name)
  const reaches = [
    await reachOf(name, { BUILDX_CONFIG: empty.path }),
    await reachOf('', { BUILDX_CONFIG: empty.path, BUILDX_BUILDER: name }),
    await reachOf('', { BUILDX_CONFIG: chosen.path }),
  ]
  for (const reach of reaches) {
    if ('expected' in expected) expect(reach).toEqual(here)
    else expect(reach).toEqual({ expected: false, reason: expect.stringMatching(expected) })
  }
})

test('prefers the input to the variable, and the variable to the selected builder', async () => {
  await using store = await makeStore('plain')
  const variables = { BUILDX_CONFIG: store.path, BUILDX_BUILDER: 'far' }
  expect(await reachOf('hosted', variables)).toEqual(here)
  expect(await reachOf('', variables)).toMatchObject({ reason: 'the builder runs on buildkit.example' })
})

test("looks for builders in the folder of Docker's configuration by default", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-docker-'))
  await mkdir(join(folder.path, 'buildx/instances'), { recursive: true })
  await writeFile(join(folder.path, 'buildx/instances/plain'), instances.plain)
  expect(await reachOf('plain', { DOCKER_CONFIG: folder.path })).toMatchObject({ expected: false })
})

test.each([
  ['no store', 'some', {}],
  ['a builder that is not in the store', 'some', { BUILDX_CONFIG: '/no/such/folder' }],
  ['a name that is a path', '../current', {}],
  ['no name', '', {}],
])('with %s, assumes that the builder runs in Docker itself', async (_, name, variables) => {
  expect(await reachOf(name, variables)).toEqual(here)
  const elsewhere = { ...variables, DOCKER_HOST: 'tcp://engine.example:2376' }
  expect(await reachOf(name, elsewhere)).toEqual({
    expected: false,
    reason: 'the builder runs on engine.example',
  })
})

test('ignores a store that cannot be read', async () => {
  await using store = await makeStore('broken')
  expect(await reachOf('', { BUILDX_CONFIG: store.path })).toEqual(here)
})

test("takes a builder's location from Docker if its endpoint is a Docker context", async () => {
  await using store = await makeStore()
  const variables = { BUILDX_CONFIG: store.path, DOCKER_HOST: 'ssh://ann@engine.example' }
  expect(await reachOf('by-context', variables)).toMatchObject({ reason: 'the builder runs on engine.example' })
  expect(await reachOf('near', variables)).toEqual(here)
})

test.each([
  ['', true],
  ['unix:///var/run/docker.sock', true],
  ['npipe:////./pipe/docker_engine', true],
  ['fd://', true],
  ['tcp://localhost:2375', true],
  ['tcp://127.0.0.1:2375', true],
  ['tcp://127.1.2.3:2375', true],
  ['tcp://[::1]:2375', true],
  ['tcp://127.0.0.1.example.com:2375', false],
  ['tcp://localhost.example.com:2375', false],
  ['tcp://docker:2376', false],
  ['tcp://10.0.0.5:2376', false],
  ['ssh://ann@engine.example', false],
])('Docker at %j is on this machine: %s', async (endpoint, expected) => {
  expect((await reachOf('', { DOCKER_HOST: endpoint })).expected).toBe(expected)
})
