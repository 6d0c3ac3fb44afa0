import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBackground } from './background.ts'
import { type Access, type Trust, writeConfig } from './registry-config.ts'
import { findRegistry, type RegistryProgram, serveWith } from './registry-program.ts'
import { type RequestLog, readRequests } from './requests.ts'
import { type Progress, run } from './run.ts'

export interface RegistryOptions extends Access {
  /** The folder for content. If not given, content is deleted when the registry is stopped. */
  readonly root?: string
  /** A free one, if not given. */
  readonly port?: number
  /** Skips looking for it. */
  readonly program?: RegistryProgram
  readonly progress?: Progress
}

/** The Distribution registry, with deletion enabled. */
export interface RunningRegistry extends RequestLog, Partial<Trust>, AsyncDisposable {
  /** `127.0.0.1:PORT` */
  readonly host: string
  readonly port: number
  readonly url: string
  readonly root: string
  /** Kills it, like a crash. Its storage and log remain until `stop`. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts a registry on 127.0.0.1. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const { progress = () => undefined } = options
  const program = options.program ?? (await findRegistry(progress))
  const folder = await mkdtemp(join(tmpdir(), 'manifold-registry-'))
  const root = options.root ?? join(folder, 'storage')
  await mkdir(root, { recursive: true })
  const command = serveWith(program, folder, root, options.port ?? 0)
  const trust = await writeConfig(folder, { root, address: command.address }, options, progress).catch(
    async (error) => {
      await rm(folder, { recursive: true })
      throw error
    }
  )
  const log = join(folder, 'log')
  const afterwards = [...command.afterwards, ['rm', '-rf', folder]]
  const background = await startBackground({ ...command, log, graceSeconds: 5, afterwards })
  const port = await background.until(async () => command.port(await readFile(log, 'utf8')))
  const host = `127.0.0.1:${port}`
  const url = `${trust ? 'https' : 'http'}://${host}`
  const kill = async (): Promise<void> => {
    background.kill('SIGKILL')
    for (const [name = '', ...args] of command.afterwards) await run(name, args, { variables: command.variables })
    await background.ended
  }
  const { stop } = background
  const requests = readRequests(log, url, trust)
  return { ...trust, ...requests, host, port, url, root, kill, stop, [Symbol.asyncDispose]: stop }
}
