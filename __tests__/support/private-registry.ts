import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startBackground } from '../../scripts/machine/background.ts'
import { findProgram } from '../../scripts/machine/programs.ts'
import { run } from '../../scripts/machine/run.ts'

const example = join(import.meta.dirname, '../../examples/private-registry')
const page = join(import.meta.dirname, '../../docs/registries.md')

export const manifestType = 'application/vnd.oci.image.manifest.v1+json'

export const account = { username: 'ci', password: 'correct horse battery staple' }
/** By `htpasswd -nbB -C 5`. */
const htpasswd = 'ci:$2y$05$u4bZwHdJMDIZxCXFpVadGe3C1gkc7KhYvWLDemelXRLOTY31mDkTu\n'

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface PrivateRegistry {
  readonly folder: string
  readonly host: string
  /** The CA certificate, as PEM. */
  readonly ca: string
  /** The health check of compose.yml, inside the container. */
  readonly health: string
  ask(method: string, path: string, body?: string): Promise<Answer>
  /** Runs serve.sh, which collects garbage at this time of day. */
  serve(at: string): Promise<AsyncDisposable>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** A registry with the files of compose.yml's volumes, and config.yml with their paths on this machine. */
export async function makePrivateRegistry(program: string, stack: AsyncDisposableStack): Promise<PrivateRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'manifold-private-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  await makeCertificates(folder)
  const [host, debug] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`]
  const local = Object.entries({
    '/var/lib/registry': join(folder, 'content'),
    '/certs/registry.pem': join(folder, 'certs/registry.pem'),
    '/certs/registry.key': join(folder, 'certs/registry.key'),
    '/auth/htpasswd': join(folder, 'htpasswd'),
    'addr: :5000': `addr: ${host}`,
    '127.0.0.1:5001': debug,
  })
  const config = await readFile(join(example, 'config.yml'), 'utf8')
  const missing = local.filter(([path]) => config.split(path).length !== 2)
  if (missing.length > 0) throw new Error(`config.yml must have each of these once: ${missing.map(([path]) => path)}`)
  await writeFile(
    join(folder, 'config.yml'),
    local.reduce((all, [from, to]) => all.replace(from, to), config)
  )
  await writeFile(join(folder, 'htpasswd'), htpasswd)
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin/registry'), wrapper(folder, program))
  await chmod(join(folder, 'bin/registry'), 0o755)
  const ca = await readFile(join(folder, 'ca.pem'), 'utf8')
  const ask: PrivateRegistry['ask'] = (method, path, body) => send(`https://${host}${path}`, { method, ca, body })
  return { folder, host, ca, ask, health: `http://${debug}/debug/health`, serve: (at) => serve(folder, at, ask, stack) }
}

/** Runs the commands in docs/registries.md, for the address that the registry has here. */
async function makeCertificates(folder: string): Promise<void> {
  const commands = /^openssl req -x509.*?\n(?=\n)/ms.exec(await readFile(page, 'utf8'))?.[0] ?? ''
  const local = commands.replace('DNS:registry.acme.example', 'IP:127.0.0.1')
  if (local === commands) throw new Error('docs/registries.md does not say how to make the certificate')
  const openssl = await findProgram('openssl', { name: 'openssl', release: ['openssl'] }, () => undefined)
  const variables = { ...openssl.variables, PATH: `${dirname(openssl.path)}:${process.env.PATH}` }
  await mkdir(join(folder, 'certs'))
  await run('sh', ['-ec', local], { directory: folder, variables })
}

/** The registry, whose garbage collection ends only when the file `collected` exists. */
function wrapper(folder: string, path: string): string {
  const collected = join(folder, 'collected')
  return `#!/bin/sh
[ "$1" = garbage-collect ] || exec '${path}' "$@"
'${path}' "$@"
while [ ! -e '${collected}' ]; do sleep 0.05; done
`
}

async function serve(folder: string, at: string, ask: PrivateRegistry['ask'], stack: AsyncDisposableStack) {
  const background = await startBackground({
    program: '/bin/sh',
    args: [join(example, 'serve.sh'), join(folder, 'config.yml')],
    variables: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, COLLECT_AT: at, REGISTRY_HTTP_SECRET: 'secret' },
    log: join(folder, 'log'),
    graceSeconds: 10,
    afterwards: [],
  })
  stack.use(background)
  await background.until(async () => (await ask('GET', '/v2/').catch(() => undefined))?.status)
  return background
}

async function send(url: string, how: { method: string; ca: string; body: string | undefined }): Promise<Answer> {
  const { method, ca, body } = how
  const auth = `${account.username}:${account.password}`
  const type = url.includes('/manifests/') ? manifestType : 'application/octet-stream'
  const headers = { accept: manifestType, ...(body !== undefined && { 'content-type': type }) }
  const asked = request(url, { method, ca, auth, headers, agent: false }).end(body)
  const [response] = await once(asked, 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}
