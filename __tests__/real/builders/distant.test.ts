import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { importBuilderImage } from '../../../scripts/machine/builder-image.ts'
import { type DistantEngine, startDistantEngine } from '../../../scripts/machine/distant-engine.ts'
import type { Store } from '../../../scripts/machine/dockerd.ts'
import { canStartOwn } from '../../../scripts/machine/engine.ts'
import { bridgeGrpc } from '../../../scripts/machine/grpc-bridge.ts'
import { run } from '../../../scripts/machine/run.ts'
import { needTool } from '../../../scripts/machine/tools.ts'
import { ArtifactService } from '../../support/artifacts/service.ts'
import { type InsecureRegistry, startRegistryOn } from '../../support/insecure-registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../../support/workspace.ts'

const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')

const exported = (address: string) =>
  `The builder cannot reach this process on ${address}: building again, from its cache, and exporting to files`

interface Options {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly inputs?: Readonly<Record<string, string>>
}

const checkout = () =>
  makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY greeting /greeting\n', greeting: `hello ${Math.random()}` })

/** Publishes an image of one layer to a registry. */
async function publish(registry: InsecureRegistry, options: Options) {
  await using workspace = await checkout()
  return await publishFrom(workspace, registry, options)
}

async function publishFrom(workspace: Workspace, registry: InsecureRegistry, { variables, inputs = {} }: Options) {
  return await runAction(workspace, {
    from: 'bundle',
    variables,
    inputs: { tags: `${registry.place}/acme/app:1`, 'registry-auth': registry.auth, ...inputs },
  })
}

/** Engines that do not see this machine's loopback, reached with certificates for both sides. */
describe.runIf(await canStartOwn()).each<Store>(['containerd', 'classic'])(
  'an engine elsewhere with the %s store',
  (store) => {
    let engine: DistantEngine
    /** The inputs for an image that the engine can make. */
    let inputs: Readonly<Record<string, string>> = {}
    beforeAll(async () => {
      engine = await startDistantEngine(store, () => undefined)
      if (store === 'containerd') return
      const image = await importBuilderImage(engine.variables, () => undefined)
      inputs = { 'builder-options': `driver-opts: [image=${image}]` }
    })
    afterAll(async () => engine[Symbol.asyncDispose]())

    test('pushes to the address from which it is connected to', async () => {
      await using registry = await startRegistryOn(engine.host, program)
      const { exitCode, log, outputs } = await publish(registry, { variables: engine.variables, inputs })
      expect(exitCode, log).toBe(0)
      expect(log).toContain(`name=${engine.host}:`)
      expect(log).not.toContain('exporting to files')
      expect((await run(crane, ['digest', `${registry.host}/acme/app:1`])).trim()).toBe(outputs.digest)
    })

    test('jobs that each build a part of an image push there as well', async () => {
      await using registry = await startRegistryOn(engine.host, program)
      await using service = await ArtifactService.start()
      await using workspace = await checkout()
      const jobs = ['linux/amd64', 'linux/arm64'].map((part) =>
        publishFrom(workspace, registry, {
          variables: { ...engine.variables, ...service.job() },
          inputs: { ...inputs, part, platforms: 'linux/amd64,linux/arm64' },
        })
      )
      const results = await Promise.all(jobs)
      for (const { exitCode, log } of results) {
        expect(exitCode, log).toBe(0)
        expect(log).not.toContain('exporting to files')
      }
      const digests = results.flatMap(({ outputs }) => outputs.digest || [])
      expect(await run(crane, ['digest', `${registry.host}/acme/app:1`])).toBe(`${digests[0]}\n`)
    })

    test.runIf(store === 'containerd')('is a remote BuildKit, which pushes there too', async () => {
      await using registry = await startRegistryOn(engine.host, program)
      const folder = engine.variables.DOCKER_CERT_PATH ?? ''
      await using bridge = await bridgeGrpc(engine.socket, engine.host, folder)
      const files = ['ca', 'cert', 'key'].map((name) => `${name === 'ca' ? 'cacert' : name}=${folder}/${name}.pem`)
      const builder = `remote-${engine.host.replaceAll('.', '-')}`
      const create = ['buildx', 'create', `--name=${builder}`, '--driver=remote', `--driver-opt=${files.join()}`]
      // Without Docker's own client there is nothing that could reach the engine in another way.
      const { DOCKER_HOST: _, DOCKER_TLS_VERIFY: __, ...variables } = engine.variables
      await run('docker', [...create, bridge.endpoint], { variables })
      const { exitCode, log, outputs } = await publish(registry, { variables, inputs: { builder } })
      expect(exitCode, log).toBe(0)
      expect(log).toContain(`name=${engine.host}:`)
      expect(log).not.toContain('exporting to files')
      expect((await run(crane, ['digest', `${registry.host}/acme/app:1`])).trim()).toBe(outputs.digest)
    })

    test.runIf(store === 'classic')('is an error if it is named, since it can neither push nor export', async () => {
      await using registry = await startRegistryOn(engine.host, program)
      const { exitCode, log } = await publish(registry, {
        variables: engine.variables,
        inputs: { builder: 'default' },
      })
      expect(exitCode).toBe(1)
      expect(log).toContain(
        "::error::The engine of builder 'default' is not on this machine, and with Docker's classic image store, the engine cannot push to this job or export an image: enable the containerd image store there, or remove the input 'builder' so that a builder is created."
      )
    })

    test('exports the image if the packets to that address are dropped, and says so', async () => {
      await using registry = await startRegistryOn(engine.host, program)
      const { exitCode, log, outputs } = await publish(registry, { variables: engine.oneWay, inputs })
      expect(exitCode, log).toBe(0)
      const address = engine.oneWay.DOCKER_HOST?.replace(/tcp:\/\/(.*):\d+/, '$1') ?? ''
      expect(log.split('\n').filter((line) => line === exported(address))).toHaveLength(1)
      expect((await run(crane, ['digest', `${registry.host}/acme/app:1`])).trim()).toBe(outputs.digest)
    })
  }
)
