import { createHash } from 'node:crypto'
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Probe } from '../../src/builder/builder.ts'
import { currentBuilder } from '../../src/builder/buildx/selection/node-group.ts'
import { reachOf as reachOfStored } from '../../src/builder/buildx/selection/reach.ts'
import { isMountedIn, type Machine } from '../../src/builder/buildx/selection/this-machine.ts'
import type { Command, Variables } from '../../src/environment.ts'

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
  lost: `{"Name":"lost","Driver":"remote","Nodes":[{"Name":"lost0","Endpoint":"tcp://buildkit.invalid:1234"}]}`,
  new: `{"Name":"new","Driver":"cloud","Nodes":[{"Name":"new0","Endpoint":"cloud://x"}]}`,
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

/** A machine with a bridge of Docker's, that connects to hosts in `example` from its other address. */
const machine: Machine = {
  hostname: 'runner',
  addresses: ['192.0.2.7', '172.17.0.1'],
  isContainer: async () => false,
  isMounted: async () => false,
  addressTowards: async (host) => (/^(?:\w+\.example|10\..*|docker)$/.test(host) ? '192.0.2.7' : undefined),
}

/** A job in a container, next to the engine whose socket is mounted into it. */
const inContainer: Machine = {
  ...machine,
  hostname: '5f1c0ffee5e1',
  addresses: ['172.18.0.2'],
  isContainer: async () => true,
  isMounted: async (path) => path === '/var/run/docker.sock',
}

const probe: Probe = async () => undefined

/** Docker's answers by the start of the question. */
type Answers = Readonly<Record<string, string>>

/** Which builder is used, and where it reaches a machine. `asked` gets the questions to Docker. */
async function reachOf(
  builder: string,
  variables: Variables,
  { on = machine, answers = {}, asked = [] }: { on?: Machine; answers?: Answers; asked?: string[] } = {}
) {
  const run = async ({ args }: Command) => {
    const question = args.join(' ')
    asked.push(question)
    const answer = Object.entries(answers).find(([start]) => question.startsWith(start))?.[1]
    return { exitCode: answer === undefined ? 1 : 0, stdout: answer ?? '', stderr: '' }
  }
  const context = { environment: { run }, variables, signal: new AbortController().signal, machine: on, probe }
  return await reachOfStored(await currentBuilder(builder, variables), context)
}

const here = { expected: true, address: '127.0.0.1' }
/** An address that may turn out not to be reached. */
const maybe = (address: string) => ({ expected: true, address, probe })

const bridged = '{"bridge":{"Gateway":"172.17.0.1","IPAddress":"172.17.0.2"}}'

test.each([
  ['hosted', here],
  ['by-context', here],
  ['near', here],
  ['socket', here],
  ['plain', maybe('172.17.0.1')],
  ['half-hosted', /^builder half-hosted is in a network in which this machine has no address$/],
  ['hosted-far', maybe('192.0.2.7')],
  ['far', maybe('192.0.2.7')],
  ['lost', /^the builder runs on buildkit\.invalid, which cannot be connected to$/],
  ['container', maybe('172.17.0.1')],
  ['cluster', /^builder cluster runs in Kubernetes$/],
  ['new', /^builder new has the driver 'cloud', whose network is not known$/],
] as const)('finds the builder %s by input, by variable and by what was selected', async (name, expected) => {
  await using empty = await makeStore()
  await using chosen = await makeStore(name)
  const answers = {
    'container inspect --format {{json .NetworkSettings.Networks}} buildx_buildkit_plain0': bridged,
    'container inspect --format {{json .NetworkSettings.Networks}} buildkitd': bridged,
    '--host unix:///var/run/docker.sock container inspect --format {{json .NetworkSettings.Networks}} buildx_buildkit_plain0':
      bridged,
  }
  const reaches = [
    await reachOf(name, { BUILDX_CONFIG: empty.path }, { answers }),
    await reachOf('', { BUILDX_CONFIG: empty.path, BUILDX_BUILDER: name }, { answers }),
    await reachOf('', { BUILDX_CONFIG: chosen.path }, { answers }),
  ]
  for (const reach of reaches) {
    if ('expected' in expected) expect(reach).toEqual(expected)
    else expect(reach).toEqual({ expected: false, reason: expect.stringMatching(expected) })
  }
})

test('prefers the input to the variable, and the variable to the selected builder', async () => {
  await using store = await makeStore('plain')
  const variables = { BUILDX_CONFIG: store.path, BUILDX_BUILDER: 'far' }
  expect(await reachOf('hosted', variables)).toEqual(here)
  expect(await reachOf('', variables)).toEqual(maybe('192.0.2.7'))
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
  expect(await reachOf(name, elsewhere)).toEqual(maybe('192.0.2.7'))
})

test('ignores a store that cannot be read', async () => {
  await using store = await makeStore('broken')
  expect(await reachOf('', { BUILDX_CONFIG: store.path })).toEqual(here)
})

test("takes a builder's location from Docker if its endpoint is a Docker context", async () => {
  await using store = await makeStore()
  const variables = { BUILDX_CONFIG: store.path, DOCKER_HOST: 'ssh://ann@engine.example' }
  expect(await reachOf('by-context', variables)).toEqual(maybe('192.0.2.7'))
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
  ['tcp://127.0.0.1.example:2375', false],
  ['tcp://docker:2376', false],
  ['tcp://10.0.0.5:2376', false],
  ['ssh://ann@engine.example', false],
])('Docker at %j certainly reaches loopback: %s', async (endpoint, isHere) => {
  const reach = await reachOf('', { DOCKER_HOST: endpoint })
  if (isHere) expect(reach).toEqual(here)
  else expect(reach).not.toMatchObject({ address: '127.0.0.1' })
})

