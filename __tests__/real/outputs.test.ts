import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import type { Store } from '../../scripts/machine/dockerd.ts'
import { canStartOwn, startEngine } from '../../scripts/machine/engine.ts'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { farAway } from '../support/far-away.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
COPY greeting /greeting
CMD ["/bin/busybox", "cat", "/greeting"]
`

async function sample(greeting = 'hello\n'): Promise<Workspace> {
  return await makeWorkspace({ Dockerfile: dockerfile, greeting }, [needTool(tools, 'busybox')])
}

// A developer's engine has only one of the stores; if the other must be tested, not having it is a failure.
const ownExpected = process.env.CI !== undefined || (await canStartOwn())

test.runIf(ownExpected).for<Store>(['containerd', 'classic'])(
  'runs an image by tag that is published and loaded, with the %s store',
  async (store) => {
    await using own = await startEngine({ progress: () => undefined, store })
    await using workspace = await sample()
    await using registry = await startRegistry({ program })
    const tag = `${registry.host}/acme/app:1`
    const inputs = { tags: `${tag}\n${registry.host}/acme/app:test`, load: 'true' }
    const { exitCode, log, outputs } = await runAction(workspace, { variables: own.variables, inputs })
    expect(exitCode, log).toBe(0)
    for (const name of [tag, `${registry.host}/acme/app:test`]) {
      // The image is local: nothing is pulled.
      expect(await run('docker', ['run', '--rm', '--pull=never', name], own)).toBe('hello\n')
    }
    expect((await run(crane, ['digest', tag])).trim()).toBe(outputs.digest)
    const said =
      /The builder produced application\/vnd\.docker\.distribution\.manifest\.v2\+json, which some registries refuse, instead of the OCI media type/
    const { mediaType } = JSON.parse(await run(crane, ['manifest', tag]))
    expect([mediaType, said.test(log)]).toEqual(
      store === 'classic'
        ? ['application/vnd.docker.distribution.manifest.v2+json', true]
        : ['application/vnd.oci.image.manifest.v1+json', false]
    )
  }
)

test("supports Docker's recipe to test before the push: a loaded image runs by its tag", async () => {
  await using workspace = await sample('tested\n')
  const inputs = { tags: 'acme/only-loaded:test', load: 'true', push: 'false' }
  const { exitCode, log } = await runAction(workspace, { variables: engine.variables, inputs })
  expect(exitCode, log).toBe(0)
  expect(await run('docker', ['run', '--rm', '--pull=never', 'acme/only-loaded:test'], engine)).toBe('tested\n')
})

test.runIf(engine.store === 'containerd')(
  'builds the same digest from a commit through the sink, as files, and loaded',
  async () => {
    await using workspace = await sample('one digest\n')
    await using registry = await startRegistry({ program })
    await using far = await farAway(engine.variables)
    const inputs = { tags: `${registry.host}/acme/one:1`, load: 'true' }
    const through = await runAction(workspace, { variables: engine.variables, inputs })
    expect(through.exitCode, through.log).toBe(0)
    const loaded = await run('docker', ['image', 'inspect', '--format={{.Id}}', inputs.tags], engine)
    await run('docker', ['image', 'rm', inputs.tags], engine)
    // Another exporter of the same build must not write its own description into the layout.
    const outputs = 'type=image\ntype=docker,dest=one.tar'
    const files = await runAction(workspace, { variables: far.variables, inputs: { ...inputs, outputs } })
    expect(files.exitCode, files.log).toBe(0)
    expect(files.log).toContain('The image is exported to files: the builder runs on engine-alias.invalid')
    expect([files.outputs.digest, loaded.trim()]).toEqual([through.outputs.digest, through.outputs.digest])
    const again = await run('docker', ['image', 'inspect', '--format={{.Id}}', inputs.tags], engine)
    expect(again.trim()).toBe(through.outputs.digest)
    const tar = await run('tar', ['-xOf', join(workspace.path, 'one.tar'), 'index.json'])
    expect(JSON.parse(tar).manifests[0].digest).toBe(through.outputs.digest)
  }
)

test.runIf(engine.store === 'containerd')('exports an archive with names that can be loaded', async () => {
  await using workspace = await sample('from an archive\n')
  const tags = 'acme/archived:1\nghcr.io/acme/archived:2'
  const inputs = { tags, push: 'false', outputs: 'type=docker,dest=app.tar' }
  const { exitCode, log } = await runAction(workspace, { variables: engine.variables, inputs })
  expect(exitCode, log).toBe(0)
  const archive = join(workspace.path, 'app.tar')
  const [{ RepoTags }] = JSON.parse(await run('tar', ['-xOf', archive, 'manifest.json']))
  expect(RepoTags).toEqual(['acme/archived:1', 'ghcr.io/acme/archived:2'])
  await run('docker', ['load', '--input', archive], engine)
  const told = await run('docker', ['run', '--rm', '--pull=never', 'ghcr.io/acme/archived:2'], engine)
  expect(told).toBe('from an archive\n')
})

test.runIf(engine.store === 'containerd')(
  'writes the published names as subjects of attestations that were exported as files',
  async () => {
    await using workspace = await sample('attested\n')
    await using registry = await startRegistry({ program })
    await using far = await farAway(engine.variables)
    const image = `${registry.host}/acme/attested`
    const inputs = { tags: `${image}:1\n${image}:2`, provenance: 'mode=max', load: 'true' }
    const { exitCode, log } = await runAction(workspace, { variables: far.variables, inputs })
    expect(exitCode, log).toBe(0)
    expect(log).not.toMatch(/::warning/)
    const index = JSON.parse(await run(crane, ['manifest', `${image}:1`]))
    const attestation = JSON.parse(await run(crane, ['manifest', `${image}@${index.manifests[1].digest}`]))
    const statement = JSON.parse(await run(crane, ['blob', `${image}@${attestation.layers[0].digest}`]))
    const [, sha256] = index.manifests[0].digest.split(':')
    expect(statement.subject).toEqual(
      ['1', '2'].map((tag) => ({ name: `pkg:docker/${image}@${tag}?platform=linux%2Famd64`, digest: { sha256 } }))
    )
  }
)

test.runIf(engine.store === 'containerd')(
  'uses the options of an output that pushes for the published image, and does not let the builder push',
  async () => {
    await using workspace = await sample('compressed\n')
    await using registry = await startRegistry({ program })
    const image = `${registry.host}/acme/zstd`
    const outputs = `type=image,name=${image}:1,push=true,compression=zstd,force-compression=true,annotation.made=so`
    const { exitCode, log } = await runAction(workspace, { variables: engine.variables, inputs: { outputs } })
    expect(exitCode, log).toBe(0)
    const { layers, annotations } = JSON.parse(await run(crane, ['manifest', `${image}:1`]))
    expect(new Set(layers.map(({ mediaType }: { mediaType: string }) => mediaType))).toEqual(
      new Set(['application/vnd.oci.image.layer.v1.tar+zstd'])
    )
    expect(annotations).toEqual({ made: 'so' })
    expect(log).not.toContain(`pushing manifest for ${image}`)
  }
)
