import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { access, chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cache, lock } from './cache.ts'
import { enginePackages } from './dockerd.ts'
import { type Unpacked, unpack, unpackedProgram } from './packages.ts'
import { type Progress, run, type Variables } from './run.ts'

/**
 * Gives an engine an image for docker-container builders, and returns its name. Debian has no package of BuildKit, but
 * Docker's engine holds one: the image runs that, and its `buildctl` talks to the engine's gRPC endpoint. Registries in
 * private networks are reached over plain HTTP.
 */
export async function importBuilderImage(variables: Variables, progress: Progress): Promise<string> {
  const name = 'manifold-buildkit:test'
  const root = await builderRoot(progress)
  const tar = spawn('tar', ['-C', root, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const docker = spawn('docker', ['import', '--change', 'ENTRYPOINT ["/usr/bin/buildkitd"]', '-', name], {
    env: variables,
    stdio: [tar.stdout, 'ignore', 'inherit'],
  })
  const [status] = await once(docker, 'exit')
  if (status !== 0) throw new Error(`docker import failed (${status})`)
  return name
}

/** The image's files, which are made once. */
async function builderRoot(progress: Progress): Promise<string> {
  const unpacked = await unpack(enginePackages, progress)
  const version = createHash('sha256').update(buildkitd).update(buildctl).digest('hex').slice(0, 8)
  const root = `${unpacked.root}.builder-${version}`
  await using _ = await lock(join(cache, 'builder.lock'))
  if (await isThere(root)) return root
  const partial = `${root}.partial`
  await rm(partial, { recursive: true, force: true })
  await writeRoot(partial, unpacked)
  await rename(partial, root)
  return root
}

async function writeRoot(root: string, unpacked: Unpacked): Promise<void> {
  for (const folder of ['bin', 'usr/bin', 'tmp', 'run', 'root', 'var/lib/buildkit', 'etc/buildkit']) {
    await mkdir(join(root, folder), { recursive: true })
  }
  await copyFile(await unpackedProgram(unpacked, 'busybox'), join(root, 'bin/busybox'))
  for (const program of ['dockerd', 'containerd', 'containerd-shim-runc-v2', 'runc']) {
    const path = await unpackedProgram(unpacked, program)
    await copyFile(path, join(root, 'usr/bin', program))
    for (const library of await librariesOf(path, unpacked.libraries)) {
      await mkdir(dirname(join(root, library)), { recursive: true })
      await copyFile(library, join(root, library))
    }
  }
  for (const [program, text] of Object.entries({ buildkitd, buildctl })) {
    await writeFile(join(root, 'usr/bin', program), text)
    await chmod(join(root, 'usr/bin', program), 0o755)
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}

/** The absolute paths that ldd prints; none for a static program. */
async function librariesOf(program: string, folders: readonly string[]): Promise<readonly string[]> {
  const variables = { ...process.env, LD_LIBRARY_PATH: folders.join(':') }
  const text = await run('ldd', [program], { variables }).catch(() => '')
  return [...new Set(text.match(/\/\S+(?= \(0x)/g))]
}

const version = 'github.com/moby/buildkit v0.0.0+engine 0000000'

/** The port is a random one, since in the host's network there may be several. */
const buildkitd = `#!/bin/busybox sh
export PATH=/usr/bin:/bin
[ "$1" = --version ] && exec busybox echo 'buildkitd ${version}'
port=$((20000 + RANDOM % 20000))
echo $port > /run/port
busybox cat > /run/daemon.json <<JSON
{"hosts": ["tcp://127.0.0.1:$port"], "tls": false, "bridge": "none", "iptables": false, "ip6tables": false,
 "ip-forward": false, "userland-proxy-path": "/bin/busybox", "data-root": "/var/lib/buildkit",
 "features": {"containerd-snapshotter": true}, "insecure-registries": ["10.0.0.0/8", "172.16.0.0/12"]}
JSON
exec dockerd --config-file /run/daemon.json > /run/log 2>&1
`

/** Upgrades a connection to gRPC as Docker's client does, and passes it on: the engine loses what it gets before that. */
const buildctl = `#!/bin/busybox sh
export PATH=/usr/bin:/bin
engine() { busybox nc 127.0.0.1 "$(busybox cat /run/port)"; }
case "$*" in
  *--version*) busybox echo 'buildctl ${version}' ;;
  *dial-stdio*)
    end=$(busybox printf '\\r')
    upgraded=/run/upgraded.$$
    busybox mkfifo "$upgraded"
    { busybox printf 'POST /grpc HTTP/1.1\\r\\nHost: engine\\r\\nConnection: Upgrade\\r\\nUpgrade: h2c\\r\\n\\r\\n'
      read -r _ < "$upgraded"; busybox rm "$upgraded"; exec busybox cat; } | engine |
      { while IFS= read -r line && [ "$line" != "$end" ]; do :; done; echo > "$upgraded"; exec busybox cat; } ;;
  *) busybox printf 'GET /_ping HTTP/1.0\\r\\n\\r\\n' | engine | busybox grep -q OK ;;
esac
`
