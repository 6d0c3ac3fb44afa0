import { describe, expect, test } from 'vitest'
import { failureOf } from '../registry/client.ts'
import { makeHome, pair, password } from './home.ts'

describe('finds the credentials of docker login', () => {
  test('as user and password in base64, split at the first colon', async () => {
    const ann = await makeHome({ auths: { 'r.test': { auth: pair('ann:se:cret\0\0') } } })
    expect(await ann.find('r.test')).toEqual(password('ann', 'se:cret'))
    expect(ann.masked).toEqual(['se:cret'])
  })

  test('as user and password', async () => {
    const ann = await makeHome({ auths: { 'r.test': { username: 'ann', password: 'secret' } } })
    expect(await ann.find('r.test')).toEqual(password('ann', 'secret'))
  })

  test('as an identity token, with its user if there is one', async () => {
    const nul = '00000000-0000-0000-0000-000000000000'
    const ann = await makeHome({
      auths: {
        'a.test': { auth: pair(`${nul}:`), identitytoken: 'idt' },
        'b.test': { auth: pair('<token>:'), identitytoken: 'idt' },
      },
    })
    expect(await ann.find('a.test')).toEqual({ kind: 'identity-token', token: 'idt', username: nul })
    expect(await ann.find('b.test')).toEqual({ kind: 'identity-token', token: 'idt' })
    expect(ann.masked).toEqual(['idt', 'idt'])
  })

  test('as a registry token', async () => {
    const ann = await makeHome({ auths: { 'r.test': { registrytoken: 'rt', identitytoken: 'idt' } } })
    expect(await ann.find('r.test')).toEqual({ kind: 'registry-token', token: 'rt' })
  })

  test.each([
    ['an empty entry', {}],
    ['null', null],
    ['empty strings', { auth: '', username: '', password: '', identitytoken: '' }],
  ])('but none in %s', async (_, entry) => {
    expect(await (await makeHome({ auths: { 'r.test': entry } })).find('r.test')).toBeUndefined()
  })

  test.each([
    ['no user', { auth: pair(':secret') }, 'it has no user name'],
    ['no password', { auth: pair('ann:') }, 'it has no password'],
    ['no password beside the user', { username: 'ann' }, 'it has no password'],
    ['no colon', { auth: pair('secret') }, "its 'auth' is not user:password in base64"],
    ['invalid base64', { auth: 'ann:secret' }, "its 'auth' is not user:password in base64"],
    ['a number', 7, 'it is not a JSON object'],
    ['numbers', { auth: 7, username: 7, password: 7, identitytoken: 7 }, "its 'auth' is not a string"],
  ])('and names an entry with %s, without showing its content', async (_, entry, reason) => {
    const ann = await makeHome({ auths: { 'r.test': entry, 's.test': { auth: pair('ann:secret') } } })
    const { message } = await failureOf(ann.find('r.test'))
    expect(message).toMatch(/^Input 'registry-auth': the Docker configuration in .*config\.json cannot be read: /)
    expect(message.endsWith(`the entry 'r.test' of 'auths' cannot be used: ${reason}. Run 'docker login' again`)).toBe(
      true
    )
    expect(message).not.toContain('secret')
    expect(await ann.find('s.test')).toEqual(password('ann', 'secret'))
  })

  test('and masks all of them, because the builder gets all of them', async () => {
    const auths = {
      'r.test': { auth: pair('ann:secret-r') },
      's.test': { identitytoken: 'idt' },
      't.test': 7,
      'u.test': {},
    }
    const ann = await makeHome({ auths })
    await ann.find('nowhere.test')
    expect(ann.masked).toEqual(['secret-r', 'idt'])
  })

  test("and prefers 'auth' to a user and password beside it, as Docker does", async () => {
    const entry = { auth: pair('ann:new'), username: 'bob', password: 'old' }
    expect(await (await makeHome({ auths: { 'r.test': entry } })).find('r.test')).toEqual(password('ann', 'new'))
  })

  test('in DOCKER_CONFIG rather than at home, and in DOCKER_AUTH_CONFIG before both', async () => {
    const ann = await makeHome({ auths: { 'r.test': { auth: pair('home:1') }, 'only.home': { auth: pair('home:3') } } })
    const bob = await makeHome({ auths: { 'r.test': { auth: pair('home:1') } } })
    const document = JSON.stringify({ auths: { 'r.test': { auth: pair('document:2') } } })
    expect(await ann.find('r.test', { DOCKER_AUTH_CONFIG: document })).toEqual(password('document', '2'))
    expect(await ann.find('only.home', { DOCKER_AUTH_CONFIG: document })).toEqual(password('home', '3'))
    expect(await bob.find('r.test', { DOCKER_CONFIG: '/nowhere' })).toBeUndefined()
  })
})

