import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { cache } from './cache.ts'
import type { Unpacked } from './packages.ts'

const folder = join(cache, 'tools')
const home = join(folder, 'home')
const policy = join(home, '.config/containers/policy.json')
const storage = join(folder, 'storage.conf')
const engine = join(folder, 'containers.conf')

const wrapped = ['skopeo', 'buildah', 'podman'] as const
type Wrapped = (typeof wrapped)[number]

/** Whether an unpacked program needs a script around it. */
export function isWrapped(name: string): name is Wrapped {
  return wrapped.some((each) => each === name)
}

/**
 * Writes a script that runs an unpacked program, and returns its path. The script sets the libraries and configuration
 * that the program would not find by itself, so callers need not.
 */
export async function wrapTool(name: Wrapped, program: string, { root, libraries }: Unpacked): Promise<string> {
  if (/[':,]/.test(folder))
    throw new Error(`${name} cannot be unpacked in ${folder}: its path contains a special character (' : or ,)`)
  await writeAtOnce(policy, JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }))
  await writeAtOnce(storage, storageConfig)
  if (name === 'podman') await writeAtOnce(engine, engineConfig(root))
  const script = join(folder, name)
  const text = name === 'skopeo' ? skopeoScript(program, libraries) : buildahScript(name, program, libraries)
  await writeAtOnce(script, `#!/bin/sh\n${text}`)
  return script
}

function skopeoScript(program: string, libraries: readonly string[]): string {
  return `export LD_LIBRARY_PATH='${libraries.join(':')}'
exec '${program}' --policy '${policy}' "$@"
`
}

/**
 * buildah and podman re-execute themselves with an empty environment, so their libraries are overlaid on the system's,
 * in a private mount namespace. They look for the policy in /etc or below HOME. The caller may set its own configurations.
 */
function buildahScript(name: Wrapped, program: string, libraries: readonly string[]): string {
  const system = `/usr/lib/${basename(libraries[0] ?? '')}`
  const lower = [...libraries, system].join(':')
  const overlaid = `unshare --mount sh -c 'mount -t overlay -o "lowerdir=$1" overlay "$2" && shift 2 && exec "$@"'`
  const config = name === 'podman' ? `export CONTAINERS_CONF="\${CONTAINERS_CONF:-${engine}}"\n` : ''
  return `${config}export BUILDAH_ISOLATION="\${BUILDAH_ISOLATION:-chroot}"
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

/** Where podman finds its helpers. Its other state is in the storage. */
function engineConfig(root: string): string {
  return `[engine]
cgroup_manager = "cgroupfs"
events_logger = "none"
conmon_path = ["${join(root, 'usr/bin/conmon')}"]
runtime = "crun"
tmp_dir = "${join(folder, 'run/libpod')}"
[engine.runtimes]
crun = ["${join(root, 'usr/bin/crun')}"]
[network]
network_backend = "cni"
cni_plugin_dirs = ["${join(root, 'usr/lib/cni')}"]
network_config_dir = "${join(folder, 'run/networks')}"
`
}

/** Replaces the file atomically: readers see the old or the new content. */
async function writeAtOnce(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const next = `${path}.${process.pid}`
  await writeFile(next, text)
  await chmod(next, 0o755)
  await rename(next, path)
}
