import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const busybox = needTool(inject('tools'), 'busybox')

/** A base image with a shell, and an application on it for two platforms, one of which can run. */
const base = 'FROM scratch\nCOPY busybox /bin/sh\n'
const onBase = (host: string) => `FROM ${host}/acme/base:1
ARG TOKEN
RUN echo made > /made
COPY greeting /greeting
`

test('shows what grew since the previous image, by which instruction, and the base image with its digest', async () => {
  await using registry = await startRegistry({ program })
  const publish = async (files: Record<string, string>, inputs: Record<string, string>) => {
    await using workspace = await makeWorkspace(files, [busybox])
    const done = await runAction(workspace, { from: 'bundle', variables: engine.variables, inputs })
    expect(done.exitCode, done.log).toBe(0)
    return done
  }
  const { digest } = (await publish({ Dockerfile: base }, { tags: `${registry.host}/acme/base:1` })).outputs
  const Dockerfile = onBase(registry.host)
  const inputs = {
    images: `${registry.host}/acme/app`,
    tags: 'type=raw,value=v1.2.3',
    'build-args': 'TOKEN=only-an-argument',
  }
  const first = await publish({ Dockerfile, greeting: 'hello' }, inputs)
  expect(first.summary).toContain('\n**Image**\n')
  expect(first.summary).toContain('<code>RUN echo made > /made</code>')
  expect(first.summary).toContain(`**Base image:** \`${registry.host}/acme/base:1@${digest}\``)
  expect(first.log).toMatch(/^linux\/(?:amd|arm)64: [\d.]+ MB$/m)

  await registry.clear()
  const greeting = Array.from({ length: 40_000 }, (_, line) => line * 7919).join('\n')
  const { summary, log, outputs } = await publish({ Dockerfile, greeting }, inputs)
  const previous = `${registry.host}/acme/app@${first.outputs.digest}`
  expect(summary).toContain(`**Image**, compared with the previous \`v1.2.3\`: \`${previous}\``)
  expect(summary).toMatch(/<code>linux\/\w+<\/code><\/td>.*\+1\d\d kB \(\+\d+ %\).*1 of 3 changed/)
  expect(summary).toMatch(/<li>\+1\d\d kB: <code>COPY greeting \/greeting<\/code> \(changed\)<\/li>/)
  expect(summary).toMatch(/✏️.*>1\d\d kB<.*▓.*COPY greeting/)
  expect(summary).toMatch(/>\d+ B<.*RUN echo made/)
  expect(summary).not.toContain('only-an-argument')
  expect(log).toMatch(/^linux\/\w+: [\d.]+ MB \(\+1\d\d kB since the previous 'v1\.2\.3'\)$/m)
  const [{ sizes }] = JSON.parse(outputs.result ?? '')
  expect(sizes).toEqual([
    { platform: expect.stringMatching('linux/'), size: expect.any(Number), before: expect.any(Number) },
  ])
  expect(sizes[0].size - sizes[0].before).toBeGreaterThan(100_000)
  // No configuration, and no layer, was read for that.
  const read = (await registry.requests()).filter(
    ({ method, path }) => method === 'GET' && path.includes('/acme/app/blobs/')
  )
  expect(read).toEqual([])
})
