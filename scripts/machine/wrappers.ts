import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { cache } from './cache.ts'

const folder = join(cache, 'tools')
const home = join(folder, 'home')
const policy = join(home, '.config/containers/policy.json')
const storage = join(folder, 'storage.conf')

/**
 * Writes a script that runs an unpacked program, and returns its path. The script sets the libraries and configuration
 * that the program would not find by itself, so callers need not.
 */
export async function wrapTool(
  name: 'skopeo' | 'buildah',
  program: string,
  libraries: readonly string[]
): Promise<string> {
  if (/[':,]/.test(folder))
    throw new Error(`${name} cannot be unpacked in ${folder}: its path contains a special character (' : or ,)`)
  await writeAtOnce(policy, JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }))
  await writeAtOnce(storage, storageConfig)
  const script = join(folder, name)
  const text = name === 'skopeo' ? skopeoScript(program, libraries) : buildahScript(program, libraries)
  await writeAtOnce(script, `#!/bin/sh\n${text}`)
  return script
}

function skopeoScript(program: string, libraries: readonly string[]): string {
  return `export LD_LIBRARY_PATH='${libraries.join(':')}'
exec '${program}' --policy '${policy}' "$@"
`
}

/**
 * buildah re-executes itself with an empty environment, so its libraries are overlaid on the system's, in a private
 * mount namespace. It looks for its policy in /etc or below HOME. The caller may set its own storage configuration.
 */
function buildahScript(program: string, libraries: readonly string[]): string {
  const system = `/usr/lib/${basename(libraries[0] ?? '')}`
  const lower = [...libraries, system].join(':')
  const overlaid = `unshare --mount sh -c 'mount -t overlay -o "lowerdir=$1" overlay "$2" && shift 2 && exec "$@"'`
  return `export BUILDAH_ISOLATION="\${BUILDAH_ISOLATION:-chroot}"
export CONTAINERS_STORAGE_CONF="\${CONTAINERS_STORAGE_CONF:-${storage}}"
[ -e /etc/containers/policy.json ] || [ -e "$HOME/.config/containers/policy.json" ] || export HOME='${home}'
exec ${libraries.length > 0 ? `${overlaid} sh '${lower}' ${system}` : ''} '${program}' "$@"
`
}

/** Uses the driver that needs no kernel support, and no system folders. */
const storageConfig = `[storage]
driver = "vfs"
graphroot = "${join(folder, 'images')}"
runroot = "${join(folder, 'run')}"
`

/** Replaces the file atomically: readers see the old or the new content. */
async function writeAtOnce(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const next = `${path}.${process.pid}`
  await writeFile(next, text)
  await chmod(next, 0o755)
  await rename(next, path)
}
