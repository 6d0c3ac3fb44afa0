import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Store } from '../../../scripts/machine/dockerd.ts'
import { canStartOwn, startEngine } from '../../../scripts/machine/engine.ts'
import { startRegistry } from '../../../scripts/machine/registry.ts'
import { run, type Variables } from '../../../scripts/machine/run.ts'
import { needTool } from '../../../scripts/machine/tools.ts'

const engine = inject('engine')
const program = inject('registry')
const tools = inject('tools')

let context: string
beforeAll(async () => {
  context = await mkdtemp(join(tmpdir(), 'manifold-context-'))
  await copyFile(needTool(tools, 'busybox'), join(context, 'busybox'))
  const busybox = (words: string) => JSON.stringify(['/busybox', 'sh', '-c', words])
  const dockerfile = ['FROM scratch', 'COPY busybox /', `RUN ${busybox('echo made > /made')}`]
  await writeFile(join(context, 'Dockerfile'), [...dockerfile, `CMD ${busybox('/busybox cat /made')}`].join('\n'))
})
afterAll(async () => rm(context, { recursive: true, force: true }))

/** Builds, pushes to a plain registry, copies to a guarded one, and runs the pushed image. */
async function publish(variables: Variables): Promise<void> {
  const htpasswd = { username: 'u', password: 'p' }
  await using plain = await startRegistry({ program })
  await using guarded = await startRegistry({ program, tls: true, htpasswd })
  const image = `${plain.host}/team/app:1`
  await run('docker', ['buildx', 'build', '--tag', image, '--push', context], { variables })
  const digest = (await run(needTool(tools, 'crane'), ['digest', image])).trim()
  const trusting = { variables: { ...process.env, SSL_CERT_FILE: guarded.files?.authority } }
  const copy = `${guarded.host}/team/app:1`
  const copied = ['--all', '--src-tls-verify=false', '--dest-creds', 'u:p', `docker://${image}`, `docker://${copy}`]
  await run(needTool(tools, 'skopeo'), ['copy', ...copied], trusting)
  const fetched = await run(needTool(tools, 'oras'), [
    'resolve',
    '--username',
    'u',
    '--password',
    'p',
    '--ca-file',
    guarded.files?.authority ?? '',
    copy,
  ])
  expect(fetched.trim()).toBe(digest)
  expect(await run('docker', ['run', '--rm', '--pull', 'always', image], { variables })).toBe('made\n')
  expect((await plain.requests()).filter(({ method }) => method === 'PUT').length).toBeGreaterThan(2)
}

test('the shared engine builds, pushes and runs an image', async () => {
  await publish(engine.variables)
})

// A developer's engine has only one of the stores; if the other must be tested, not having it is a failure.
const ownExpected = process.env.CI !== undefined || (await canStartOwn())

test.runIf(ownExpected).for<Store>(['classic', 'containerd'])(
  'a private engine with the %s store does so',
  async (store) => {
    await using own = await startEngine({ progress: () => undefined, store })
    expect(own.store).toBe(store)
    await publish(own.variables)
  }
)

test('buildah builds and pushes', async () => {
  await using registry = await startRegistry({ program })
  const image = `${registry.host}/team/app:1`
  const buildah = needTool(tools, 'buildah')
  await run(buildah, ['build', '--tag', image, context])
  await run(buildah, ['push', '--tls-verify=false', image])
  await run(buildah, ['rmi', image])
  expect(await run('docker', ['run', '--rm', image], engine)).toBe('made\n')
})
