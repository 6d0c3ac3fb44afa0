import { afterAll, beforeAll, expect, test } from 'vitest'
import { Layouts, partFor } from '../support/parts.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'
import { expectPublished, startMatrix } from './matrix.ts'

const [amd, arm] = [partFor('linux/amd64'), partFor('linux/arm64')]
let layouts: Layouts
let workspace: Workspace
beforeAll(async () => {
  layouts = await Layouts.make()
  workspace = await makeWorkspace({ Dockerfile: 'FROM scratch\n' })
})
afterAll(async () => {
  await layouts[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

const runner = { PATH: process.env.PATH, RUNNER_OS: 'Linux' }

test('log, outputs and summary say which part was pushed, what is missing, and what the last job published', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const { one, two, service } = matrix
  const step = async (content: typeof amd, name: string) =>
    await runAction(workspace, {
      inputs: await matrix.inputsFor(content),
      variables: { ...runner, RUNNER_NAME: name, RUNNER_ARCH: 'X64', ...service.job() },
    })
  const first = await step(amd, 'runner-7')
  expect(first.exitCode, first.log).toBe(0)
  expect(first.log).toContain(
    `::notice::linux/amd64 (${amd.root.digest}) is in place, without a tag. Still missing: linux/arm64. The job that pushes the last part publishes the image.`
  )
  expect(first.outputs).toMatchObject({
    digest: '',
    image: '',
    images: '',
    imageid: '',
    metadata: '',
    tags: `${one.host}/o/app:1\n${one.host}/o/app:latest\n${two.host}/p/app:1\n${two.host}/p/app:latest`,
  })
  expect(JSON.parse(first.outputs.result ?? '')).toMatchObject([
    {
      target: `${one.host}/o/app`,
      status: 'part',
      digest: amd.root.digest,
      tags: [],
      part: ['linux/amd64'],
      missing: ['linux/arm64'],
      state: 'waiting',
    },
    { target: `${two.host}/p/app`, status: 'part' },
  ])
  expect(first.summary).toContain('### 🧩 Brought linux/amd64 of')
  expect(first.summary).toContain('<td nowrap>➖ <code>linux/arm64</code></td><td nowrap>missing</td>')
  expect(first.summary).not.toContain('docker pull')
  expect(first.summary).not.toContain('**Image**')

  const last = await step(arm, 'runner<8>')
  expect(last.exitCode, last.log).toBe(0)
  expectPublished(matrix, [amd, arm])
  const digest = one.tags('o/app').latest
  expect(last.outputs).toMatchObject({
    digest,
    image: `${one.host}/o/app@${digest}`,
    images: `${one.host}/o/app@${digest}\n${two.host}/p/app@${digest}`,
  })
  expect(last.log).toContain(`linux/amd64: ${amd.root.digest}, `)
  expect(last.log).toContain('on runner-7 (Linux X64)')
  const sizes = last.summary.match(/^<tr><td nowrap><code>(linux\/\w+)<\/code>.*\d B</gm)
  expect(sizes).toHaveLength(2)
  expect(last.summary).toContain(`docker pull ${one.host}/o/app:1@${digest}`)
  expect(last.summary).toContain('<code>runner&lt;8> · Linux X64</code>')

  service.rerunFailed()
  const again = await step(partFor('linux/arm64', 2), 'runner-9')
  expect(again.exitCode, again.log).toBe(0)
  expect(again.outputs).toMatchObject({ digest, image: `${one.host}/o/app@${digest}` })
  expect(again.log).toContain(
    'The image of this run was published already (attempt 1). Nothing was published by this job.'
  )
  expect(again.log).toContain(`which is not part of it: the image has ${arm.root.digest}`)
})

test.each([
  { at: 'CreateArtifact', name: /-part-/, state: 'finished' },
  { at: 'FinalizeArtifact', name: /-part-/, state: 'finished' },
  { at: 'ListArtifacts', name: /^$/, state: 'finished' },
  { at: 'CreateArtifact', name: /-finish$/, state: 'finished' },
  { at: 'first tag', name: /^$/, state: 'finished' },
  { at: 'PUT block', name: /-finish$/, state: 'finished' },
  { at: 'FinalizeArtifact', name: /-finish$/, state: 'repeated' },
])('a process that is killed after $at $name is completed by its re-run', async ({ at, name: pattern, state }) => {
  await using matrix = await startMatrix(2, {}, layouts)
  const { one, two, service } = matrix
  const variables = { GITHUB_SHA: workspace.sha }
  await matrix.bring(amd, { variables })
  const gone = new AbortController()
  service.hold = async ({ job, method, name, when }) => {
    if (job !== 2 || when !== 'after' || method !== at || !pattern.test(name)) return
    gone.abort()
    await new Promise(() => undefined)
  }
  const isFirstTag = ({ route }: { readonly route: { readonly reference?: string } }) => {
    if (at !== 'first tag' || route.reference?.startsWith('sha256:')) return false
    setTimeout(() => gone.abort(), 500)
    return true
  }
  one.fail({ method: 'PUT', kind: 'manifest', where: isFirstTag }, 'stall after commit', { times: 2 })
  two.fail({ method: 'PUT', kind: 'manifest', where: isFirstTag }, 'stall', { times: 2 })
  const inputs = await matrix.inputsFor(arm)
  const killed = await runAction(workspace, { inputs, variables: { ...runner, ...service.job() }, signal: gone.signal })
  expect([killed.exitCode, gone.signal.aborted]).toEqual([null, true])
  service.rerunFailed()
  const again = await matrix.bring(arm, { variables })
  expect(again.part?.state).toBe(state)
  expectPublished(matrix, [amd, arm])
})

test('a part that is not published leaves no note, and says so', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const inputs = await matrix.inputsFor(amd)
  const fork = {
    pull_request: { head: { repo: { full_name: 'mallory/app' } }, base: { repo: { full_name: 'acme/app' } } },
  }
  const runs = [
    { inputs: { ...inputs, 'dry-run': 'true' } },
    { inputs: { ...inputs, push: 'false' } },
    { inputs, name: 'pull_request', ref: 'refs/pull/3/merge', event: fork },
  ]
  for (const run of runs) {
    const result = await runAction(workspace, { ...run, variables: { ...runner, ...matrix.service.job() } })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.log).toContain('linux/amd64 is not published by this run, so no note is left')
  }
  expect([matrix.service.log, matrix.one.tags('o/app')]).toEqual([[], {}])
})

