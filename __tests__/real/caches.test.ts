import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { canStartOwn, type Engine, startEngine } from '../../scripts/machine/engine.ts'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import type { StepResult } from '../../scripts/runner.ts'
import { CacheService } from '../support/cache-service.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')

/** Two steps that take their layers from a cache, and one that needs their files. */
const dockerfile = (name: string) => `FROM scratch AS made
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo ${name} > /made"]
FROM scratch
COPY --from=made /made /made
`

async function sample(name: string): Promise<Workspace> {
  return await makeWorkspace({ Dockerfile: dockerfile(name) }, [needTool(tools, 'busybox')])
}

/** Its build cache is emptied while other files are run. */
let engine: Engine
const isAvailable = inject('engine').store === 'containerd' || (await canStartOwn())
beforeAll(async () => {
  if (isAvailable) engine = await startEngine({ progress: () => undefined, store: 'containerd', alone: true })
})
afterAll(async () => engine?.[Symbol.asyncDispose]())

/** Empties the build cache, so that only an imported cache can help. */
async function emptyCache(): Promise<void> {
  await run('docker', ['buildx', 'prune', '--all', '--force'], engine)
}

const warningsIn = ({ log }: StepResult) => [...log.matchAll(/^::warning[^:]*::(.*)$/gm)].map(([, text = '']) => text)
const runStepIn = ({ log }: StepResult) => /^#(\d+) \[made 2\/2\].*/m.exec(log)?.[1]
const isCached = (result: StepResult) => new RegExp(`^#${runStepIn(result)} CACHED$`, 'm').test(result.log)

test.runIf(isAvailable)('uses the gha cache without a step to set it up', async () => {
  await using registry = await startRegistry({ program })
  await using service = await CacheService.start()
  await using workspace = await sample('gha')
  const inputs = {
    tags: `${registry.host}/acme/app:1`,
    'cache-from': 'type=gha,scope=app',
    'cache-to': 'type=gha,scope=app,mode=max',
  }
  const variables = { ...engine.variables, ...service.variables }
  const first = await runAction(workspace, { variables, inputs, from: 'bundle' })
  expect(first.exitCode, first.log).toBe(0)
  expect(isCached(first)).toBe(false)
  expect(service.keys.filter((key) => key.startsWith('index-app-'))).toHaveLength(1)
  await emptyCache()
  const second = await runAction(workspace, { variables, inputs, from: 'bundle' })
  expect([second.exitCode, isCached(second)], second.log).toEqual([0, true])
  expect([warningsIn(first), warningsIn(second), service.objections]).toEqual([[], [], []])
  expect(first.log + second.log).not.toContain(service.token)
})

test.runIf(isAvailable)('publishes the image when the gha cache cannot be read or written', async () => {
  await using registry = await startRegistry({ program })
  await using service = await CacheService.start()
  await using workspace = await sample('down')
  const inputs = { tags: `${registry.host}/acme/app:1`, 'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max' }
  const variables = { ...engine.variables, ...service.variables }
  service.isDown = true
  const down = await runAction(workspace, { variables, inputs })
  expect(down.exitCode, down.log).toBe(0)
  expect(await run(crane, ['digest', inputs.tags])).toContain(down.outputs.digest)
  expect(warningsIn(down)).toEqual([
    expect.stringMatching(/^Cache type=gha could not be read and was not used: .*the service is down/),
    expect.stringMatching(
      /^Cache type=gha could not be written: .*the service is down.* The image is not affected\. To make this an error, add 'ignore-error=false' to 'cache-to'\.$/
    ),
  ])
  expect(down.log).not.toContain(service.token)
})

test.runIf(isAvailable)('uses a registry cache, and builds without it once its layers are gone', async () => {
  await using registry = await startRegistry({ program })
  await using workspace = await sample('registry')
  const cache = `${registry.host}/acme/cache:main`
  const inputs = {
    tags: `${registry.host}/acme/app:1`,
    'cache-from': cache,
    'cache-to': `type=registry,ref=${cache},mode=max`,
  }
  const first = await runAction(workspace, { variables: engine.variables, inputs })
  expect([first.exitCode, isCached(first), warningsIn(first)], first.log).toEqual([0, false, []])
  await emptyCache()
  const second = await runAction(workspace, { variables: engine.variables, inputs })
  expect([second.exitCode, isCached(second), warningsIn(second)], second.log).toEqual([0, true, []])
  await emptyCache()
  const { layers } = JSON.parse(await run(crane, ['manifest', cache]))
  for (const { digest } of layers) await removeBlob(registry.root, digest)
  await workspace.write('Dockerfile', `${dockerfile('registry')}COPY --from=made /bin/busybox /busybox\n`)
  const third = await runAction(workspace, { variables: engine.variables, inputs: { ...inputs, 'cache-to': '' } })
  expect(third.exitCode, third.log).toBe(0)
  expect(warningsIn(third)).toEqual([
    expect.stringMatching(
      /^A layer could not be fetched, perhaps from a cache of 'cache-from', so the image is built again without these: .*not found\.$/
    ),
  ])
})

async function removeBlob(root: string, digest: string): Promise<void> {
  const [, hex = ''] = digest.split(':')
  const storage = join(root, 'docker/registry/v2')
  await rm(join(storage, 'blobs/sha256', hex.slice(0, 2), hex, 'data'))
  await rm(join(storage, 'repositories/acme/cache/_layers/sha256', hex), { recursive: true })
}