describe('uses a key for exactly one registry, including the port (CVE-2026-59891)', () => {
  const entry = { auth: pair('ann:secret') }
  test.each([
    [
      'https://index.docker.io/v1/',
      ['docker.io'],
      ['docker.io.evil.test', 'evil-docker.io', 'index.docker.io.evil.test'],
    ],
    ['docker.io', ['docker.io'], ['io', 'docker.io:444', 'sub.docker.io']],
    ['https://R.test/v2/', ['r.test'], ['r.test:443', 'xr.test', 'r.test.evil.test', 'r.tes']],
    ['r.test:5000', ['r.test:5000'], ['r.test', 'r.test:500', 'r.test:50000', '5000']],
    ['', [], ['docker.io', 'r.test']],
    ['https://', [], ['docker.io']],
    ['__proto__', [], ['docker.io']],
  ])('%s', async (key, its, others) => {
    const ann = await makeHome({ auths: { [key]: entry } })
    for (const registry of its) expect(await ann.find(registry)).toEqual(password('ann', 'secret'))
    for (const registry of others) expect(await ann.find(registry)).toBeUndefined()
  })

  test.each([
    [
      'r.test/acme',
      ['r.test/acme', 'r.test/acme/app', 'r.test/acme/a/b'],
      ['r.test/acme-evil', 'r.test/acm', 'r.test/x/acme'],
    ],
    ['r.test/acme/', ['r.test/acme/app'], ['r.test/acmeapp', 'r.test/other']],
    ['docker.io/acme', ['docker.io/acme/app'], ['docker.io/library/app', 'r.test/acme/app']],
    ['index.docker.io/acme', ['docker.io/acme/app'], ['docker.io/acme-evil/app']],
    ['r.test:5000/acme', ['r.test:5000/acme/app'], ['r.test/acme/app', 'r.test:5000/app']],
    ['https://r.test/acme', ['r.test/acme/app', 'r.test/other'], ['r.test.evil/acme/app']],
    ['r.test/v2/', ['r.test/acme/app'], ['s.test/v2/app']],
    ['r.test/Not A Name', [], ['r.test/acme/app']],
  ])('or, with a path, for the repositories under it: %s', async (key, its, others) => {
    const ann = await makeHome({ auths: { [key]: entry } })
    for (const repository of its) expect(await ann.find(repository)).toEqual(password('ann', 'secret'))
    for (const repository of others) expect(await ann.find(repository)).toBeUndefined()
  })

  test('uses the longest matching path', async () => {
    const as = (name: string) => ({ auth: pair(`${name}:1`) })
    const auths = { 'r.test/a': as('a'), 'r.test': as('all'), 'r.test/a/b/c': as('abc'), 'r.test/a/b': as('ab') }
    const ann = await makeHome({ auths })
    const found = ['r.test/x', 'r.test/a', 'r.test/a/x', 'r.test/a/b', 'r.test/a/bc', 'r.test/a/b/c/d'].map((each) =>
      ann.find(each)
    )
    const names = (await Promise.all(found)).map((each) => each && 'username' in each && each.username)
    expect(names).toEqual(['all', 'a', 'a', 'ab', 'a', 'abc'])
  })

  test('prefers the exact key to others with the same meaning', async () => {
    const ann = await makeHome({
      auths: { 'r.test/ann': { auth: pair('path:1') }, 'r.test': { auth: pair('host:2') } },
    })
    expect(await ann.find('r.test')).toEqual(password('host', '2'))
  })
})