test('finds the engine of the Docker context that is selected, or named as the builder', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-docker-'))
  const id = createHash('sha256').update('far').digest('hex')
  await mkdir(join(folder.path, 'contexts/meta', id), { recursive: true })
  const meta = { Name: 'far', Endpoints: { docker: { Host: 'tcp://engine.example:2376' } } }
  await writeFile(join(folder.path, 'contexts/meta', id, 'meta.json'), JSON.stringify(meta))
  const DOCKER_CONFIG = folder.path
  expect(await reachOf('', { DOCKER_CONFIG })).toEqual(here)
  expect(await reachOf('far', { DOCKER_CONFIG })).toEqual(maybe('192.0.2.7'))
  expect(await reachOf('', { DOCKER_CONFIG, DOCKER_CONTEXT: 'far' })).toEqual(maybe('192.0.2.7'))
  expect(await reachOf('', { DOCKER_CONFIG, DOCKER_CONTEXT: 'far', DOCKER_HOST: 'unix:///x' })).toEqual(here)
  await writeFile(join(folder.path, 'config.json'), '{"currentContext":"far"}')
  expect(await reachOf('', { DOCKER_CONFIG })).toEqual(maybe('192.0.2.7'))
})

test('asks Docker nothing if the builder is an engine on this machine', async () => {
  await using store = await makeStore()
  const asked: string[] = []
  for (const name of ['', 'hosted', 'near', 'socket', 'cluster']) {
    await reachOf(name, { BUILDX_CONFIG: store.path }, { asked })
  }
  expect(asked).toEqual([])
})

test.each([
  ['not up yet', {}],
  ['stopped', { '--host unix:///var/run/docker.sock container inspect': '{"bridge":{"Gateway":""}}' }],
])('takes the gateway of the network that a builder will be in, if it is %s', async (_, inspected) => {
  await using store = await makeStore('plain')
  const answers = {
    ...inspected,
    '--host unix:///var/run/docker.sock network inspect --format {{json .IPAM.Config}} bridge':
      '[{"Subnet":"fd00::/64","Gateway":"fd00::1"},{"Subnet":"172.17.0.0/16","Gateway":"172.17.0.1"}]',
  }
  const asked: string[] = []
  expect(await reachOf('', { BUILDX_CONFIG: store.path }, { answers, asked })).toEqual(maybe('172.17.0.1'))
  expect(asked).toHaveLength(2)
})

test('does not listen on a gateway that is not an address of this machine, as of rootless Docker or a virtual machine', async () => {
  await using store = await makeStore('plain')
  const answers = { '--host': '{"bridge":{"Gateway":"10.88.0.1"}}' }
  const reason = 'builder plain is in a network in which this machine has no address'
  expect(await reachOf('', { BUILDX_CONFIG: store.path }, { answers })).toEqual({ expected: false, reason })
})

test('a container in the network of its host reaches loopback', async () => {
  await using store = await makeStore('container')
  const answers = { 'container inspect': '{"host":{"Gateway":"","IPAddress":""}}' }
  expect(await reachOf('', { BUILDX_CONFIG: store.path }, { answers })).toEqual(here)
})

const info = (name: string) => ({ info: `"${name}"\n[["driver-type","io.containerd.snapshotter.v1"]]` })

test.each([
  ['an engine outside of it', { info: info('host').info, name: '' }, maybe('172.18.0.2')],
  ['an engine in its own network, as in a pod', { info: info(inContainer.hostname).info, name: '' }, here],
  ['an engine that does not answer', { name: '' }, here],
  ['a builder beside it', { ...info('host'), '--host': info('host').info, name: 'plain' }, maybe('172.18.0.2')],
])('a job in a container, with %s', async (_, { name, ...answers }, expected) => {
  await using store = await makeStore()
  expect(await reachOf(name, { BUILDX_CONFIG: store.path }, { on: inContainer, answers })).toEqual(expected)
})

test('a job in a pod is reached on its own address by builders in the same cluster', async () => {
  await using store = await makeStore('cluster')
  const variables = { BUILDX_CONFIG: store.path, KUBERNETES_SERVICE_HOST: '10.96.0.1' }
  expect(await reachOf('', variables, { on: inContainer })).toEqual(maybe('172.18.0.2'))
})

test('an engine started inside of a container is not asked where it is', async () => {
  const asked: string[] = []
  const variables = { DOCKER_HOST: 'unix:///tmp/engine/docker.sock' }
  expect(await reachOf('', variables, { on: inContainer, asked })).toEqual(here)
  expect(asked).toEqual([])
})

test.each([
  ['/var/run/docker.sock', true],
  ['/run/docker.sock', true],
  ['/mnt/own folder/docker.sock', true],
  ['/tmp/docker.sock', false],
])('recognizes whether %s was mounted', (path, isMounted) => {
  const table = [
    '22 1 0:20 / / rw - overlay overlay rw',
    '30 22 0:21 /docker.sock /run/docker.sock rw - tmpfs tmpfs rw',
    '31 22 0:22 / /mnt/own\\040folder rw - ext4 /dev/sda1 rw',
  ]
  expect(isMountedIn(table.join('\n'), path)).toBe(isMounted)
})
