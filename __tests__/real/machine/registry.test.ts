import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { get } from 'node:https'
import { expect, inject, test } from 'vitest'
import { startRegistry } from '../../../scripts/machine/registry.ts'
import { run } from '../../../scripts/machine/run.ts'
import { needTool } from '../../../scripts/machine/tools.ts'

const program = inject('registry')
const tools = inject('tools')

test('lists requests in order, and forgets them when cleared', async () => {
  await using registry = await startRegistry({ program })
  await fetch(`${registry.url}/v2/`)
  await fetch(`${registry.url}/v2/some/thing/manifests/latest`, { method: 'HEAD', headers: { 'user-agent': 'us' } })
  const [first, second, ...others] = await registry.requests()
  expect(first).toMatchObject({ method: 'GET', path: '/v2/', status: 200, bytes: 2 })
  expect(second).toMatchObject({ method: 'HEAD', path: '/v2/some/thing/manifests/latest', status: 404, agent: 'us' })
  expect(others).toEqual([])
  await registry.clear()
  expect(await registry.requests()).toEqual([])
})

test('runs several registries at once', async () => {
  const registries = await Promise.all(Array.from({ length: 6 }, () => startRegistry({ program })))
  expect(new Set(registries.map(({ host }) => host)).size).toBe(6)
  for (const registry of registries) await registry.stop()
})

test('stops and restarts a registry with its content', async () => {
  await using first = await startRegistry({ program })
  await run(needTool(tools, 'crane'), ['append', '--new_layer', '/dev/null', '--new_tag', `${first.host}/a/b:1`])
  const digest = await run(needTool(tools, 'crane'), ['digest', `${first.host}/a/b:1`])
  await first.kill()
  await expect(fetch(`${first.url}/v2/`)).rejects.toThrow()
  expect((await first.requests()).at(-1)).toMatchObject({ status: 200 })
  await using second = await startRegistry({ program, root: first.root, port: first.port })
  expect(second.host).toBe(first.host)
  expect(await run(needTool(tools, 'crane'), ['digest', `${second.host}/a/b:1`])).toBe(digest)
})

test('fails if the port is in use, and gives the reason', async () => {
  await using first = await startRegistry({ program })
  await expect(startRegistry({ program, port: first.port })).rejects.toThrow(/address already in use/)
})

test('with TLS and an account, requires both', async () => {
  const htpasswd = { username: 'someone', password: 'some: "thing"' }
  await using registry = await startRegistry({ program, tls: true, htpasswd })
  const skopeo = needTool(tools, 'skopeo')
  const inspect = ['inspect', '--raw', `docker://${registry.host}/a/b:1`]
  const account = ['--creds', `${htpasswd.username}:${htpasswd.password}`]
  const trusting = { variables: { ...process.env, SSL_CERT_FILE: registry.files?.authority } }
  await expect(run(skopeo, [...inspect, ...account])).rejects.toThrow(/certificate/)
  await expect(run(skopeo, [...inspect, '--creds', 'someone:else'], trusting)).rejects.toThrow(/unauthorized/)
  await expect(run(skopeo, [...inspect, ...account], trusting)).rejects.toThrow(/manifest unknown/)
})

test('refuses clients without a client certificate', async () => {
  await using registry = await startRegistry({ program, clientCertificate: true })
  const { certificate = '', key = '' } = registry.files?.client ?? {}
  const ask = (identity: object) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { agent: false, ca: registry.ca, ...identity }
      get(`${registry.url}/v2/`, options, (response) => resolve(response.resume().statusCode)).once('error', reject)
    })
  await expect(ask({})).rejects.toThrow(/certificate required|reset|alert/)
  expect(await ask({ cert: await readFile(certificate), key: await readFile(key) })).toBe(200)
  expect(statSync(key).mode & 0o777).toBe(0o600)
  expect(await registry.requests()).toHaveLength(1)
})

test('leaves nothing behind of a stopped registry', async () => {
  const registry = await startRegistry({ program, tls: true })
  expect(existsSync(registry.root)).toBe(true)
  await registry.stop()
  expect(existsSync(registry.root)).toBe(false)
})
