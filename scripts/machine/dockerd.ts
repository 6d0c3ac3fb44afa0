import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { startBackground } from './background.ts'
import { cache } from './cache.ts'
import { type Unpacked, unpack, unpackedProgram } from './packages.ts'
import { type Progress, run, type Variables } from './run.ts'
import { type Leftovers, sweep } from './sweep.ts'

/** An engine's image store: new installations of Docker use containerd's. */
export type Store = 'containerd' | 'classic'

/** A private engine. It writes to two folders only, and has its own bridge network; all are removed with it. */
export interface Dockerd extends AsyncDisposable {
  /** The variables that children need to reach it. */
  readonly variables: Variables
}

/**
 * Starts dockerd from unpacked packages. Its store is empty, so that no test or measurement depends on what an earlier
 * one left in a cache. Any number of engines can run side by side.
 */
export async function startDockerd(store: Store, progress: Progress): Promise<Dockerd> {
  const unpacked = await unpack(enginePackages, progress)
  const program = await unpackedProgram(unpacked, 'dockerd')
  const busybox = await unpackedProgram(unpacked, 'busybox')
  const places = placesOf(randomBytes(4).toString('hex'))
  const leftovers: Leftovers = { ...places, busybox }
  const { HOME = '/root', PATH = '' } = process.env
  const variables = { HOME, PATH: [...unpacked.programs, PATH].join(':') }
  await writeConfigs(places, store, unpacked)
  await addBridge(leftovers)
  const background = await startBackground({
    program,
    args: ['--config-file', places.config],
    variables: { ...variables, LD_LIBRARY_PATH: unpacked.libraries.join(':') },
    log: join(places.folder, 'log'),
    graceSeconds: 20,
    afterwards: [[process.execPath, join(import.meta.dirname, 'sweep.ts'), JSON.stringify(leftovers)]],
  })
  await background.until(() => ping(places.socket))
  const reach = { ...variables, DOCKER_HOST: `unix://${places.socket}`, DOCKER_CONFIG: places.client }
  const stop = async (): Promise<void> => {
    await killContainers(reach).catch(() => undefined)
    await background.stop()
  }
  return { variables: reach, [Symbol.asyncDispose]: stop }
}

async function addBridge(leftovers: Leftovers): Promise<void> {
  try {
    await run(leftovers.busybox, ['ip', 'link', 'add', leftovers.bridge, 'type', 'bridge'])
  } catch (cause) {
    sweep(leftovers)
    throw new Error('Cannot start a Docker engine: this machine does not allow adding a network bridge', { cause })
  }
}

/** The daemon itself would wait ten seconds for each program that ignores SIGTERM. */
export async function killContainers(variables: Variables): Promise<void> {
  const running = (await run('docker', ['ps', '--quiet'], { variables })).split('\n').filter((id) => id !== '')
  if (running.length > 0) await run('docker', ['kill', ...running], { variables })
}

export const enginePackages = {
  name: 'engine',
  testing: ['docker.io', 'docker-cli', 'docker-buildx', 'containerd', 'tini-static'],
  release: ['runc', 'busybox-static'],
}

export interface Places {
  /** Short, since a socket path is limited to 107 bytes: not below TMPDIR. */
  readonly folder: string
  readonly socket: string
  readonly config: string
  /** The client's configuration folder: `DOCKER_CONFIG`. */
  readonly client: string
  /** On the checkout's disk: `/tmp` may be in memory. */
  readonly data: string
  readonly bridge: string
}

export function placesOf(id: string): Places {
  const folder = `/tmp/manifold-engine-${id}`
  return {
    folder,
    socket: join(folder, 'docker.sock'),
    config: join(folder, 'daemon.json'),
    client: join(folder, 'client'),
    data: join(cache, 'engines', id),
    bridge: `mf-${id}`,
  }
}

/**
 * Two engines cannot share Docker's default bridge, where both would assign the same addresses, nor firewall rules,
 * which would be left behind. So containers can reach their host, but nothing beyond it.
 */
export async function writeConfigs(
  { folder, socket, config, client, data, bridge }: Places,
  store: Store,
  unpacked: Unpacked,
  more: object = {}
) {
  const daemon = {
    'data-root': data,
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'pid'),
    hosts: [`unix://${socket}`],
    bridge,
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'shutdown-timeout': 2,
    features: { 'containerd-snapshotter': store === 'containerd' },
    ...more,
  }
  const plugins = ['usr/libexec', 'usr/lib'].map((parent) => join(unpacked.root, parent, 'docker/cli-plugins'))
  await mkdir(data, { recursive: true })
  await mkdir(folder, { mode: 0o700 })
  await mkdir(client)
  await writeFile(config, JSON.stringify(daemon))
  await writeFile(join(client, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: plugins }))
}

/** True once the daemon responds. */
export async function ping(socketPath: string): Promise<true | undefined> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/_ping', agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 ? true : undefined)
    })
    asked.once('error', () => resolve(undefined)).end()
  })
}
