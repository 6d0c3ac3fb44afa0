import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { importBuilderImage } from '../../../scripts/machine/builder-image.ts'
import { type DistantEngine, startDistantEngine } from '../../../scripts/machine/distant-engine.ts'
import type { Store } from '../../../scripts/machine/dockerd.ts'
import { canStartOwn } from '../../../scripts/machine/engine.ts'
import { run } from '../../../scripts/machine/run.ts'
import { needTool } from '../../../scripts/machine/tools.ts'
import { type InsecureRegistry, startRegistryOn } from '../../support/insecure-registry.ts'
import { makeWorkspace, runAction } from '../../support/workspace.ts'

const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')

const exported = (address: string) =>
  `The builder cannot reach this process on ${address}: building again, from its cache, and exporting to files`

interface Options {
  readonly variables: DistantEngine['variables']
  readonly inputs?: Readonly<Record<string, string>>
}

/** Publishes an image of one layer to a registry. */
async function publish(registry: InsecureRegistry, { variables, inputs = {} }: Options) {
  await using workspace = await makeWorkspace({
    Dockerfile: 'FROM scratch\nCOPY greeting /greeting\n',
    greeting: `hello ${Math.random()}`,
  })
  return await runAction(workspace, {
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
