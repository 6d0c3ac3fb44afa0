import { isLoopback } from '../../../http/origin.ts'
import type { Probe, Reach } from '../../builder.ts'
import { askEngine, type EngineClient, gatewaysOf } from './engine-facts.ts'
import { type BuilderNode, endpointUrl, type StoredBuilder } from './node-group.ts'
import type { Machine } from './this-machine.ts'

/** Where a node of a builder reaches this machine; certain if nothing can be in between. */
type Spot = Known | { readonly reason: string }

interface Known {
  readonly reason?: never
  readonly address: string
  readonly isCertain: boolean
}

/** What the answer depends on. */
export interface ReachContext extends EngineClient {
  readonly machine: Machine
  /** Tries an address whose reach is not certain. */
  readonly probe: Probe
}

const loopback: Known = { address: '127.0.0.1', isCertain: true }

/** Where a builder reaches this machine (docs/decisions/0051). An address that serves all of its nodes, or none. */
export async function reachOf({ name, group }: StoredBuilder, context: ReachContext): Promise<Reach> {
  const nodes = group?.Nodes ?? []
  const spots = group
    ? await Promise.all(nodes.map((node) => spotOfNode(name, group.Driver ?? '', node, context)))
    : [await spotOfHost(await endpointUrl(name, context.variables), context)]
  const lost = spots.find(({ reason }) => reason !== undefined)
  if (lost?.reason !== undefined) return { expected: false, reason: lost.reason }
  const known = spots.filter((spot) => spot.reason === undefined)
  // A node on this machine reaches all of its addresses.
  const addresses = new Set(known.map(({ address }) => address).filter((address) => address !== loopback.address))
  const [address = loopback.address] = addresses
  if (addresses.size > 1) return { expected: false, reason: `the nodes of builder ${name} are in different networks` }
  const isCertain = known.every((spot) => spot.isCertain)
  return { expected: true, address, ...(!isCertain && { probe: context.probe }) }
}

async function spotOfNode(name: string, driver: string, node: BuilderNode, context: ReachContext): Promise<Spot> {
  const { Endpoint = '', DriverOpts, Name = `${name}0` } = node
  switch (driver) {
    case 'docker-container': {
      const network = DriverOpts?.network || 'bridge'
      if (network === 'host') return await spotOfHost(await endpointUrl(Endpoint, context.variables), context)
      const container = `buildx_buildkit_${Name}`
      return await spotOfContainer({ builder: name, container, network, endpoint: Endpoint }, context)
    }
    case 'remote':
      if (Endpoint.startsWith('docker-container:')) {
        const container = URL.parse(Endpoint)?.hostname ?? ''
        return await spotOfContainer({ builder: name, container, network: 'bridge', endpoint: '' }, context)
      }
      return Endpoint.startsWith('kube-pod:') ? spotOfPod(name, context) : await spotOfHost(Endpoint, context)
    case 'kubernetes':
      return spotOfPod(name, context)
    default:
      return { reason: `builder ${name} has the driver '${driver}', whose network is not known` }
  }
}

/** A builder in the network of the machine at a URL: the engine itself, or a container with host networking. */
async function spotOfHost(url: string, { machine, ...client }: ReachContext): Promise<Spot> {
  if (isSocket(url)) return (await isOutside(url, machine, client)) ? spotOfSelf(machine) : loopback
  const { hostname: host = '', port = '', protocol = '' } = URL.parse(url) ?? {}
  const name = host.replace(/^\[|\]$/g, '')
  if (isHere(host)) return loopback
  const address = await machine.addressTowards(name, Number(port) || (protocol === 'ssh:' ? 22 : 2375))
  if (address === undefined) return { reason: `the builder runs on ${name || url}, which cannot be connected to` }
  return isHere(address) ? loopback : { address, isCertain: false }
}

interface BuilderContainer {
  readonly builder: string
  readonly container: string
  readonly network: string
  /** Of its engine. */
  readonly endpoint: string
}

/** A builder in a network of its own, as docker/setup-buildx-action makes it: the gateway of that network is its host. */
async function spotOfContainer(
  { builder, container, network, endpoint }: BuilderContainer,
  context: ReachContext
): Promise<Spot> {
  const host = await spotOfHost(await endpointUrl(endpoint, context.variables), context)
  if (host.reason !== undefined || host.address !== loopback.address) return host
  const gateways = await gatewaysOf({ container, network }, context, endpoint)
  if (gateways.includes('host')) return host
  const address = gateways.find((gateway) => context.machine.addresses.includes(gateway))
  return address === undefined
    ? { reason: `builder ${builder} is in a network in which this machine has no address` }
    : { address, isCertain: false }
}

function spotOfPod(name: string, { machine, variables }: ReachContext): Spot {
  return variables.KUBERNETES_SERVICE_HOST ? spotOfSelf(machine) : { reason: `builder ${name} runs in Kubernetes` }
}

/** This container's or pod's own address, which its neighbors and its host reach. */
function spotOfSelf({ addresses: [address] }: Machine): Spot {
  return address === undefined ? { reason: 'this job has no address in a network' } : { address, isCertain: false }
}

/** Whether this is a container, and the engine behind a socket does not run in it. */
async function isOutside(url: string, machine: Machine, client: EngineClient): Promise<boolean> {
  const path = url === '' ? '/var/run/docker.sock' : (URL.parse(url)?.pathname ?? '')
  if (!(await machine.isContainer()) || !(await machine.isMounted(path))) return false
  const facts = await askEngine(client, url)
  return facts !== undefined && facts.hostname !== machine.hostname
}

function isSocket(url: string): boolean {
  return url === '' || /^(?:unix|npipe|fd):/.test(url)
}

function isHere(host: string): boolean {
  const url = URL.parse(`http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`)
  return url !== null && isLoopback(url)
}
