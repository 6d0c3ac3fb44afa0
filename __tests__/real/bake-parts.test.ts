import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { ArtifactService } from '../support/artifacts/service.ts'
import { runResult } from '../support/result/run-result.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const crane = needTool(inject('tools'), 'crane')
const platforms = ['linux/amd64', 'linux/arm64']

/** `api` names no platforms, `web` has both and annotations, `tools` is for one; they have a base in common. */
const definition = `
variable "REGISTRIES" { default = "" }
function "names" {
  params = [image]
  result = [for host in split(",", REGISTRIES) : "\${host}/acme/\${image}:1"]
}
group "default" { targets = ["api", "web", "tools"] }
target "base" { dockerfile = "base.Dockerfile" }
target "api" {
  contexts = { base = "target:base" }
  tags = names("api")
}
target "web" {
  inherits = ["api"]
  platforms = ["linux/amd64", "linux/arm64"]
  annotations = ["index,manifest:org.example.a=1", "manifest[linux/arm64]:org.example.b=2"]
  attest = ["type=provenance,mode=min"]
  tags = names("web")
}
target "tools" {
  context = "tools"
  platforms = ["linux/amd64"]
  tags = names("tools")
}
`

interface Manifest {
  readonly manifests: readonly {
    readonly digest: string
    readonly platform: { readonly architecture: string }
    readonly annotations?: Readonly<Record<string, string>>
  }[]
  readonly layers: readonly { readonly digest: string }[]
  readonly annotations?: Readonly<Record<string, string>>
}

async function start() {
  await using stack = new AsyncDisposableStack()
  const workspace = stack.use(
    await makeWorkspace({
      'docker-bake.hcl': definition,
      'base.Dockerfile': 'FROM scratch\nARG TARGETARCH\nCOPY base-$TARGETARCH /base\n',
      Dockerfile: 'FROM base\nCOPY greeting /\n',
      ...{ 'base-amd64': 'amd64', 'base-arm64': 'arm64', greeting: 'hello' },
      ...{ 'tools/Dockerfile': 'FROM scratch\nCOPY tool /\n', 'tools/tool': 'a tool' },
    })
  )
  const one = stack.use(await startRegistry({ program }))
  const two = stack.use(await startRegistry({ program }))
  const service = stack.use(await ArtifactService.start())
  const owned = stack.move()
  const step = async (inputs: Readonly<Record<string, string>>) =>
    await runAction(workspace, {
      from: 'bundle',
      inputs: {
        'bake-files': 'docker-bake.hcl',
        platforms: platforms.join(),
        vars: `REGISTRIES=${one.host},${two.host}`,
        ...inputs,
      },
      variables: { ...engine.variables, RUNNER_OS: 'Linux', ...service.job() },
    })
  const manifest = async (name: string): Promise<Manifest> =>
    JSON.parse(await run(crane, ['manifest', `${one.host}/acme/${name}:1`]))
  return { one, two, step, service, manifest, [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() }
}

const tagPut = /^\/v2\/[^:]*\/manifests\/1$/

test('two processes bake three images for two platforms at once, and one of them publishes all of them', async () => {
  await using place = await start()
  const { one, two, step, service, manifest } = place
  const results = await Promise.all(platforms.map((part) => step({ part })))
  for (const { exitCode, log } of results) expect(exitCode, log).toBe(0)
  const published = results.filter(({ outputs }) => outputs.images !== '')
  expect(published).toHaveLength(1)
  const [{ outputs, log } = { outputs: {} as Record<string, string>, log: '' }] = published
  expect(log).toContain('All parts are in place: this job publishes the images for linux/amd64, linux/arm64')
  for (const registry of [one, two]) {
    // crane takes attestations for broken layers.
    for (const name of ['api', 'tools']) await run(crane, ['validate', '--remote', `${registry.host}/acme/${name}:1`])
    const tags = (await registry.requests()).filter(({ method, path }) => method === 'PUT' && tagPut.test(path))
    expect(tags).toHaveLength(3)
  }
  const api = await manifest('api')
  expect(api.manifests.map(({ platform }) => platform.architecture)).toEqual(['amd64', 'arm64'])
  // The target that others are built on is built for the platforms of each job.
  const bases = await Promise.all(
    api.manifests.map(async ({ digest }) => {
      const { layers } = JSON.parse(await run(crane, ['manifest', `${one.host}/acme/api@${digest}`])) as Manifest
      return layers[0]?.digest
    })
  )
  expect(new Set(bases).size).toBe(2)
  const web = await manifest('web')
  expect(web.manifests.map(({ platform }) => platform.architecture)).toEqual(['amd64', 'arm64', 'unknown', 'unknown'])
  expect(web.annotations).toEqual({ 'org.example.a': '1' })
  expect((await manifest('tools')).layers).toHaveLength(1)
  expect(outputs.digest).toBe('')
  const digest = (await run(crane, ['digest', `${two.host}/acme/web:1`])).trim()
  const metadata = JSON.parse(outputs.metadata ?? '')
  expect(metadata.web).toMatchObject({
    'containerimage.digest': digest,
    'image.name': `${one.host}/acme/web:1,${two.host}/acme/web:1`,
  })

  // A later job has the image that it names, and a re-run publishes nothing.
  const later = await runResult(service.job(), { images: `${two.host}/acme/web` }, 'bundle')
  expect(later.outputs).toMatchObject({ complete: 'true', digest, image: `${two.host}/acme/web@${digest}` })
  service.rerunFailed()
  const again = await step({ part: 'linux/amd64' })
  expect(again.exitCode, again.log).toBe(0)
  expect(again.log).toContain('The images of this run were published already (attempt 1)')

  // One job for all platforms makes the same images, but for the time in the provenance.
  const whole = await step({ set: '*.platform=linux/amd64,linux/arm64', platforms: '' })
  expect(whole.exitCode, whole.log).toBe(0)
  expect((await manifest('api')).manifests).toEqual(api.manifests)
})

test('jobs that bake different targets are told so, and a platform that no target has is an error at once', async () => {
  await using place = await start()
  const { one, step, service } = place
  const meeting = 'registry'
  const first = await step({ part: 'linux/arm64', meeting })
  expect(first.exitCode, first.log).toBe(0)
  expect(first.log).toContain('linux/arm64 of api, web is in place, without a tag. Still missing: linux/amd64.')
  expect(first.outputs.result).toContain('"status":"part"')
  const set = 'web.tags=REGISTRY/acme/other:1'.replace('REGISTRY', one.host)
  const other = await step({ part: 'linux/amd64', meeting, set })
  expect(other.exitCode).toBe(1)
  expect(other.log).toContain(
    `::error::Input 'part': this job, for linux/amd64, and the job for linux/arm64 build different releases: web as ${one.host}/acme/other:1 here, and`
  )
  for (const name of ['api', 'web']) {
    await expect(run(crane, ['digest', `${one.host}/acme/${name}:1`])).rejects.toThrow()
  }
  service.rerunFailed()
  const idle = await step({
    part: 'linux/amd64',
    platforms: 'linux/amd64,linux/arm64,linux/s390x',
    set: 'api.platform=linux/amd64',
  })
  expect(idle.log).toContain("::error::Input 'platforms': no published target of the definition is for linux/s390x")
  const stranger = await step({ part: 'linux/amd64', platforms: 'linux/amd64' })
  expect(stranger.log).toContain("::error::Input 'platforms': target 'web' is also for linux/arm64")
})
