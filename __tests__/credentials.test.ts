import { describe, expect, test } from 'vitest'
import type { StepResult } from '../scripts/runner.ts'
import { makeFakeDocker } from './support/fake-docker/fake-docker.ts'
import { startTestRegistry } from './support/registry/registry.ts'
import { makeWorkspace, runAction } from './support/workspace.ts'

// Credentials from inputs: what users read if these are not what they meant, and what the builder gets.

async function run(inputs: Readonly<Record<string, string>>, dockerfile = 'FROM scratch\nCOPY app /\n') {
  await using docker = await makeFakeDocker({ layers: ['a'] })
  await using workspace = await makeWorkspace({ Dockerfile: dockerfile })
  const result = await runAction(workspace, { inputs, variables: docker.variables })
  return { ...result, records: await docker.records() }
}

function annotations({ log }: StepResult, level: string): readonly string[] {
  return [...log.matchAll(/^::(?<level>\w+)[^:]*::(?<message>.*)$/gm)]
    .filter(({ groups }) => groups?.level === level)
    .map(({ groups }) => decodeURIComponent(groups?.message ?? ''))
}

const empty = 'A secret is empty if it does not exist or is not available to this event'

describe.concurrent('a login', () => {
  test('with one empty half is reported together with all other errors', async () => {
    const result = await run({ images: 'ghcr.io/acme/app', username: 'ann', platforms: 'linux amd64?' })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')).toEqual([
      expect.stringMatching(/^Input 'platforms': /),
      `Input 'password': it is empty, but is needed to sign in to docker.io. ${empty}`,
    ])
    expect(result.records).toEqual([])
  })

  test('with one empty half is accepted if nothing is published', async () => {
    const result = await run({ push: 'false', username: 'ann', platforms: 'linux amd64?' })
    expect(annotations(result, 'error')).toEqual([expect.stringMatching(/^Input 'platforms': /)])
  })

  test('for another registry than the one that asks is mentioned beside the error', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const { host } = registry
    const result = await run({ tags: `${host}/acme/app:1`, username: 'ann', password: 'secret-of-ann' })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'notice')).toEqual([
      `${host} is accessed without a login: 'username' and 'password' are for docker.io. To use them for ${host}, set the input 'registry' to ${host}`,
    ])
    expect(annotations(result, 'error').join()).toContain(
      `No credentials for ${host}: set 'username' and 'password', or 'registry-auth'. A secret that does not exist is an empty string, which counts as not set.`
    )
    expect(registry.entries.filter(({ authorization }) => authorization)).toEqual([])
  })

  test('with both halves empty is mentioned with the entry that lists it', async () => {
    await using registry = await startTestRegistry({ auth: { kind: 'basic' } })
    const { host } = registry
    const auth = `- registry: ${host}\n  username: \n  password: \n`
    const result = await run({ tags: `${host}/acme/app:1`, 'registry-auth': auth })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'notice')).toEqual([
      `'registry-auth' lists ${host} without a username and password, or with empty ones. ${empty}`,
    ])
  })
})

test('passes the builder the credentials of its base image, under the bare host, if a registry has several', async () => {
  await using registry = await startTestRegistry({
    auth: { kind: 'basic', users: { a: 'password-a', b: 'password-b' } },
  })
  const { host } = registry
  const entry = (path: string, name: string) =>
    `- registry: ${host}/${path}\n  username: ${name}\n  password: password-${name}\n`
  const result = await run(
    { tags: `${host}/team-a/app:1`, 'registry-auth': entry('team-a', 'a') + entry('team-b', 'b') },
    `FROM ${host}/team-b/base:1\n`
  )
  expect(result.exitCode, result.log).toBe(0)
  expect(registry.tags('team-a/app')).toEqual({ 1: expect.stringMatching(/^sha256:/) })
  const auth = (text: string) => Buffer.from(text).toString('base64')
  expect(result.records[0]?.config).toMatchObject({ auths: { [host]: { auth: auth('b:password-b') } } })
  const writes = registry.entries.filter(({ method }) => method === 'PUT')
  expect(new Set(writes.map(({ authorization }) => authorization))).toEqual(new Set([`Basic ${auth('a:password-a')}`]))
})
