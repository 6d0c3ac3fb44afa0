import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const busybox = needTool(inject('tools'), 'busybox')

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo made > /made"]
`

test.runIf(engine.store === 'containerd')(
  'gives one digest for one SOURCE_DATE_EPOCH: built anew, from a build argument, and exported as files',
  async () => {
    await using workspace = await makeWorkspace({ Dockerfile: dockerfile }, [busybox])
    await using registry = await startRegistry({ program })
    const made = 'rewrite-timestamp=true,compression=zstd,compression-level=3,force-compression=true'
    const inputs = {
      tags: `${registry.host}/acme/same:1`,
      'no-cache': 'true',
      outputs: `type=image,push=true,${made}`,
    }
    const epoch = { SOURCE_DATE_EPOCH: '1700000000' }
    const steps = [
      { inputs, epoch },
      { inputs: { ...inputs, 'build-args': 'SOURCE_DATE_EPOCH=1700000000' } },
      { inputs: { ...inputs, push: 'false', outputs: `type=oci,tar=false,dest=layout,${made}` }, epoch },
    ]
    const digests: (string | undefined)[] = []
    for (const step of steps) {
      const variables = { ...engine.variables, ...step.epoch }
      const { exitCode, log, outputs } = await runAction(workspace, { inputs: step.inputs, variables })
      expect(exitCode, log).toBe(0)
      digests.push(outputs.digest)
    }
    expect(digests).toEqual(Array(3).fill(expect.stringMatching(/^sha256:/)))
    expect(new Set(digests).size).toBe(1)
  }
)
