import { join } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { Variables } from '../../environment.ts'
import { parseJson } from '../../json.ts'
import type { Reach } from '../builder.ts'

const onLoopback: Reach = { expected: true, address: '127.0.0.1' }

/** How buildx stores a builder: docker/buildx, store/nodegroup.go */
interface NodeGroup {
  readonly Driver?: string
  readonly Nodes?: readonly Node[] | null
}

interface Node {
  readonly Endpoint?: string
  readonly DriverOpts?: Readonly<Record<string, string>> | null
}

/** The name of the builder that buildx would use: the input, BUILDX_BUILDER, or the one that `buildx use` selected. */
async function currentBuilder(builder: string, variables: Variables): Promise<string> {
  if (builder || variables.BUILDX_BUILDER) return builder || (variables.BUILDX_BUILDER ?? '')
  const current = await readStore<{ readonly Name?: string }>(variables, 'current')
  return current?.Name ?? ''
}

/** Reads buildx's state files, which is cheap; running buildx would take longer than a small build. */
export async function reachOf(builder: string, variables: Variables): Promise<Reach> {
  const name = await currentBuilder(builder, variables)
  const group = /^[\w.-]+$/.test(name) ? await readStore<NodeGroup>(variables, join('instances', name)) : undefined
  const driver = group?.Driver ?? 'docker'
  const nodes = group?.Nodes ?? []
  switch (driver) {
    case 'docker':
      return reachOfEngine(variables.DOCKER_HOST ?? '')
    case 'docker-container':
      if (nodes.some(({ DriverOpts }) => DriverOpts?.network !== 'host')) {
        const reason = `builder ${name} runs in its own network (driver-opts: network=host would change that)`
        return { expected: false, reason }
      }
      return reachOfAll(nodes, variables)
    case 'remote':
      return reachOfAll(nodes, variables)
    default:
      return { expected: false, reason: `builder ${name} (${driver}) runs on another machine` }
  }
}

/** An endpoint is a URL or the name of a Docker context. */
function reachOfAll(nodes: readonly Node[], { DOCKER_HOST = '' }: Variables): Reach {
  const urls = nodes.map(({ Endpoint = '' }) => (Endpoint.includes('://') ? Endpoint : DOCKER_HOST))
  return urls.map(reachOfEngine).find(({ expected }) => !expected) ?? onLoopback
}

function reachOfEngine(endpoint: string): Reach {
  const host = URL.parse(endpoint)?.hostname ?? ''
  const isHere =
    endpoint === '' || /^(?:unix|npipe|fd):/.test(endpoint) || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(host)
  return isHere ? onLoopback : { expected: false, reason: `the builder runs on ${host || endpoint}` }
}

async function readStore<Content>(variables: Variables, name: string): Promise<Content | undefined> {
  const { BUILDX_CONFIG, DOCKER_CONFIG } = variables
  const store = BUILDX_CONFIG || (DOCKER_CONFIG && join(DOCKER_CONFIG, 'buildx'))
  if (!store) return undefined
  try {
    return parseJson(await readText(join(store, name))) as Content
  } catch {
    return undefined
  }
}
