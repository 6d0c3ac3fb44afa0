import { expect, test } from 'vitest'
import { parseRegistryAuth } from '../../src/github/inputs/registry-auth.ts'
import { identityFields } from '../../src/identity/providers.ts'
import { InputError } from '../../src/input-error.ts'

const read = (text: string) => parseRegistryAuth(text, 'registry-auth')

async function problemOf(text: string): Promise<string> {
  const error: unknown = await read(text).catch((problem: unknown) => problem)
  expect(error).toBeInstanceOf(InputError)
  return (error as InputError).message
}

test('parses a list as in docker/login-action', async () => {
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

test("takes the path of docker/login-action's scope for the path of the registry", async () => {
  const entries = await read(`
- scope: acme/app@pull,push
  username: ann
  password: secret
- { registry: ghcr.io, scope: acme, username: bob, password: secret }
`)
  expect(entries.map(({ registry }) => registry)).toEqual(['docker.io/acme/app', 'ghcr.io/acme'])
})

test('parses all fields of a registry', async () => {
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
    'a list in JSON',
    '[{"registry": "ghcr.io", "username": "a", "password": "b"}]',
    [{ registry: 'ghcr.io', username: 'a', password: 'b' }],
  ],
  [
    'an entry without a login',
    '- {registry: "localhost:5000", insecure: false}',
    [{ registry: 'localhost:5000', insecure: false }],
  ],
  [
    'one realm as a string',
    '- {registry: a.example, realms: b.example}',
    [{ registry: 'a.example', realms: ['b.example'] }],
  ],
  [
    'several logins of one registry, for different paths',
    '- {registry: Harbor.Example/team-a, username: a, password: b}\n- {registry: harbor.example/team-a/sub/, username: c, password: d}\n- {registry: harbor.example, username: e, password: f}',
    [
      { registry: 'harbor.example/team-a', username: 'a', password: 'b' },
      { registry: 'harbor.example/team-a/sub', username: 'c', password: 'd' },
      { registry: 'harbor.example', username: 'e', password: 'f' },
    ],
  ],
  [
    'what an identity needs, also as YAML reads it without quotes',
    '- {registry: ghcr.io, ecr: false, role-to-assume: "arn:x", role-duration-seconds: 900, aws-region: }',
    [
      {
        registry: 'ghcr.io',
        identity: { ecr: 'false', 'role-to-assume': 'arn:x', 'role-duration-seconds': '900' },
      },
    ],
  ],
  [
    "a key in GitHub's JSON",
    '- registry: a.example\n  cert: "-----BEGIN\\nx\\n"\n  key: "-----BEGIN\\ny\\n"',
    [{ registry: 'a.example', cert: '-----BEGIN\nx\n', key: '-----BEGIN\ny\n' }],
  ],
  ['comments', '# none\n- registry: ghcr.io # this one', [{ registry: 'ghcr.io' }]],
])('%s', async (_, text, entries) => {
  expect(await read(text)).toEqual(entries)
})

// Secrets are empty in a run that has no access to them.
test.each([
  ['- registry: ghcr.io\n  username: \n  password: ', [{ registry: 'ghcr.io' }]],
  ['- registry: ghcr.io\n  username: ann\n  password: ', [{ registry: 'ghcr.io', username: 'ann' }]],
  ['- registry: ghcr.io\n  username: ann\n  password: ""', [{ registry: 'ghcr.io', username: 'ann' }]],
  ['- registry: ghcr.io\n  ca: ~\n  insecure: null\n  realms:', [{ registry: 'ghcr.io' }]],
])('treats a field without a value as missing: %j', async (text, entries) => {
  expect(await read(text)).toEqual(entries)
})

const notYaml = `this is not valid YAML (line 2). Write a value that may have several lines or special characters, such as a key, as \${{ toJSON(secrets.NAME) }}`
const notRegistry =
  "entry 1: 'registry': this is not a registry name: write it as 'HOST', 'HOST:PORT', or 'HOST/PATH' for the repositories under a path"

test.each([
  ['a string', 'ghcr.io', "write a YAML list of entries with 'registry', 'username' and 'password'"],
  ['a single entry', 'registry: ghcr.io', "write a YAML list of entries with 'registry', 'username' and 'password'"],
  ['a list of hosts', '- ghcr.io', "entry 1: write 'registry', 'username' and 'password'"],
  ['a list with a gap', '- registry: ghcr.io\n-', "entry 2: write 'registry', 'username' and 'password'"],
  ['invalid YAML', '- registry: ghcr.io\n  username: "a', notYaml],
  ['a field twice', '- registry: ghcr.io\n  registry: quay.io', notYaml],
  [
    'an unknown field',
    '- registry: ghcr.io\n  user: ann',
    `entry 1: it has an unknown field; the known fields are: registry, scope, username, password, ca, cert, key, insecure, realms, ${identityFields.join(', ')}`,
  ],
  ['an invalid host', '- registry: "not a host"', notRegistry],
  ['a host with a user name', '- registry: user@ghcr.io', notRegistry],
  ['an invalid path', '- registry: ghcr.io/Acme Corp', notRegistry],
  [
    'a path after a scheme, which would be ignored',
    '- registry: https://harbor.example/team',
    "entry 1: 'registry': only a host can have a scheme: omit the scheme, or the path after harbor.example",
  ],
  [
    'a scope for pulling only',
    '- registry: docker.io\n  scope: acme/app@pull',
    "entry 1: 'scope': this login is for 'pull' only: remove the actions to publish with it",
  ],
  [
    'a path in two places',
    '- registry: docker.io/acme\n  scope: acme/app',
    "entry 1: give the path in 'registry' or in 'scope', not in both",
  ],
  [
    'a number that YAML cannot hold',
    '- registry: ghcr.io\n  role-duration-seconds: 12345678901234567890',
    "entry 1: 'role-duration-seconds' must be text: put it in quotes",
  ],
  [
    'a multi-line key with only its first line indented',
    '- registry: a.example\n  key: |\n    -----BEGIN KEY-----\nMIIE\n-----END KEY-----',
    notYaml.replace('line 2', 'line 4'),
  ],
  ['a number for a host', '- registry: 5000', "entry 1: 'registry' must be text: put it in quotes"],
  [
    'a number for a password',
    '- username: a\n  password: 12345678',
    "entry 1: 'password' must be text: put it in quotes",
  ],
  ['a date for a name', '- username: [a]\n  password: b', "entry 1: 'username' must be text: put it in quotes"],
  [
    'a certificate without its key',
    '- registry: a.example\n  cert: x',
    "entry 1: give both 'cert' and 'key', or neither",
  ],
  [
    'a key without its certificate',
    '- registry: a.example\n  key: x',
    "entry 1: give both 'cert' and 'key', or neither",
  ],
  ['insecure as a string', '- registry: a.example\n  insecure: "yes"', "entry 1: 'insecure' must be true or false"],
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
])('refuses %s', async (_, text, said) => {
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
])('says what is wrong with %j without showing its content', async (text) => {
  const error = (await read(text).catch((problem: unknown) => problem)) as InputError
  expect(error).toBeInstanceOf(InputError)
  expect(`${error.message} ${error.stack} ${(error.cause as Error | undefined)?.message}`).not.toContain('hunter2')
})
