import { basename, join } from 'node:path'
import type { Engine } from './engine.ts'
import { findProgram } from './programs.ts'
import { findRelease } from './release.ts'
import { findOnPath, type Progress, run, type Variables } from './run.ts'

/** How to start the Distribution registry: as a program, or in a container if there is only an engine. */
export type RegistryProgram =
  | { readonly kind: 'program'; readonly path: string }
  | { readonly kind: 'container'; readonly image: string; readonly variables: Variables }

/** Looks on PATH, then in the packages of Debian or Ubuntu, and on any other system uses a container. */
export async function findRegistry(progress: Progress, engine?: Pick<Engine, 'variables'>): Promise<RegistryProgram> {
  const found = await findOnPath('registry')
  if (found) return { kind: 'program', path: found }
  const here = (await findOnPath('docker-registry')) ?? (await findRelease())
  if (!here && engine) return { kind: 'container', image: 'registry:3', variables: engine.variables }
  const packages = { name: 'registry', testing: ['docker-registry'] }
  return { kind: 'program', path: (await findProgram('docker-registry', packages, progress)).path }
}

/** A command that serves `<folder>/config.yml` until it is ended. */
export interface RegistryCommand {
  readonly program: string
  readonly args: readonly string[]
  readonly variables: Variables
  /** The address to listen on in the configuration, so that `port` can find the actual port. */
  readonly address: string
  port(log: string): Promise<number | undefined>
  /** Commands that stop what the command itself leaves running. */
  readonly afterwards: readonly (readonly string[])[]
}

/** Port 0 lets the kernel choose. The folders are mounted at the same paths in the container. */
export function serveWith(program: RegistryProgram, folder: string, root: string, port: number): RegistryCommand {
  const config = join(folder, 'config.yml')
  if (program.kind === 'program') {
    return {
      program: program.path,
      args: ['serve', config],
      variables: {},
      address: `127.0.0.1:${port}`,
      port: async (log) => listening(log),
      afterwards: [],
    }
  }
  const { variables } = program
  const name = basename(folder)
  const published = ['--publish', `127.0.0.1:${port || ''}:5000`]
  const mounted = ['--volume', `${folder}:${folder}`, '--volume', `${root}:${root}`]
  const docker = (...args: string[]) => run('docker', args, { variables })
  return {
    program: 'docker',
    args: ['run', '--rm', '--name', name, ...published, ...mounted, program.image, 'serve', config],
    variables,
    address: '0.0.0.0:5000',
    port: async (log) => listening(log) && Number((await docker('port', name, '5000/tcp')).split(':').at(-1)),
    afterwards: [['docker', 'rm', '--force', name]],
  }
}

function listening(log: string): number | undefined {
  const port = /listening on [^"\s]*:(\d+)/.exec(log)?.[1]
  return port ? Number(port) : undefined
}
