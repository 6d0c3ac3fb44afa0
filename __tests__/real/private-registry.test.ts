import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, inject, test } from 'vitest'
import { digestOf } from '../../src/oci/digest.ts'
import { account, makePrivateRegistry, manifestType, type PrivateRegistry } from '../support/private-registry.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

// examples/private-registry, with the registry that is available here: 2.8, for which its files are written as well.

const engine = inject('engine')
const registryProgram = inject('registry')
// In a container, the paths and addresses would be others.
const program = registryProgram.kind === 'program' ? registryProgram.path : undefined
const example = (name: string) => readFile(join(import.meta.dirname, '../../examples/private-registry', name), 'utf8')

async function upload(registry: PrivateRegistry, content: string): Promise<string> {
  const { status, headers } = await registry.ask('POST', '/v2/shop/blobs/uploads/')
  expect(status).toBe(202)
  const url = new URL(String(headers.location))
  url.searchParams.set('digest', digestOf(Buffer.from(content)))
  expect((await registry.ask('PUT', `${url.pathname}${url.search}`, content)).status).toBe(201)
  return digestOf(Buffer.from(content))
}

/** The step in publish.yml, for this registry. */
async function publish({ host, ca }: PrivateRegistry, password: string) {
  const workflow = load(await example('publish.yml')) as { jobs: { image: { steps: { with?: object }[] } } }
  const inputs = Object.entries(workflow.jobs.image.steps[1]?.with ?? {}).map(
    ([name, value]) =>
      [
        name,
        String(value)
          .replaceAll('registry.acme.example', host)
          .replace(/\$\{\{.*\}\}/, password),
      ] as const
  )
  const files = { Dockerfile: 'FROM scratch\nCOPY greeting /\n', greeting: 'hello', 'certs/ca.pem': ca }
  await using workspace = await makeWorkspace(files)
  const { variables } = engine
  return await runAction(workspace, { inputs: Object.fromEntries(inputs), variables, ref: 'refs/tags/v1.2.3' })
}

const never = () => new Date(Date.now() + 12 * 60 * 60 * 1000).toISOString().slice(11, 19)
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().slice(11, 19)

test.skipIf(program === undefined)('the workflow publishes, with the CA and the account', async () => {
  await using stack = new AsyncDisposableStack()
  const registry = await makePrivateRegistry(program ?? '', stack)
  await registry.serve(never())
  expect((await fetch(registry.health)).status).toBe(200)
  const { exitCode, log, outputs } = await publish(registry, account.password)
  expect(exitCode, log).toBe(0)
  expect(log).toContain(`${registry.host}: the login in the inputs`)
  for (const tag of ['1.2.3', 'latest']) {
    const { status, body } = await registry.ask('GET', `/v2/shop/manifests/${tag}`)
    expect([status, digestOf(Buffer.from(body))]).toEqual([200, outputs.digest])
  }
})

test.skipIf(program === undefined)('a wrong password is one sentence, which says what to check', async () => {
  await using stack = new AsyncDisposableStack()
  const registry = await makePrivateRegistry(program ?? '', stack)
  await registry.serve(never())
  const { exitCode, log } = await publish(registry, 'wrong horse')
  expect(exitCode).toBe(1)
  const errors = log.split('\n').filter((line) => line.startsWith('::error'))
  expect(errors).toEqual([expect.stringContaining(`Check the username and password for ${registry.host}.`)])
  expect(log).not.toContain('wrong horse')
  expect((await registry.ask('GET', '/v2/shop/tags/list')).status).toBe(404)
})

test.skipIf(program === undefined)('garbage is collected while the registry can be read, but not written', async () => {
  await using stack = new AsyncDisposableStack()
  const registry = await makePrivateRegistry(program ?? '', stack)
  const first = await registry.serve(never())
  const [garbage, config] = [await upload(registry, 'garbage'), await upload(registry, '{}')]
  const descriptor = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config, size: 2 }
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: descriptor, layers: [] })
  expect((await registry.ask('PUT', '/v2/shop/manifests/1', manifest)).status).toBe(201)
  await first[Symbol.asyncDispose]()

  await registry.serve(inSeconds(4))
  expect((await registry.ask('HEAD', `/v2/shop/blobs/${garbage}`)).status).toBe(200)
  const upload405 = async () => (await registry.ask('POST', '/v2/shop/blobs/uploads/').catch(() => undefined))?.status
  await expect.poll(upload405, { timeout: 30_000 }).toBe(405)
  expect((await registry.ask('GET', '/v2/shop/manifests/1')).body).toBe(manifest)
  await writeFile(join(registry.folder, 'collected'), '')
  await expect.poll(upload405, { timeout: 30_000 }).toBe(202)
  expect((await registry.ask('GET', `/v2/shop/blobs/${garbage}`)).status).toBe(404)
  expect((await registry.ask('GET', `/v2/shop/blobs/${config}`)).body).toBe('{}')
})

test('compose.yml mounts what config.yml names, and checks the address that it listens on', async () => {
  interface Config {
    readonly storage: { readonly filesystem: { readonly rootdirectory: string } }
    readonly http: {
      readonly addr: string
      readonly tls: { readonly certificate: string; readonly key: string }
      readonly debug: { readonly addr: string }
    }
    readonly auth: { readonly htpasswd: { readonly path: string } }
  }
  const { storage, http, auth } = load(await example('config.yml')) as Config
  const compose = load(await example('compose.yml')) as {
    services: {
      registry: {
        image: string
        command: string[]
        ports: string[]
        volumes: string[]
        healthcheck: { test: string[] }
      }
    }
  }
  const { image, command, ports, volumes, healthcheck } = compose.services.registry
  const mounted = volumes.map((volume) => volume.split(':')[1] ?? '')
  const named = [storage.filesystem.rootdirectory, http.tls.certificate, http.tls.key, auth.htpasswd.path, ...command]
  expect(named.filter((path) => !mounted.some((folder) => `${path}/`.startsWith(`${folder}/`)))).toEqual([])
  expect([image, ports[0]?.split(':')[1]]).toEqual(['registry:3', http.addr.slice(1)])
  expect(healthcheck.test.at(-1)).toBe(`http://${http.debug.addr}/debug/health`)
})
