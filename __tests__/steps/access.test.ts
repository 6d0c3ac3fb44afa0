import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Inputs } from '../../src/github/inputs/inputs.ts'
import { InputError } from '../../src/input-error.ts'
import { readAccess } from '../../src/steps/read/access.ts'
import { testEnvironment } from '../support/environment.ts'
import { keyringWith } from '../support/keyring.ts'
import { inputsWith } from './inputs.ts'

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'

/** Reads access in a checkout with one certificate, `ca.pem`. */
async function read(inputs: Partial<Inputs>) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'manifold-access-'))
  await writeFile(join(folder.path, 'ca.pem'), pem)
  await writeFile(join(folder.path, 'README'), 'no certificate')
  const environment = testEnvironment({ workspace: folder.path })
  const { given, problems } = await readAccess(await inputsWith(inputs), environment)
  const entries = [...given].map(([scope, { credential, ...settings }]) => ({ scope, credential, settings }))
  return {
    given,
    credentials: Object.fromEntries(
      entries.flatMap((each) => (each.credential ? [[each.scope, each.credential]] : []))
    ),
    access: Object.fromEntries(entries.map(({ scope, settings }) => [scope, settings])),
    problems: problems.map(({ message }) => message),
    masked: environment.log.masked,
  }
}

const login = (username: string, password: string) => ({ kind: 'password', username, password })
const pair = (text: string) => Buffer.from(text).toString('base64')

test('a login is for Docker Hub unless a registry is named', async () => {
  expect(await read({ username: 'ann', password: 'secret' })).toMatchObject({
    credentials: { 'docker.io': login('ann', 'secret') },
    problems: [],
  })
  expect(await read({ registry: 'https://GHCR.io/v2/', username: 'ann', password: 'secret' })).toMatchObject({
    credentials: { 'ghcr.io': login('ann', 'secret') },
  })
})

test('reads several logins', async () => {
  const registryAuth = [
    { registry: 'ghcr.io', username: 'bob', password: 'secret-of-bob' },
    { registry: 'localhost:5000', insecure: true },
  ]
  const read1 = await read({ registryAuth, registry: 'quay.io', username: 'ann', password: 'secret-of-ann' })
  expect(read1.credentials).toEqual({
    'ghcr.io': login('bob', 'secret-of-bob'),
    'quay.io': login('ann', 'secret-of-ann'),
  })
  expect(read1.access['localhost:5000']).toEqual({ insecure: true, tls: {} })
})

test('masks secrets, and the form in which they are sent', async () => {
  const registryAuth = [{ registry: 'ghcr.io', username: 'bob', password: 'secret-of-bob' }]
  expect((await read({ registryAuth, username: 'ann', password: 'secret-of-ann' })).masked.toSorted()).toEqual(
    ['secret-of-bob', pair('bob:secret-of-bob'), 'secret-of-ann', pair('ann:secret-of-ann')].toSorted()
  )
  expect((await read({ password: 'secret-of-nobody' })).masked).toEqual(['secret-of-nobody'])
})

test('applies the settings of a registry to paths at that registry, which may override them', async () => {
  const registryAuth = [
    { registry: 'h.example/team/a', username: 'robot', password: 'secret-a', realms: ['auth.example'] },
    { registry: 'h.example', ca: pem, insecure: true },
    { registry: 'h.example/team', cert: 'ca.pem', key: pem },
  ]
  const { given } = await read({ registryAuth })
  const keyring = keyringWith(given)
  const at = async (name: string) => {
    const { credential: _, ...settings } = await keyring.accessTo({ registry: 'h.example', name })
    return settings
  }
  expect(await at('app')).toEqual({ insecure: true, tls: { ca: pem } })
  expect(await at('team/b')).toEqual({ insecure: true, tls: { ca: pem, cert: pem, key: pem } })
  expect(await at('team/a')).toEqual({
    insecure: true,
    tls: { ca: pem, cert: pem, key: pem },
    realms: ['auth.example'],
  })
})

