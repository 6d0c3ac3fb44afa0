import { expect, inject, test } from 'vitest'
import { startEngine } from '../../scripts/machine/engine.ts'
import { type RunningRegistry, startRegistry } from '../../scripts/machine/registry.ts'
import { run } from '../../scripts/machine/run.ts'
import { needTool } from '../../scripts/machine/tools.ts'
import { digestOf } from '../../src/oci/digest.ts'
import { makeWorkspace, runAction } from '../support/workspace.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')
const crane = needTool(tools, 'crane')
const skopeo = needTool(tools, 'skopeo')
const htpasswd = { username: 'ann', password: 's3cret-of-ann' }

const dockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo made > /made"]
COPY greeting /greeting
CMD ["/bin/busybox", "cat", "/greeting"]
`

async function sample() {
  return await makeWorkspace({ Dockerfile: dockerfile, greeting: 'hello\n' }, [needTool(tools, 'busybox')])
}

/** The entry of `registry-auth` for the guarded registry. */
function authFor({ host, files }: RunningRegistry, password = htpasswd.password): string {
  return `- registry: ${host}\n  username: ${htpasswd.username}\n  password: ${password}\n  ca: ${files?.authority}\n`
}

test('publishes an image to two registries at once, byte for byte as other clients read it', async () => {
  await using workspace = await sample()
  await using plain = await startRegistry({ program })
  await using guarded = await startRegistry({ program, tls: true, htpasswd })
  const { exitCode, log, outputs, summary } = await runAction(workspace, {
    variables: engine.variables,
    ref: 'refs/tags/v1.4.2',
    inputs: {
      images: `${plain.host}/acme/app\n${guarded.host}/acme/app`,
      tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}',
      'registry-auth': authFor(guarded),
    },
  })
  expect(exitCode, log).toBe(0)
  expect(log).not.toContain(htpasswd.password)
  const { digest } = outputs
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(outputs.images).toBe(`${plain.host}/acme/app@${digest}\n${guarded.host}/acme/app@${digest}`)
  expect(summary).toContain(`${guarded.host}/acme/app:1.4.2@${digest}`)

  for (const tag of ['1.4.2', '1.4', 'latest']) {
    expect((await run(crane, ['digest', `${plain.host}/acme/app:${tag}`])).trim()).toBe(digest)
    const trusting = { variables: { ...process.env, SSL_CERT_FILE: guarded.files?.authority } }
    const inspected = ['inspect', '--creds', `ann:${htpasswd.password}`, `docker://${guarded.host}/acme/app:${tag}`]
    expect(JSON.parse(await run(skopeo, inspected, trusting)).Digest).toBe(digest)
  }
  // crane reads every layer and compares its digest.
  await run(crane, ['validate', '--remote', `${plain.host}/acme/app@${digest}`])
  expect(await run('docker', ['run', '--rm', `${plain.host}/acme/app@${digest}`], engine)).toBe('hello\n')
})

test('publishes an index with both platforms to both registries', async () => {
  await using workspace = await makeWorkspace({
    Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /arch\n',
    amd64: 'a',
    arm64: 'b',
  })
  await using first = await startRegistry({ program })
  await using second = await startRegistry({ program })
  const { exitCode, log, outputs } = await runAction(workspace, {
    variables: engine.variables,
    inputs: { images: `${first.host}/acme/app\n${second.host}/acme/other`, platforms: 'linux/amd64,linux/arm64' },
  })
  expect(exitCode, log).toBe(0)
  for (const image of [`${first.host}/acme/app`, `${second.host}/acme/other`]) {
    const index = JSON.parse(await run(crane, ['manifest', `${image}:main`]))
    const platforms = index.manifests.map(
      ({ platform }: { platform: { architecture: string } }) => platform.architecture
    )
    expect(platforms).toEqual(['amd64', 'arm64'])
    expect((await run(crane, ['digest', `${image}:main`])).trim()).toBe(outputs.digest)
    await run(crane, ['validate', '--remote', `${image}:main`])
  }
})

