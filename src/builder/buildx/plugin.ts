import { access, constants, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { readText } from '../../disk/regular-file.ts'
import type { Variables } from '../../environment.ts'
import { parseJson, recordOf } from '../../json.ts'

/** The program to start for buildx, and the arguments that precede those of buildx. */
export interface Program {
  readonly path: string
  readonly args: readonly string[]
}

/** docker/cli, cli-plugins/manager/manager_unix.go */
const systemFolders = [
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
]

/**
 * The program that `docker buildx` would start, found the way Docker finds it. Docker's CLI starts every plugin once to
 * inspect it, which takes longer than many builds. The CLI is used if the plugin is not found; system-wide plugins are
 * only considered if the CLI is on PATH.
 */
export async function findBuildx(variables: Variables, folders = systemFolders): Promise<Program> {
  const { DOCKER_CONFIG = '', PATH = '' } = variables
  const own = DOCKER_CONFIG ? [...(await extraFolders(DOCKER_CONFIG)), join(DOCKER_CONFIG, 'cli-plugins')] : []
  const hasClient = () => firstProgram(PATH.split(delimiter).filter(Boolean), 'docker')
  const path = (await firstPlugin(own)) ?? ((await hasClient()) && (await firstPlugin(folders)))
  return path === undefined ? { path: 'docker', args: ['buildx'] } : { path, args: [] }
}

async function firstPlugin(folders: readonly string[]): Promise<string | undefined> {
  return await firstProgram(folders, 'docker-buildx')
}

async function firstProgram(folders: readonly string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, name)
    if (await isProgram(path)) return path
  }
  return undefined
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** `cliPluginsExtraDirs` of Docker's configuration, whose errors were already reported when it was first read. */
async function extraFolders(directory: string): Promise<readonly string[]> {
  const text = await readText(join(directory, 'config.json')).catch(() => '{}')
  const { cliPluginsExtraDirs: folders } = recordOf(parseJson(text))
  return Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : []
}
