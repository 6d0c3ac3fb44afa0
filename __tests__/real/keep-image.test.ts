import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
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
