import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startBackground } from './background.ts'
import { createAuthority } from './certificates.ts'
import { enginePackages, killContainers, ping, placesOf, type Store, writeConfigs } from './dockerd.ts'
import { forwardPort } from './forward-port.ts'
import { unpack, unpackedProgram } from './packages.ts'
import { type Progress, run, type Variables } from './run.ts'
import type { Leftovers } from './sweep.ts'

/** An engine in a network namespace of its own, as if it ran on another machine: it does not see our loopback. */
export interface DistantEngine extends AsyncDisposable {
  /** The variables that a client needs to reach it, over TCP with certificates for both sides. */
  readonly variables: Variables
  /** As `variables`, but over an address of this machine that the engine's packets to are dropped. */
  readonly oneWay: Variables
  /** This machine's address in the network that it shares with the engine. */
  readonly host: string
  /** The engine's socket, which does not care about networks. */
  readonly socket: string
  /** Lets the engine, and what runs there, connect to a port of this machine's loopback, as `host:port`. */
  forward(port: number): Promise<void>
}

/** Starts one from unpacked packages. Requires root. */
export async function startDistantEngine(store: Store, progress: Progress): Promise<DistantEngine> {
  const unpacked = await unpack(enginePackages, progress)
  const busybox = await unpackedProgram(unpacked, 'busybox')
  const program = await unpackedProgram(unpacked, 'dockerd')
  const random = randomBytes(4)
  const places = placesOf(random.toString('hex'))
  const network = networkFor(random)
  const { HOME = '/root', PATH = '' } = process.env
  const client = { HOME, PATH: [...unpacked.programs, PATH].join(':'), DOCKER_CONFIG: places.client }
  const tls = join(places.folder, 'tls')
  await writeConfigs(places, store, unpacked, {
    hosts: [`unix://${places.socket}`, `tcp://${network.engine}:2376`],
    tlsverify: true,
    tlscacert: join(tls, 'authority.crt'),
    tlscert: join(tls, 'localhost.crt'),
    tlskey: join(tls, 'localhost.key'),
    'insecure-registries': ['10.0.0.0/8'],
  })
  await issueCertificates(tls, progress, [network.engine, network.host, network.oneWay])
  const script = join(places.folder, 'network.sh')
  await writeFile(script, networkScript(network, places.bridge, busybox))
  const leftovers: Leftovers = { ...places, busybox }
  const background = await startBackground({
    program: 'unshare',
    args: ['--net', '/bin/sh', script, program, '--config-file', places.config],
    variables: { ...client, LD_LIBRARY_PATH: unpacked.libraries.join(':') },
    log: join(places.folder, 'log'),
    graceSeconds: 20,
    afterwards: [[process.execPath, join(import.meta.dirname, 'sweep.ts'), JSON.stringify(leftovers)]],
  })
  await background.until(
    async () => (await run(busybox, ['ip', 'link', 'show', network.link]).catch(() => '')) || undefined
  )
  // Another address of the same network would not be the source of connections to itself.
  for (const address of [`${network.host}/24`, `${network.oneWay}/32`]) {
    await run(busybox, ['ip', 'addr', 'add', address, 'dev', network.link])
  }
  await run(busybox, ['ip', 'link', 'set', network.link, 'up'])
  await background.until(() => ping(places.socket))
  const open = new AsyncDisposableStack()
  open.use(await forwardPort({ host: network.oneWay, port: 2376 }, { host: network.engine, port: 2376 }))
  const secure = { ...client, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: tls }
  const variables = { ...secure, DOCKER_HOST: `tcp://${network.engine}:2376` }
  return {
    variables,
    oneWay: { ...secure, DOCKER_HOST: `tcp://${network.oneWay}:2376` },
    host: network.host,
    socket: places.socket,
    async forward(port) {
      open.use(await forwardPort({ host: network.host, port }))
    },
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]()
      await killContainers(variables).catch(() => undefined)
      await background.stop()
    },
  }
}

interface Network {
  /** The name of our end of the link. */
  readonly link: string
  readonly host: string
  readonly engine: string
  /** An address of ours that the engine has a wrong hardware address for. */
  readonly oneWay: string
}

function networkFor([first = 0, second = 0]: Buffer): Network {
  const net = `10.${200 + (first % 50)}.${second}`
  return {
    link: `mfl-${first.toString(16)}${second.toString(16)}`,
    host: `${net}.1`,
    engine: `${net}.2`,
    oneWay: `${net}.3`,
  }
}

/** Busybox names the other end of a link `veth0`; the parent of the script is in our namespace. */
function networkScript({ link, engine, oneWay }: Network, bridge: string, busybox: string): string {
  const ip = `'${busybox}' ip`
  return `set -e
${ip} link set lo up
${ip} link add eth0 type veth
${ip} link set veth0 name ${link}
${ip} addr add ${engine}/24 dev eth0
${ip} link set eth0 up
'${busybox}' arp -i eth0 -s ${oneWay} 02:00:00:00:00:01
${ip} link add ${bridge} type bridge
${ip} link set ${link} netns $PPID
exec "$@"
`
}

/** The files as Docker's client names them, for `DOCKER_CERT_PATH`. */
async function issueCertificates(folder: string, progress: Progress, addresses: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  const authority = await createAuthority(folder, progress, addresses)
  await authority.issueServer()
  const { certificate, key } = await authority.issueClient('client')
  await copyFile(authority.certificate, join(folder, 'ca.pem'))
  await copyFile(certificate, join(folder, 'cert.pem'))
  await copyFile(key, join(folder, 'key.pem'))
}
