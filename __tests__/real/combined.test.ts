import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')

interface Index {
  readonly mediaType: string
  readonly manifests: readonly { readonly digest: string; readonly platform: object }[]
}

test('makes one index of three images in two registries, as other clients read it, and selects from it', async () => {
  await using workspace = await makeWorkspace({
    Dockerfile: 'FROM scratch\nARG TARGETPLATFORM\nCOPY base /base\nCOPY $TARGETPLATFORM /platform\n',
    base: 'base',
    'linux/amd64': 'amd64',
    'linux/arm/v6': 'v6',
    'linux/arm/v7': 'v7',
  })
  await using one = await startRegistry({ program })
  await using two = await startRegistry({ program })
  const publish = async (inputs: Readonly<Record<string, string>>) => {
    const result = await runAction(workspace, { from: 'bundle', variables: engine.variables, inputs })
    expect(result.exitCode, result.log).toBe(0)
    return result.outputs
  }
  const parts = [
    { platform: 'linux/amd64', name: `${one.host}/acme/parts:amd64` },
    { platform: 'linux/arm/v6', name: `${one.host}/acme/parts:v6` },
    { platform: 'linux/arm/v7', name: `${two.host}/acme/other:v7` },
  ]
  const digests: string[] = []
  for (const { platform, name } of parts) {
    digests.push((await publish({ platforms: platform, tags: name })).digest ?? '')
  }

  const source = parts.map(({ name }) => `docker://${name}`).join('\n')
  const { digest, result } = await publish({ source, tags: `${one.host}/acme/app:1\n${two.host}/acme/app:1` })
  const [first] = JSON.parse(result ?? '')
  // Only what the second registry has: its configuration and one layer.
  expect([first.mounted.blobs, first.uploaded.blobs]).toEqual([5, 2])
  for (const image of [`${one.host}/acme/app:1`, `${two.host}/acme/app:1`]) {
    const text = await run(crane, ['manifest', image])
    const { mediaType, manifests } = JSON.parse(text) as Index
    expect([mediaType, (await run(crane, ['digest', image])).trim()]).toEqual([
      'application/vnd.oci.image.index.v1+json',
      digest,
    ])
    expect(manifests.map((each) => each.digest)).toEqual(digests)
    expect(manifests.map(({ platform }) => platform)).toEqual([
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm', os: 'linux', variant: 'v6' },
      { architecture: 'arm', os: 'linux', variant: 'v7' },
    ])
    await run(crane, ['validate', '--remote', image])
    const raw = ['inspect', '--raw', '--tls-verify=false', `docker://${image}`]
    expect(await run(skopeo, raw)).toBe(text)
    const copied = `oci:${workspace.path}/.git/copy`
    await run(skopeo, ['copy', '--all', '--src-tls-verify=false', `docker://${image}`, copied])
    for (const [index, { platform }] of parts.entries()) {
      expect((await run(crane, ['digest', `--platform=${platform}`, image])).trim()).toBe(digests[index])
    }
  }

  const imagetools = ['buildx', 'imagetools', 'create', '--dry-run', ...parts.map(({ name }) => name)]
  // Byte for byte, but for the line break that it prints.
  expect(await run('docker', imagetools, engine)).toBe(`${await run(crane, ['manifest', `${one.host}/acme/app:1`])}\n`)

  const selected = await publish({
    source: `docker://${two.host}/acme/app@${digest}`,
    platforms: 'linux/arm/v6',
    tags: `${two.host}/acme/app:v6`,
  })
  expect(selected.digest).toBe(digests[1])
  const rest = await publish({
    source: `docker://${two.host}/acme/app:1`,
    platforms: 'linux/arm/v6\nlinux/amd64',
    tags: `${two.host}/acme/app:two`,
  })
  const { manifests } = JSON.parse(await run(crane, ['manifest', `${two.host}/acme/app:two`])) as Index
  expect([rest.digest === digest, manifests.map((each) => each.digest)]).toEqual([false, digests.slice(0, 2)])
})