test('accepts a certificate as text or as a file in the checkout', async () => {
  const registryAuth = [
    { registry: 'a.example', ca: pem },
    { registry: 'b.example', ca: 'ca.pem', cert: 'ca.pem', key: pem, realms: ['auth.example'] },
  ]
  expect((await read({ registryAuth })).access).toEqual({
    'a.example': { tls: { ca: pem } },
    'b.example': { tls: { ca: pem, cert: pem, key: pem }, realms: ['auth.example'] },
  })
})

test.each([
  [
    'a missing file',
    { registryAuth: [{ registry: 'a.example', ca: 'no/such.pem' }] },
    /^Input 'registry-auth': 'ca' of a\.example names a file that does not exist/,
  ],
  [
    'a file that is not a certificate',
    { registryAuth: [{ registry: 'a.example', ca: 'ca.pem', cert: 'README', key: pem }] },
    "Input 'registry-auth': 'cert' of a.example is not a PEM file. Provide PEM, which begins with '-----BEGIN', or the path of a PEM file in the checkout",
  ],
  [
    'an invalid host',
    { registry: 'not a host', username: 'a', password: 'b' },
    "Input 'registry': this is not a registry name: write it as 'HOST', 'HOST:PORT', or 'HOST/PATH' for the repositories under a path",
  ],
  [
    'a registry in both places',
    { registryAuth: [{ registry: 'ghcr.io' }], registry: 'ghcr.io', username: 'a', password: 'b' },
    "Input 'registry': ghcr.io is also listed in 'registry-auth': remove one of the two",
  ],
])('refuses %s', async (_, inputs, message) => {
  await expect(read(inputs)).rejects.toThrow(InputError)
  await expect(read(inputs)).rejects.toThrow(message)
})

test('ignores a login with one empty half, and reports it for those who need it', async () => {
  expect(await read({ username: 'ann' })).toMatchObject({
    credentials: {},
    problems: [
      "Input 'password': it is empty, but is needed to sign in to docker.io. A secret is empty if it does not exist or is not available to this event",
    ],
  })
  expect(await read({ registry: 'quay.io', password: 'secret' })).toMatchObject({
    credentials: {},
    problems: [
      "Input 'username': it is empty, but is needed to sign in to quay.io. A secret is empty if it does not exist or is not available to this event",
    ],
  })
  expect(await read({ registryAuth: [{ registry: 'ghcr.io', username: 'ann' }] })).toMatchObject({
    credentials: {},
    problems: [
      "Input 'registry-auth': the password for ghcr.io is empty. A secret is empty if it does not exist or is not available to this event",
    ],
  })
})

test('ignores an identity with an empty half, and reports it for those who need it', async () => {
  const identity = { 'tenant-id': '72f988bf-86f1-41af-91ab-2d7cd011db47' }
  const found = await read({ registryAuth: [{ registry: 'acme.azurecr.io', identity }] })
  expect(found.problems).toEqual([
    "Input 'registry-auth': acme.azurecr.io has 'tenant-id' without 'client-id', or with an empty one",
  ])
  expect(found.access['acme.azurecr.io']).toEqual({ tls: {} })
  const hub = { registry: 'docker.io', username: 'acme', identity: { 'connection-id': 'wrong' } }
  expect((await read({ registryAuth: [hub] })).problems).toEqual([expect.stringContaining("'connection-id'")])
})

test('sends no secret access key as a password because its session token is empty', async () => {
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
  const found = await read({ registryAuth: [{ registry, username: 'ASIAEXAMPLEEXAMPLE', password: 'secret-key' }] })
  expect(found.problems).toEqual([expect.stringContaining("give its token as 'aws-session-token'")])
  expect(found.credentials).toEqual({})
  expect(found.masked).toContain('secret-key')
})

test('masks the session token of an access key', async () => {
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
  const identity = { 'aws-session-token': 'secret-token' }
  const keys = { username: 'ASIAEXAMPLEEXAMPLE', password: 'secret-key' }
  const found = await read({ registryAuth: [{ registry, ...keys, identity }] })
  expect(found.given.get(registry)?.identity?.description).toBe('AWS access key from the inputs')
  expect(found.masked).toEqual(expect.arrayContaining(['secret-key', 'secret-token']))
})

test('reads nothing from a registry without a login', async () => {
  expect(await read({ registry: 'ghcr.io' })).toMatchObject({ credentials: {}, access: {}, problems: [], masked: [] })
})
