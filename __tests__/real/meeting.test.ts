import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { Layouts, partFor, platformIn } from '../support/parts.ts'
import { runResult } from '../support/result/run-result.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')
const parts = [partFor('linux/amd64'), partFor('linux/arm64')]
const variables = { PATH: process.env.PATH, GITHUB_RUN_ID: '1658821493', GITHUB_RUN_ATTEMPT: '1' }

test('jobs without an artifact service meet in a registry, and a later job gets their outputs', async () => {
  await using registry = await startRegistry({ program })
  await using layouts = await Layouts.make()
  await using workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
  const name = `${registry.host}/acme/shop`
  const step = async (part: (typeof parts)[number]) =>
    await runAction(workspace, {
      from: 'bundle',
      inputs: {
        images: name,
        tags: 'type=raw,value=1.4.2',
        platforms: 'linux/amd64,linux/arm64',
        part: platformIn(part),
        meeting: 'registry',
        source: `oci-layout:${await layouts.of(part)}`,
      },
      variables,
    })
  const ask = () => runResult(variables, { meeting: 'registry', images: name }, 'bundle')
  const tags = async () => (await run(crane, ['ls', name])).trim().split('\n').toSorted()

  const [amd, arm] = parts as [(typeof parts)[number], (typeof parts)[number]]
  const first = await step(amd)
  expect(first.exitCode, first.log).toBe(0)
  expect(await tags()).toEqual([expect.stringMatching(/^manifold-run-1658821493-[0-9a-f]{12}-1-linux-amd64$/)])
  const early = await ask()
  expect([early.exitCode, early.outputs.missing], early.log).toEqual([1, 'linux/arm64'])

  const last = await step(arm)
  expect(last.exitCode, last.log).toBe(0)
  expect(await tags()).toEqual(['1.4.2', expect.stringMatching(/^manifold-run-1658821493-[0-9a-f]{12}-1-finish$/)])
  await run(crane, ['validate', '--remote', `${name}:1.4.2`])
  const late = await ask()
  expect(late.exitCode, late.log).toBe(0)
  expect(late.outputs.image).toBe(`${name}@${(await run(crane, ['digest', `${name}:1.4.2`])).trim()}`)
})
