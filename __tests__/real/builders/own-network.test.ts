import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { importBuilderImage } from '../../../scripts/machine/builder-image.ts'
import { canStartOwn, type Engine, startEngine } from '../../../scripts/machine/engine.ts'
import { run } from '../../../scripts/machine/run.ts'
import { needTool } from '../../../scripts/machine/tools.ts'
import { type InsecureRegistry, startRegistryOn } from '../../support/insecure-registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../../support/workspace.ts'

const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')

// The image of the builder is made of unpacked packages.
describe.runIf(await canStartOwn())('on an engine with the classic store', () => {
  let engine: Engine
  let image: string
  let gateway: string
  /** The instances of a builder like that of docker/setup-buildx-action, by its driver's network. */
  const builder = `own-${randomBytes(3).toString('hex')}`

  beforeAll(async () => {
    engine = await startEngine({ progress: () => undefined, store: 'classic' })
    image = await importBuilderImage(engine.variables, () => undefined)
    const create = ['buildx', 'create', `--name=${builder}`, '--driver=docker-container', `--driver-opt=image=${image}`]
    await run('docker', [...create, '--bootstrap'], engine)
    const format = '{{range .IPAM.Config}}{{.Gateway}}{{end}}'
    gateway = (await run('docker', ['network', 'inspect', 'bridge', '--format', format], engine)).trim()
  })
  afterAll(async () => {
    await run('docker', ['buildx', 'rm', '--force', builder], engine)
    await engine[Symbol.asyncDispose]()
  })

  const checkout = async (Dockerfile: string) =>
    await makeWorkspace({ Dockerfile, greeting: 'hello' }, [needTool(tools, 'busybox')])

  /** Runs the action with inputs in which `HERE` stands for the registry. */
  async function buildIn(workspace: Workspace, registry: InsecureRegistry, inputs: Readonly<Record<string, string>>) {
    const given = Object.entries({ tags: 'HERE/acme/app:1', 'registry-auth': registry.auth, ...inputs })
    const texts = given.map(([name, text]) => [name, text.replaceAll('HERE', registry.place)])
    return await runAction(workspace, {
      from: 'bundle',
      variables: engine.variables,
      inputs: Object.fromEntries(texts),
    })
  }

  async function build(registry: InsecureRegistry, dockerfile: string, inputs: Readonly<Record<string, string>>) {
    await using workspace = await checkout(dockerfile)
    return await buildIn(workspace, registry, inputs)
  }

  const base = 'FROM scratch\nCOPY busybox /bin/busybox\n'

  test("a builder in a bridge network pushes to that network's gateway, and neither fetches a base nor sends what is there", async () => {
    await using registry = await startRegistryOn(gateway, program)
    const built = await build(registry, base, { tags: 'HERE/acme/base:1', builder })
    expect(built.exitCode, built.log).toBe(0)
    expect(built.log).toContain(`name=${gateway}:`)
    expect(built.log).toContain('push=true,store=false,oci-mediatypes=true,registry.insecure=true')
    expect(built.log).not.toContain('exporting to files')

    await run('docker', ['buildx', 'prune', '--all', '--force', `--builder=${builder}`], engine)
    await registry.clear()
    await using child = await checkout(`FROM ${registry.place}/acme/base:1\nCOPY --link greeting /greeting\n`)
    const inputs = { builder, tags: 'HERE/acme/child:1', 'mount-from': 'HERE/acme/base' }
    const { exitCode, log, outputs } = await buildIn(child, registry, inputs)
    expect(exitCode, log).toBe(0)
    const manifest = JSON.parse(await run(crane, ['manifest', `${registry.host}/acme/base:1`]))
    const [layer] = manifest.layers as readonly { readonly digest: string }[]
    const fetched = (await registry.requests()).filter(
      ({ method, path, agent }) => method === 'GET' && path.endsWith(layer?.digest ?? '') && !agent.startsWith('crane')
    )
    expect(fetched).toEqual([])
    const [{ kept, mounted, uploaded }] = JSON.parse(outputs.result ?? '[]')
    expect(kept.blobs + mounted.blobs).toBe(1)
    expect(uploaded.bytes).toBeLessThan(10_000)
    await run(crane, ['validate', '--remote', `${registry.host}/acme/child:1`])

    const again = await buildIn(child, registry, inputs)
    expect(again.exitCode, again.log).toBe(0)
    expect(JSON.parse(again.outputs.result ?? '[]')[0].uploaded.bytes).toBe(0)
  })

  test('a builder in a bridge network still builds while its layers reach the registry', async () => {
    await using registry = await startRegistryOn(gateway, program)
    const isUpload = ({ method, path }: { readonly method: string; readonly path: string }) =>
      method === 'PUT' && path.includes('/acme/app/blobs/uploads/')
    // The build ends with its cache, which nobody answers for until the layer and the config have arrived.
    await using cache = await refuseOnce(gateway, async () => (await registry.requests()).filter(isUpload).length >= 2)
    const { exitCode, log } = await build(registry, 'FROM scratch\nCOPY greeting /overlap\n', {
      builder,
      'cache-to': `type=registry,ref=${cache.place}/cache:1,registry.insecure=true`,
    })
    expect(exitCode, log).toBe(0)
    expect(log).toMatch(/::warning::Cache type=registry,ref=\S+ could not be written: .*403/)
    expect(log).not.toContain('exporting to files')
  })

  test('several platforms, attestations and a registry cache work with a builder of the step, which is then removed', async () => {
    await using registry = await startRegistryOn(gateway, program)
    const { exitCode, log, outputs } = await build(registry, 'FROM scratch\nCOPY greeting /\n', {
      'builder-options': `driver-opts: [image=${image}]`,
      platforms: 'linux/amd64,linux/arm64',
      provenance: 'mode=max',
      'cache-to': 'type=registry,ref=HERE/acme/cache:1,mode=max',
    })
    expect(exitCode, log).toBe(0)
    expect(log).toContain('--driver-opt=network=host')
    // It reaches loopback, so nothing is probed.
    expect(log).toMatch(/name=127\.0\.0\.1:\d+\/manifold/)
    const { manifests } = JSON.parse(await run(crane, ['manifest', `${registry.host}/acme/app@${outputs.digest}`]))
    expect(manifests).toHaveLength(4)
    expect(await run(crane, ['ls', `${registry.host}/acme/cache`])).toBe('1\n')
    const [, own] = /--name=(manifold-\S+)/.exec(log) ?? []
    expect(own).toBeDefined()
    expect(await run('docker', ['ps', '--all', '--format', '{{.Names}}'], engine)).not.toContain(own)
    expect(await run('docker', ['buildx', 'ls', '--format', '{{.Name}}'], engine)).not.toContain(own)
  })

  test('with keep-builder, jobs at the same time and later ones share a builder and its cache', async () => {
    await using registry = await startRegistryOn(gateway, program)
    const inputs = { 'builder-options': `driver-opts: [image=${image}]`, 'keep-builder': 'true' }
    const tags = ['1', '2'].map((tag) => `HERE/acme/app:${tag}`)
    const together = await Promise.all(tags.map((each) => build(registry, base, { ...inputs, tags: each })))
    const [, name = ''] = /--name=(manifold-kept-[0-9a-f]+)/.exec(together.map(({ log }) => log).join()) ?? []
    try {
      for (const { exitCode, log } of together) expect(exitCode, log).toBe(0)
      const { exitCode, log } = await build(registry, base, { ...inputs, tags: 'HERE/acme/app:3' })
      expect(exitCode, log).toBe(0)
      expect(log).toContain(`Using the builder ${name}, which an earlier step has kept`)
      expect(log).toMatch(/^#\d+ CACHED$/m)
    } finally {
      await run('docker', ['buildx', 'rm', '--force', name], engine)
    }
  })
})

/** A server that refuses each request, but only once something has happened. */
async function refuseOnce(address: string, hasHappened: () => Promise<boolean>) {
  const server = createServer(async (_, response) => {
    while (!(await hasHappened())) await setTimeout(50)
    response.writeHead(403).end()
  })
  server.listen(0, address)
  await once(server, 'listening')
  return {
    place: `${address}:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
