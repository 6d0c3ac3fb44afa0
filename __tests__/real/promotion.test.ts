import { expect, inject, test } from 'vitest'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeWorkspace, runAction, type Workspace } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')
const htpasswd = { username: 'ann', password: 's3cret-of-ann' }

async function sample(): Promise<Workspace> {
  const Dockerfile = 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH large /\n'
  return await makeWorkspace({ Dockerfile, amd64: 'a', arm64: 'b', large: 'large '.repeat(100_000) })
}

/** Builds an image for two platforms, with provenance, and returns its digest. */
async function build(workspace: Workspace, name: string, inputs: Readonly<Record<string, string>> = {}) {
  const { exitCode, log, outputs } = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: `${name}:rc`, platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max', ...inputs },
  })
  expect(exitCode, log).toBe(0)
  return outputs.digest ?? ''
}

/** Promotes an image with the bundle. */
async function promote(workspace: Workspace, inputs: Readonly<Record<string, string>>) {
  const result = await runAction(workspace, { from: 'bundle', variables: engine.variables, inputs })
  expect(result.exitCode, result.log).toBe(0)
  expect(result.log).not.toContain(htpasswd.password)
  return result
}

/** The manifests of an index as crane reads them: the platforms, and their attestations. */
async function childrenOf(reference: string): Promise<readonly string[]> {
  const { manifests } = JSON.parse(await run(crane, ['manifest', reference])) as {
    manifests: { digest: string; platform: { os: string; architecture: string } }[]
  }
  return manifests.map(({ digest, platform: { os, architecture } }) => `${os}/${architecture} ${digest}`)
}

function authFor({ host, files }: RunningRegistry): string {
  const { username, password } = htpasswd
  return `- registry: ${host}\n  username: ${username}\n  password: ${password}\n  ca: ${files?.authority}\n`
}

test('promotes an image from a registry with a login to one of another kind, and on to a third', async () => {
  await using workspace = await sample()
  await using guarded = await startRegistry({ program, tls: true, htpasswd })
  await using strict = await startTestRegistry()
  await using plain = await startRegistry({ program })
  const auth = { 'registry-auth': authFor(guarded) }
  const digest = await build(workspace, `${guarded.host}/acme/app`, auth)

  const there = await promote(workspace, {
    source: `docker://${guarded.host}/acme/app:rc`,
    tags: `${strict.host}/acme/app:1.0.0`,
    ...auth,
  })
  expect(there.outputs.digest).toBe(digest)
  expect([strict.tags('acme/app'), strict.unexpected]).toEqual([{ '1.0.0': digest }, []])

  const back = await promote(workspace, {
    source: `docker://${strict.host}/acme/app@${digest}`,
    tags: `${plain.host}/acme/app:1.0.0\n${plain.host}/acme/app:latest`,
  })
  expect(back.outputs.digest).toBe(digest)
  for (const tag of ['1.0.0', 'latest']) {
    expect((await run(crane, ['digest', `${plain.host}/acme/app:${tag}`])).trim()).toBe(digest)
  }
  const children = await childrenOf(`${plain.host}/acme/app:1.0.0`)
  expect(children.map((child) => child.split(' ')[0])).toEqual([
    'linux/amd64',
    'linux/arm64',
    'unknown/unknown',
    'unknown/unknown',
  ])
  // skopeo reads every layer and every attestation, and compares its digest.
  const copy = ['copy', '--all', '--src-tls-verify=false', `docker://${plain.host}/acme/app:latest`]
  await run(skopeo, [...copy, `oci:${workspace.path}/copy:latest`])
})

test('sends no byte of a blob within one registry, and only writes a tag within one repository', async () => {
  await using workspace = await sample()
  await using registry = await startRegistry({ program })
  const digest = await build(workspace, `${registry.host}/acme/app`)
  const before = await childrenOf(`${registry.host}/acme/app:rc`)

  await registry.clear()
  const source = `docker://${registry.host}/acme/app:rc`
  const { outputs, log } = await promote(workspace, { source, tags: `${registry.host}/acme/shop:1.0.0` })
  expect(outputs.digest).toBe(digest)
  expect(log).toMatch(/acme\/shop: \d+ mounted/)
  const mounts = (await registry.requests()).filter(({ path }) => path.includes('/blobs/'))
  expect(mounts.length).toBeGreaterThan(0)
  for (const { method, path, status } of mounts) {
    expect([method, status]).toEqual(['POST', 201])
    expect(path).toContain('from=acme%2Fapp')
  }
  expect((await run(crane, ['digest', `${registry.host}/acme/shop:1.0.0`])).trim()).toBe(digest)
  expect(await childrenOf(`${registry.host}/acme/shop:1.0.0`)).toEqual(before)

  await registry.clear()
  await promote(workspace, { source, tags: `${registry.host}/acme/app:1.0.0` })
  const requests = await registry.requests()
  expect(requests.filter(({ path }) => path.includes('/blobs/'))).toEqual([])
  expect(requests.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual([
    '/v2/acme/app/manifests/1.0.0',
  ])
  expect((await run(crane, ['digest', `${registry.host}/acme/app:1.0.0`])).trim()).toBe(digest)
})