describe('the credential for ghcr.io', () => {
  const job = { job: { token: 'job-token', registry: 'ghcr.io' } }

  test("is the job's token if there is no other", async () => {
    const ann = await makeHome()
    expect(await ann.find('ghcr.io', { GITHUB_ACTOR: 'ann' }, job)).toEqual(password('ann', 'job-token'))
    expect(await ann.find('ghcr.io', {}, job)).toEqual(password('x-access-token', 'job-token'))
    for (const other of ['ghcr.io.evil.test', 'ghcr.io:443', 'evil-ghcr.io', 'docker.io']) {
      expect(await ann.find(other, {}, job)).toBeUndefined()
    }
  })

  test('is that of the inputs, or else that of docker login', async () => {
    const given = new Map([['ghcr.io', { credential: password('bob', 'given') }]])
    const ann = await makeHome({ auths: { 'ghcr.io': { auth: pair('ann:left') } } })
    expect(await ann.find('ghcr.io', {}, { ...job, given })).toEqual(password('bob', 'given'))
    expect(await ann.find('ghcr.io', {}, job)).toEqual(password('ann', 'left'))
  })

  test('is missing if the job runs on another server, whose own registry gets the token', async () => {
    const elsewhere = { job: { token: 'job-token', registry: 'containers.github.acme.example' } }
    const ann = await makeHome()
    expect(await ann.find('ghcr.io', {}, elsewhere)).toBeUndefined()
    expect(await ann.find('containers.github.acme.example', {}, elsewhere)).toEqual(
      password('x-access-token', 'job-token')
    )
    expect([...(await ann.keyring({}, elsewhere).logins()).keys()]).toEqual(['containers.github.acme.example'])
    const nowhere = { job: { token: 'job-token', registry: undefined } }
    expect(await ann.find('ghcr.io', {}, nowhere)).toBeUndefined()
    expect([...(await ann.keyring({}, nowhere).logins()).keys()]).toEqual([])
  })

  test('passes the builder the credential for the paths that it reads, because Docker has one per registry', async () => {
    const given = new Map([
      ['r.test/a', { credential: password('robot-a', '1') }],
      ['r.test/b', { credential: password('robot-b', '2') }],
      ['s.test', { credential: password('bob', '3') }],
    ])
    const auths = { 't.test/x': { auth: pair('robot-x:4') }, 't.test/y': { auth: pair('robot-y:5') } }
    const ann = await makeHome({ auths })
    const namesFor = async (...read: readonly string[]) => {
      const repositories = read.map((each) => ({ registry: each.slice(0, 6), name: each.slice(7) }))
      const logins = await ann.keyring({}, { given }).logins(repositories)
      return Object.fromEntries([...logins].map(([registry, { username }]) => [registry, username]))
    }
    expect(await namesFor()).toEqual({ 'r.test': 'robot-a', 's.test': 'bob' })
    expect(await namesFor('r.test/b/base', 's.test/base', 'u.test/base')).toEqual({
      'r.test': 'robot-b',
      's.test': 'bob',
    })
    expect(await namesFor('t.test/y/base')).toEqual({ 'r.test': 'robot-a', 's.test': 'bob', 't.test': 'robot-y' })
  })

  test('does not pass the builder a login that Docker finds by itself', async () => {
    const given = new Map([['r.test', { credential: password('bob', 'given') }]])
    const empty = await makeHome()
    const ann = await makeHome({ auths: { 'ghcr.io': { auth: pair('ann:left') } } })
    expect([...(await empty.keyring({}, { ...job, given }).logins()).keys()]).toEqual(['r.test', 'ghcr.io'])
    expect([...(await ann.keyring({}, { ...job, given }).logins()).keys()]).toEqual(['r.test'])
  })
})