test('fetches no byte of a base that the targets have', async () => {
  await using engine = await startEngine({ progress: () => undefined, alone: true })
  await using origin = await startRegistry({ program })
  await using first = await startRegistry({ program })
  await using second = await startRegistry({ program })
  await using base = await makeWorkspace({ Dockerfile: 'FROM scratch\nCOPY busybox /bin/busybox\n' }, [
    needTool(tools, 'busybox'),
  ])
  const { log: baseLog, ...built } = await runAction(base, {
    variables: engine.variables,
    inputs: { tags: [origin, first, second].map(({ host }) => `${host}/acme/base:1`).join('\n'), 'no-cache': 'true' },
  })
  expect(built.exitCode, baseLog).toBe(0)

  // The builder must not have the base from an earlier build.
  await run('docker', ['buildx', 'prune', '--all', '--force'], engine)
  await origin.clear()
  const layers = JSON.parse(await run(crane, ['manifest', `${origin.host}/acme/base:1`])).layers as { digest: string }[]
  await using child = await makeWorkspace({
    Dockerfile: `FROM ${origin.host}/acme/base:1\nCOPY --link greeting /greeting\n`,
    greeting: 'hi',
  })
  const { exitCode, log, outputs } = await runAction(child, {
    variables: engine.variables,
    inputs: {
      tags: [first, second].map(({ host }) => `${host}/acme/child:1`).join('\n'),
      'mount-from': [first, second].map(({ host }) => `${host}/acme/base`).join('\n'),
    },
  })
  expect(exitCode, log).toBe(0)
  const fetched = (await origin.requests()).filter(
    ({ method, path }) => method === 'GET' && layers.some(({ digest }) => path.endsWith(digest))
  )
  expect(fetched).toEqual([])
  for (const { kept, mounted, uploaded } of JSON.parse(outputs.result ?? '[]')) {
    // A mount that arrives before the question whether the blob exists makes the answer yes.
    expect(kept.blobs + mounted.blobs).toBe(1)
    expect(uploaded.bytes).toBeLessThan(10_000)
  }
  const told = await run(
    'docker',
    ['run', '--rm', `${second.host}/acme/child:1`, '/bin/busybox', 'cat', '/greeting'],
    engine
  )
  expect(told).toBe('hi')
})

test('sends only what changed in a second run', async () => {
  await using workspace = await sample()
  await using registry = await startRegistry({ program })
  const job = { variables: engine.variables, inputs: { images: `${registry.host}/acme/app` } }
  expect((await runAction(workspace, job)).exitCode).toBe(0)
  await workspace.write('greeting', 'good morning\n')
  const { exitCode, log, outputs } = await runAction(workspace, job)
  expect(exitCode, log).toBe(0)
  const [{ kept, uploaded }] = JSON.parse(outputs.result ?? '[]')
  expect(kept.blobs).toBe(2)
  expect(uploaded.blobs).toBe(2)
  expect(uploaded.bytes).toBeLessThan(5_000)
})

test('builds the same image from the same commit, and writes no tag', async () => {
  await using workspace = await sample()
  await using registry = await startRegistry({ program })
  const job = { variables: engine.variables, inputs: { images: `${registry.host}/acme/app` } }
  const first = await runAction(workspace, job)
  await registry.clear()
  const second = await runAction(workspace, job)
  expect(second.outputs.digest).toBe(first.outputs.digest)
  const puts = (await registry.requests()).filter(({ method }) => method === 'PUT')
  expect(puts).toEqual([])
})

test('writes the published names to attestations, with the same digest everywhere', async () => {
  await using workspace = await sample()
  await using first = await startRegistry({ program })
  await using second = await startRegistry({ program })
  const { exitCode, log, outputs } = await runAction(workspace, {
    variables: engine.variables,
    inputs: { tags: `${first.host}/acme/app:1\n${second.host}/acme/app:1`, provenance: 'mode=max' },
  })
  expect(exitCode, log).toBe(0)
  const image = `${second.host}/acme/app`
  expect((await run(crane, ['digest', `${image}:1`])).trim()).toBe(outputs.digest)
  const index = JSON.parse(await run(crane, ['manifest', `${image}:1`]))
  const attestation = JSON.parse(await run(crane, ['manifest', `${image}@${index.manifests[1].digest}`]))
  const [{ digest }] = attestation.layers
  const statement = await run(crane, ['blob', `${image}@${digest}`])
  expect(digestOf(Buffer.from(statement))).toBe(digest)
  expect(JSON.parse(statement).subject.map(({ name }: { name: string }) => name)).toEqual([
    `pkg:docker/${first.host}/acme/app@1?platform=linux%2Famd64`,
    `pkg:docker/${image}@1?platform=linux%2Famd64`,
  ])
})
