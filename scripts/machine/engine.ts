import { type Store, startDockerd } from './dockerd.ts'
import { findRelease } from './release.ts'
import { type Progress, run, type Variables } from './run.ts'

/** What an engine reports about itself. */
interface EngineFacts {
  readonly version: string
  readonly buildx: string
  readonly store: Store
}

/** A running Docker engine, with a client and buildx. */
export interface Engine extends EngineFacts, AsyncDisposable {
  /** The variables that children need to reach it: PATH, HOME, DOCKER_HOST, DOCKER_CONFIG … */
  readonly variables: Variables
  /** Whether it was already running, and is left running, or is our own. */
  readonly origin: 'found' | 'unpacked'
}

export interface EngineOptions {
  readonly progress: Progress
  /** Any store, if not given. */
  readonly store?: Store
  /** Starts a private engine where that is possible, since one that is running has other users. */
  readonly alone?: boolean
}

/**
 * Uses the engine that is already running. If there is none, or it has a different store, starts a private one from
 * unpacked packages.
 */
export async function startEngine({ progress, store, alone = false }: EngineOptions): Promise<Engine> {
  const inherited = inheritedVariables()
  const found = await askEngine(inherited).catch((error: Error) => error)
  const isPrivate = alone && (await canStartOwn())
  if (!isPrivate && !(found instanceof Error) && (store ?? found.store) === found.store) {
    progress(`Docker ${found.version} is up (found)`)
    return { ...found, variables: inherited, origin: 'found', [Symbol.asyncDispose]: async () => undefined }
  }
  if (!(await canStartOwn())) throw new Error(describeLack(found, store))
  const started = performance.now()
  const dockerd = await startDockerd(store ?? 'containerd', progress)
  const own = await askEngine(dockerd.variables).catch(async (error: Error) => {
    await dockerd[Symbol.asyncDispose]()
    throw error
  })
  progress(`Docker ${own.version} is up (unpacked, ${((performance.now() - started) / 1000).toFixed(1)} s)`)
  return { ...dockerd, ...own, origin: 'unpacked' }
}

/** Whether a private engine can be started: on Debian and Ubuntu, as root. */
export async function canStartOwn(): Promise<boolean> {
  return process.getuid?.() === 0 && (await findRelease()) !== undefined
}

/** The variables of this process that a Docker client reads. */
function inheritedVariables(): Variables {
  const names = /^(?:PATH|HOME|XDG_RUNTIME_DIR|DOCKER_(?:HOST|CONTEXT|CONFIG|CERT_PATH|TLS|TLS_VERIFY|API_VERSION))$/
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value && names.test(name) ? [[name, value]] : []))
  )
}

async function askEngine(variables: Variables): Promise<EngineFacts> {
  const docker = async (...args: string[]) => (await run('docker', args, { variables, timeout: 20_000 })).trim()
  const version = await docker('version', '--format', '{{.Server.Version}}')
  const buildx = (await docker('buildx', 'version')).split(' ')[1] ?? 'unknown'
  const driver = await docker('info', '--format', '{{json .DriverStatus}}')
  return { version, buildx, store: driver.includes('io.containerd.snapshotter') ? 'containerd' : 'classic' }
}

function describeLack(found: EngineFacts | Error, store: Store | undefined): string {
  const lack =
    found instanceof Error
      ? `No Docker engine with buildx is running (${found.message.split('\n')[0]})`
      : `The running Docker engine uses the ${found.store} image store, but the ${store} one is needed`
  const own = 'starting a private one requires root on Debian or Ubuntu'
  return `${lack}, and ${own}. Install Docker Engine and its buildx plugin, or start Docker Desktop, and check that 'docker buildx version' and 'docker info' work.`
}
