import { expect, test } from 'vitest'
import { identify } from '../../src/identity/providers.ts'
import { connection } from '../support/identity/registries/docker-hub.ts'

test.each([
  [
    'quay.acme.test',
    { robot: 'acme+ci', 'provider-name': 'github' },
    "'provider-name' has no effect at quay.acme.test next to 'robot'",
  ],
  [
    'docker.io',
    { username: 'acme', 'connection-id': connection, audience: 'x' },
    "'audience' has no effect at docker.io next to 'connection-id'",
  ],
  ['cgr.dev', { identity: 'a1/b2', 'client-id': 'x' }, "'client-id' has no effect at cgr.dev next to 'identity'"],
])('fields of two kinds of registries in the entry for %s are an input error', (registry, entry, problem) => {
  const job = { token: '', registry: undefined }
  expect(() => identify({ registry, entry, variables: {}, job })).toThrow(problem)
})

test("docker/login-action's `ecr: auto` changes nothing at another registry", () => {
  const entry = { username: 'acme', 'connection-id': connection, ecr: 'auto' }
  const job = { token: '', registry: undefined }
  expect(identify({ registry: 'docker.io', entry, variables: {}, job })?.description).toContain(connection)
})