test.each(['{"auths":{"r.test":{"auth":"c2VjcmV0', '[]', '"text"', '{"auths":[]}', 'null', '{"credHelpers":"x"}'])(
  'fails for an invalid configuration without showing any of it: %s',
  async (text) => {
    const ann = await makeHome(text)
    const { message } = await failureOf(ann.find('r.test'))
    expect(message).toMatch(
      /^Input 'registry-auth': the Docker configuration in .*config\.json cannot be read: .* is not (a |valid )?JSON/
    )
    expect(message).not.toContain('c2Vjcm')
  }
)

test('finds nothing without a configuration, or with a file in place of its folder', async () => {
  const ann = await makeHome('{}')
  expect(await ann.find('r.test', { DOCKER_CONFIG: '/dev/null' })).toBeUndefined()
  expect(await ann.find('r.test', { HOME: undefined })).toBeUndefined()
})

describe('a login that docker login left and that is refused', () => {
  const job = { job: { token: 'job-token', registry: 'ghcr.io' } }
  const left = { auths: { 'ghcr.io': { auth: pair('ann:expired') } } }
  const repository = { registry: 'ghcr.io', name: 'acme/app' }

  test("is followed by the job's token, once", async () => {
    const lines: string[] = []
    const ann = await makeHome(left)
    const signingIn = (registry: string, description: string) => lines.push(`${registry}: ${description}`)
    const { credential } = await ann.keyring({}, { ...job, signingIn }).accessTo(repository)
    const expired = await credential()
    expect(expired).toEqual(password('ann', 'expired'))
    expect(await credential(expired)).toEqual(password('x-access-token', 'job-token'))
    expect(await credential()).toEqual(password('x-access-token', 'job-token'))
    expect(lines).toEqual([expect.stringMatching(/^ghcr\.io: .*\/config\.json$/), "ghcr.io: the job's token"])
  })

  test('stays the last one if nothing follows it', async () => {
    const ann = await makeHome(left)
    const { credential } = await ann.keyring().accessTo(repository)
    const expired = await credential()
    expect(await credential(expired)).toEqual(password('ann', 'expired'))
  })

  test('does not replace a login from the inputs', async () => {
    const ann = await makeHome(left)
    const given = new Map([['ghcr.io', { credential: password('bob', 'wrong') }]])
    const { credential } = await ann.keyring({}, { ...job, given }).accessTo(repository)
    const wrong = await credential()
    expect(await credential(wrong)).toEqual(password('bob', 'wrong'))
  })
})

describe('the credentials that podman login stored', () => {
  const stored = JSON.stringify({ auths: { 'r.test/team': { auth: pair('bob:podman') } } })

  test.each([
    ['~/.config/containers/auth.json', '.config/containers/auth.json', {}],
    ['the file in REGISTRY_AUTH_FILE', 'elsewhere.json', { REGISTRY_AUTH_FILE: 'elsewhere.json' }],
  ])('are found in %s', async (_, path, variables) => {
    const ann = await makeHome()
    await ann.write(path, stored)
    const absolute = Object.fromEntries(Object.entries(variables).map(([name, file]) => [name, ann.pathOf(file)]))
    expect(await ann.find('r.test/team/app', absolute)).toEqual(password('bob', 'podman'))
    expect(await ann.find('r.test/other/app', absolute)).toBeUndefined()
  })

  test("come after Docker's own, and are given to the builder, which does not know them", async () => {
    const ann = await makeHome({ auths: { 's.test': { auth: pair('ann:docker') } } })
    const both = { auths: { 's.test': { auth: pair('bob:podman') }, 'r.test': { auth: pair('bob:podman') } } }
    await ann.write('.config/containers/auth.json', JSON.stringify(both))
    expect(await ann.find('s.test/app')).toEqual(password('ann', 'docker'))
    const read = ['r.test', 's.test'].map((registry) => ({ registry, name: 'base' }))
    expect([...(await ann.keyring().logins(read)).keys()]).toEqual(['r.test'])
  })
})
