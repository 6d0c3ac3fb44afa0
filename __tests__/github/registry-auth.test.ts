import { expect, test } from 'vitest'
import { parseRegistryAuth } from '../../src/github/registry-auth.ts'
import { InputError } from '../../src/input-error.ts'

const read = (text: string) => parseRegistryAuth(text, 'registry-auth')

async function problemOf(text: string): Promise<string> {
  const error: unknown = await read(text).catch((problem: unknown) => problem)
  expect(error).toBeInstanceOf(InputError)
  return (error as InputError).message
}

test('a list as docker/login-action has it', async () => {
  const text = `
- registry: ghcr.io
  username: ann
  password: "a: b # c"
- registry: https://registry.example:5000/v2/
  username: bob
  password: secret
- username: eve
  password: 'it''s'
`
  expect(await read(text)).toEqual([
    { registry: 'ghcr.io', username: 'ann', password: 'a: b # c' },
    { registry: 'registry.example:5000', username: 'bob', password: 'secret' },
    { registry: 'docker.io', username: 'eve', password: "it's" },
  ])
})

test('all that can be said of a registry', async () => {
  const text = `
- registry: Registry.Example
  username: ann
  password: secret
  ca: |
    -----BEGIN CERTIFICATE-----
    MIIB
    -----END CERTIFICATE-----
  cert: certs/client.pem
  key: certs/client.key
  insecure: true
  realms: [Auth.Example, 'login.example:8443']
`
  expect(await read(text)).toEqual([
    {
      registry: 'registry.example',
      username: 'ann',
      password: 'secret',
      ca: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      cert: 'certs/client.pem',
      key: 'certs/client.key',
      insecure: true,
      realms: ['auth.example', 'login.example:8443'],
    },
  ])
})

test.each([
  ['nothing', '', []],
  ['an empty list', '[]', []],
  [
    'one in JSON',
    '[{"registry": "ghcr.io", "username": "a", "password": "b"}]',
    [{ registry: 'ghcr.io', username: 'a', password: 'b' }],
  ],
  [
    'no login, but how it is spoken to',
    '- {registry: "localhost:5000", insecure: false}',
    [{ registry: 'localhost:5000', insecure: false }],
  ],
  [
    'one realm as a text',
    '- {registry: a.example, realms: b.example}',
    [{ registry: 'a.example', realms: ['b.example'] }],
  ],
  ['a remark', '# none\n- registry: ghcr.io # this one', [{ registry: 'ghcr.io' }]],
])('%s', async (_, text, entries) => {
  expect(await read(text)).toEqual(entries)
})

// In a run that may not see them, secrets are empty.
test.each([
  ['- registry: ghcr.io\n  username: \n  password: ', [{ registry: 'ghcr.io' }]],
  ['- registry: ghcr.io\n  username: ann\n  password: ', [{ registry: 'ghcr.io', username: 'ann' }]],
  ['- registry: ghcr.io\n  username: ann\n  password: ""', [{ registry: 'ghcr.io', username: 'ann' }]],
  ['- registry: ghcr.io\n  ca: ~\n  insecure: null\n  realms:', [{ registry: 'ghcr.io' }]],
])('a field without a value counts as not given: %j', async (text, entries) => {
  expect(await read(text)).toEqual(entries)
})

test.each([
  ['a text', 'ghcr.io', "write a YAML list of entries with 'registry', 'username' and 'password'"],
  ['a single entry', 'registry: ghcr.io', "write a YAML list of entries with 'registry', 'username' and 'password'"],
  ['a list of hosts', '- ghcr.io', "entry 1: write 'registry', 'username' and 'password'"],
  ['a list with a gap', '- registry: ghcr.io\n-', "entry 2: write 'registry', 'username' and 'password'"],
  ['no YAML', '- registry: ghcr.io\n  username: "a', 'this is no YAML (line 2)'],
  ['a field twice', '- registry: ghcr.io\n  registry: quay.io', 'this is no YAML (line 2)'],
  [
    'a field that is not known',
    '- registry: ghcr.io\n  user: ann',
    'entry 1: it has a field that is not known; what is: registry, username, password, ca, cert, key, insecure, realms',
  ],
  ['a host that is none', '- registry: "not a host"', "entry 1: 'registry' is no host name"],
  ['a host with a name', '- registry: user@ghcr.io', "entry 1: 'registry' is no host name"],
  ['a number for a host', '- registry: 5000', "entry 1: 'registry' must be text: put it into quotes"],
  [
    'a number for a password',
    '- username: a\n  password: 12345678',
    "entry 1: 'password' must be text: put it into quotes",
  ],
  ['a date for a name', '- username: [a]\n  password: b', "entry 1: 'username' must be text: put it into quotes"],
  [
    'a certificate without its key',
    '- registry: a.example\n  cert: x',
    "entry 1: give 'cert' and 'key' both, or neither",
  ],
  [
    'a key without its certificate',
    '- registry: a.example\n  key: x',
    "entry 1: give 'cert' and 'key' both, or neither",
  ],
  ['insecure as a text', '- registry: a.example\n  insecure: "yes"', "entry 1: 'insecure' must be true or false"],
  [
    'a realm that is a URL',
    '- registry: a.example\n  realms: https://b.example',
    "entry 1: 'realms' must be a list of host names",
  ],
  [
    'a realm that is a number',
    '- registry: a.example\n  realms: [5]',
    "entry 1: 'realms' must be a list of host names",
  ],
  ['a registry twice', '- registry: docker.io\n- registry: index.docker.io', 'docker.io is listed twice'],
])('%s is refused', async (_, text, said) => {
  expect(await problemOf(text)).toBe(`Input 'registry-auth': ${said}`)
})

test.each([
  '- username: ann\n  password: hunter2\n  hunter2: x',
  '- username: ann\n  password: hunter2\n hunter2',
  '- hunter2',
  '- registry: a\n  password: "hunter2',
  '- password: [hunter2]',
  '- registry: hunter2!\n',
  '- insecure: hunter2',
  '- realms: [hunter2!]',
  'hunter2',
])('what is wrong with %j is said without showing any of it', async (text) => {
  const error = (await read(text).catch((problem: unknown) => problem)) as InputError
  expect(error).toBeInstanceOf(InputError)
  expect(`${error.message} ${error.stack} ${(error.cause as Error | undefined)?.message}`).not.toContain('hunter2')
})