test.each([
  [{ part: 'linux/amd64' }, "Input 'part': list the platforms of the whole image in 'platforms'"],
  [
    { part: 'linux/s390x', platforms: 'linux/amd64,linux/arm64' },
    "Input 'part': 'linux/s390x' is not one of 'platforms' (linux/amd64, linux/arm64)",
  ],
  [{ part: 'amd', platforms: 'linux/amd64' }, "Input 'part': write platforms as"],
  [{ part: 'linux/amd64', platforms: 'linux/amd64,local' }, "Input 'platforms': write OS/ARCHITECTURE"],
  [
    { outputs: 'type=image,push-by-digest=true,push=true' },
    "'part: linux/amd64', beside the 'platforms' of the whole image",
  ],
])('refuses %o', async (inputs, message) => {
  const result = await runAction(workspace, { inputs, variables: runner })
  expect([result.exitCode, result.log]).toEqual([1, expect.stringContaining(message)])
})

test('a runner without the artifact service is an error before anything is built', async () => {
  await using matrix = await startMatrix(2, {}, layouts)
  const result = await runAction(workspace, { inputs: await matrix.inputsFor(amd), variables: runner })
  expect([result.exitCode, matrix.one.entries]).toEqual([1, []])
  expect(result.log).toContain("cannot find each other's parts in its artifact service: this runner does not set")
})
