import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { ArtifactService } from '../support/artifacts/service.ts'
import { startJob } from '../support/job.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')
const platforms = ['linux/amd64', 'linux/arm64']

interface Index {
  readonly manifests: readonly {
    readonly digest: string
    readonly platform: { readonly architecture: string }
    readonly annotations?: Readonly<Record<string, string>>
  }[]
}

async function start() {
  await using stack = new AsyncDisposableStack()
  const workspace = stack.use(
    await makeWorkspace({
      Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY hello-$TARGETARCH /hello\n',
      'hello-amd64': 'amd64',
      'hello-arm64': 'arm64',
    })
  )
  const one = stack.use(await startRegistry({ program }))
  const two = stack.use(await startRegistry({ program }))
  const service = stack.use(await ArtifactService.start())
  const owned = stack.move()
  const step = async (inputs: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = {}) =>
    await runAction(workspace, {
      from: 'bundle',
      inputs: {
        images: `${one.host}/acme/shop\n${two.host}/acme/shop`,
        tags: 'type=raw,value=1.4.2\ntype=raw,value=latest',
        platforms: platforms.join(),
        ...inputs,
      },
      variables: { ...engine.variables, RUNNER_OS: 'Linux', ...variables, ...service.job() },
    })
  return { one, two, step, service, workspace, [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() }
}

test('two processes push two platforms at once, and the index is that of one build of both', async () => {
  await using place = await start()
  const { one, two, step } = place
  const results = await Promise.all(
    platforms.map((part, place) => step({ part }, { RUNNER_NAME: `runner-${place + 1}`, RUNNER_ARCH: 'X64' }))
  )
  for (const { exitCode, log } of results) expect(exitCode, log).toBe(0)
  const digests = results.map(({ outputs }) => outputs.digest ?? '').filter(Boolean)
  expect(digests).toHaveLength(1)
  for (const image of [one, two].flatMap(({ host }) => ['1.4.2', 'latest'].map((tag) => `${host}/acme/shop:${tag}`))) {
    expect((await run(crane, ['digest', image])).trim()).toBe(digests[0])
    await run(crane, ['validate', '--remote', image])
  }
  const last = results.find(({ outputs }) => outputs.digest !== '')
  expect(last?.summary).toContain('runner-1')
  expect(last?.summary).toContain('runner-2')

  // All platforms in one job: the same bytes, so nothing is written.
  const whole = await step({})
  expect(whole.exitCode, whole.log).toBe(0)
  expect(whole.outputs.digest).toBe(digests[0])
})

test('annotations at every level give the index that one build of all platforms gives', async () => {
  await using place = await start()
  const annotations =
    'org.example.a=1\nindex:org.example.b=2\nmanifest-descriptor:org.example.c=3\nmanifest[linux/arm64]:org.example.d=4'
  const digests: string[] = []
  for (const inputs of [
    ...platforms.map((part) => ({ part, annotations })),
    { annotations, images: `${place.one.host}/acme/whole` },
  ]) {
    const { exitCode, log, outputs } = await place.step(inputs)
    expect(exitCode, log).toBe(0)
    expect(log).not.toContain('::warning')
    digests.push(outputs.digest ?? '')
  }
  const text = async (name: string) => await run(crane, ['manifest', `${place.one.host}/acme/${name}:latest`])
  expect(await text('shop')).toBe(await text('whole'))
  expect(digests).toEqual(['', digests[2], digests[2]])
})

test('attestations of each part are kept, and name the published images', async () => {
  await using place = await start()
  const { one, step } = place
  for (const part of platforms) {
    const { exitCode, log } = await step({ part, provenance: 'mode=min' })
    expect(exitCode, log).toBe(0)
  }
  const { manifests } = JSON.parse(await run(crane, ['manifest', `${one.host}/acme/shop:latest`])) as Index
  const [amd, arm, ...attestations] = manifests
  expect([amd, arm].map((each) => each?.platform.architecture)).toEqual(['amd64', 'arm64'])
  const about = attestations.map(({ annotations }) => annotations?.['vnd.docker.reference.digest'])
  expect(about).toEqual([amd?.digest, arm?.digest])
  for (const [place, { digest }] of attestations.entries()) {
    const { architecture } = [amd, arm][place]?.platform ?? {}
    const manifest = JSON.parse(await run(crane, ['manifest', `${one.host}/acme/shop@${digest}`])) as {
      layers: { digest: string }[]
    }
    const statement = await run(crane, ['blob', `${one.host}/acme/shop@${manifest.layers[0]?.digest}`])
    expect(statement).toContain(`pkg:docker/${one.host}/acme/shop@1.4.2?platform=linux%2F${architecture}`)
  }
})

test('each job tests its part before it publishes the same bytes', async () => {
  await using place = await start()
  const { one, workspace, service } = place
  const shared = { images: `${one.host}/acme/tested`, platforms: platforms.join() }
  const kept: string[] = []
  let digest = ''
  for (const part of platforms) {
    const variables = { ...engine.variables, ...service.job() }
    await using job = await startJob(workspace, { from: 'bundle', variables })
    const built = await job.step('build', { inputs: { ...shared, part, push: 'false', 'keep-image': 'true' } })
    expect(built.exitCode, built.log).toBe(0)
    kept.push(built.outputs.digest ?? '')
    const published = await job.step('publish', { inputs: { ...shared, part, source: 'previous' } })
    expect(published.exitCode, published.log).toBe(0)
    digest = published.outputs.digest ?? ''
  }
  const { manifests } = JSON.parse(await run(crane, ['manifest', `${one.host}/acme/tested@${digest}`])) as Index
  expect(manifests.map((each) => each.digest)).toEqual(kept)
})
