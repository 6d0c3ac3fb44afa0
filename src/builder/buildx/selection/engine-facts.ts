import type { Environment, Variables } from '../../../environment.ts'
import { parseJson, parseRecord, recordOf } from '../../../json.ts'

/** Where children of the builder come from. */
export interface EngineClient {
  readonly environment: Pick<Environment, 'run'>
  readonly variables: Variables
  readonly signal: AbortSignal
}

/** What an engine says about itself. */
export interface EngineFacts {
  readonly hostname: string
  /** Whether it stores images in containerd, and not in the classic store, which holds images for one platform only. */
  readonly hasContainerdStore: boolean
}

/** Milliseconds that the engine may take to answer. */
const patience = 5_000

/** Asks the engine at an endpoint, or by default the current one, for facts; undefined if it does not answer. */
export async function askEngine(client: EngineClient, endpoint = ''): Promise<EngineFacts | undefined> {
  const text = await ask(client, endpoint, ['info', '--format', '{{json .Name}}\n{{json .DriverStatus}}'])
  const [name = '', status = ''] = text.split('\n')
  if (!/^".+"$/.test(name)) return undefined
  return { hostname: String(parseJson(name)), hasContainerdStore: status.includes('io.containerd.snapshotter') }
}

/**
 * The gateways of the networks that a container is in; `host` stands for the network of the engine's machine. If there is
 * no such container yet, or it is stopped, those of the network that it will be in.
 */
export async function gatewaysOf(
  { container, network }: { readonly container: string; readonly network: string },
  client: EngineClient,
  endpoint: string
): Promise<readonly string[]> {
  const format = '{{json .NetworkSettings.Networks}}'
  const networks = parseRecord(await ask(client, endpoint, ['container', 'inspect', '--format', format, container]))
  const found = Object.entries(networks)
    .map(([name, settings]) => (name === 'host' ? 'host' : String(recordOf(settings).Gateway ?? '')))
    .filter(Boolean)
  if (found.length > 0) return found
  const ipam = await ask(client, endpoint, ['network', 'inspect', '--format', '{{json .IPAM.Config}}', network])
  const configs = parseRecord(`{"all":${ipam || '[]'}}`).all
  const gateways = (Array.isArray(configs) ? configs : []).map((config) => String(recordOf(config).Gateway ?? ''))
  return gateways.filter(Boolean)
}

/** Empty if the engine has no answer. */
async function ask({ environment, variables, signal }: EngineClient, endpoint: string, args: readonly string[]) {
  try {
    const { exitCode, stdout } = await environment.run({
      program: 'docker',
      args: [...engineArguments(endpoint, variables), ...args],
      variables,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    return exitCode === 0 ? stdout.trim() : ''
  } catch {
    signal.throwIfAborted()
    return ''
  }
}

/** An endpoint is a URL, or the name of a Docker context, which may hold certificates as well. */
function engineArguments(endpoint: string, { DOCKER_HOST }: Variables): readonly string[] {
  if (endpoint === '' || endpoint === 'default' || endpoint === DOCKER_HOST) return []
  return [endpoint.includes('://') ? '--host' : '--context', endpoint]
}
