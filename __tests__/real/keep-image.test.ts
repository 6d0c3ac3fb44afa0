import { expect, inject, test } from 'vitest'
import { canStartOwn, startEngine } from '../../scripts/machine/engine.ts'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { farAway } from '../support/far-away.ts'
import { startJob } from '../support/job.ts'
import { makeWorkspace } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo made > /made"]
CMD ["/bin/busybox", "cat", "/made"]
`

const attested = { provenance: 'mode=max', platforms: 'linux/amd64,linux/arm64' }

const ownExpected = process.env.CI !== undefined || (await canStartOwn())

test.runIf(ownExpected)("keeps an image of Docker's classic store, which cannot export a layout", async () => {
  await using classic = await startEngine({ progress: () => undefined, store: 'classic' })
  await using workspace = await makeWorkspace({ Dockerfile: dockerfile }, [needTool(tools, 'busybox')])
  await using one = await startRegistry({ program })
  await using job = await startJob(workspace, { from: 'bundle', variables: classic.variables })
  const tags = `${one.host}/acme/kept:1`
  const inputs = { tags, push: 'false', 'keep-image': 'true', load: 'true' }
  const built = await job.step('build', { inputs })
  expect(built.exitCode, built.log).toBe(0)
  expect(await run('docker', ['run', '--rm', '--pull=never', tags], classic)).toBe('made\n')
  const id = (await run('docker', ['image', 'inspect', '--format={{.Id}}', tags], classic)).trim()
  const published = await job.step('publish', { inputs: { tags, source: 'previous' } })
  expect(published.exitCode, published.log).toBe(0)
  expect([built.outputs.imageid, published.outputs.digest]).toEqual([id, built.outputs.digest])
  await run(crane, ['validate', '--remote', tags])
})

test.each([{}, attested])('keeps an image that the builder can only export to files (%o)', async (inputs) => {
  await using far = await farAway(engine.variables)
  const Dockerfile = dockerfile.replace(/^RUN.*$/m, 'COPY made /made')
  await using workspace = await makeWorkspace({ Dockerfile, made: 'made\n' }, [needTool(tools, 'busybox')])
  await using one = await startRegistry({ program })
  await using job = await startJob(workspace, { from: 'bundle', variables: far.variables })
  const tags = `${one.host}/acme/far:1`
  const built = await job.step('build', { inputs: { ...inputs, tags, push: 'false', 'keep-image': 'true' } })
  expect(built.exitCode, built.log).toBe(0)
  expect(built.log).toMatch(/^\[command\].* --output=type=oci,tar=false,/m)
  const published = await job.step('publish', { inputs: { tags, source: 'previous' } })
  expect(published.exitCode, published.log).toBe(0)
  expect((await run(crane, ['digest', tags])).trim()).toBe(built.outputs.digest)
  // The same image, pushed through the sink, has the same digest if nothing in it depends on when it was built.
  if (Object.keys(inputs).length > 0) return
  const direct = await job.step('direct', {
    inputs: { tags: `${one.host}/acme/direct:1` },
    variables: engine.variables,
  })
  expect(direct.outputs.digest).toBe(built.outputs.digest)
})

test.each([
  ['plain', {}, dockerfile],
  ['attested, for two platforms', attested, dockerfile.replace(/^RUN.*$/m, 'COPY made /made')],
])(
  'builds an image once, tests it in Docker, and publishes it to two registries (%s)',
  async (_, inputs, Dockerfile) => {
    await using workspace = await makeWorkspace({ Dockerfile, made: 'made\n' }, [needTool(tools, 'busybox')])
    await using one = await startRegistry({ program })
    await using two = await startRegistry({ program })
    await using job = await startJob(workspace, { from: 'bundle', variables: engine.variables })
    const tags = `${one.host}/acme/kept:1\n${two.host}/acme/other:1`
    const built = await job.step('build', {
      inputs: { ...inputs, tags, push: 'false', 'keep-image': 'true', load: 'true' },
    })
    expect(built.exitCode, built.log).toBe(0)
    const { digest } = built.outputs
    const name = `${one.host}/acme/kept:1`
    expect(await run('docker', ['run', '--rm', '--pull=never', name], engine)).toBe('made\n')
    if (engine.store === 'containerd') {
      expect((await run('docker', ['image', 'inspect', '--format={{.Id}}', name], engine)).trim()).toBe(digest)
    }
    expect([...(await one.requests()), ...(await two.requests())]).toEqual([])

    const published = await job.step('publish', { inputs: { tags, source: `previous:build@${digest}` } })
    expect(published.exitCode, published.log).toBe(0)
    expect(published.outputs.digest).toBe(digest)
    expect(built.log.match(/^\[command\].*build/gm)).toHaveLength(1)
    expect(published.log).not.toMatch(/^\[command\]/m)
    expect(published.log).not.toContain('::warning::')
    for (const image of tags.split('\n')) {
      expect((await run(crane, ['digest', image])).trim()).toBe(digest)
      // skopeo reads every blob and compares its digest.
      await run(skopeo, ['copy', '--all', '--src-tls-verify=false', `docker://${image}`, `dir:${workspace.path}/copy`])
      const raw = ['inspect', '--raw', '--tls-verify=false', `docker://${image}`]
      expect(await run(skopeo, raw)).toBe(await run(crane, ['manifest', image]))
    }
    expect(await job.post()).toBe('')
    expect(await job.left()).toEqual([])
  }
)
