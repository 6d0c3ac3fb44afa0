import { describe, expect, test } from 'vitest'
import { failureOf } from './client.ts'
import { makeHome, pair, password } from './home.ts'

describe('what docker login left is found', () => {
  test('as a pair, split at the first colon', async () => {
    const ann = await makeHome({ auths: { 'r.test': { auth: pair('ann:se:cret\0\0') } } })
    expect(await ann.find('r.test')).toEqual(password('ann', 'se:cret'))
    expect(ann.masked).toEqual(['se:cret'])
  })

  test('as user and password', async () => {
    const ann = await makeHome({ auths: { 'r.test': { username: 'ann', password: 'secret' } } })
    expect(await ann.find('r.test')).toEqual(password('ann', 'secret'))
  })

  test('as an identity token, with its user where there is one', async () => {
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
    ['no user', { auth: pair(':secret') }],
    ['no password', { auth: pair('ann:') }],
    ['no colon', { auth: pair('ann') }],
    ['nothing', {}],
    ['no entry', null],
    ['a number', 7],
    ['numbers', { auth: 7, username: 7, password: 7, identitytoken: 7 }],
  ])('but nothing is made of %s', async (_, entry) => {
    expect(await (await makeHome({ auths: { 'r.test': entry } })).find('r.test')).toBeUndefined()
  })

  test('in DOCKER_CONFIG rather than at home, and in DOCKER_AUTH_CONFIG before all', async () => {
    const ann = await makeHome({ auths: { 'r.test': { auth: pair('home:1') }, 'only.home': { auth: pair('home:3') } } })
    const bob = await makeHome({ auths: { 'r.test': { auth: pair('home:1') } } })
    const document = JSON.stringify({ auths: { 'r.test': { auth: pair('document:2') } } })
    expect(await ann.find('r.test', { DOCKER_AUTH_CONFIG: document })).toEqual(password('document', '2'))
    expect(await ann.find('only.home', { DOCKER_AUTH_CONFIG: document })).toEqual(password('home', '3'))
    expect(await bob.find('r.test', { DOCKER_CONFIG: '/nowhere' })).toBeUndefined()
  })
})

describe('a key is for one registry, whole and port included (CVE-2026-59891)', () => {
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

  test('the exact one before those that only come to the same', async () => {
    const ann = await makeHome({
      auths: { 'r.test/ann': { auth: pair('path:1') }, 'r.test': { auth: pair('host:2') } },
    })
    expect(await ann.find('r.test')).toEqual(password('host', '2'))
  })
})

describe('who we are at ghcr.io', () => {
  const job = { jobToken: 'job-token' }

  test('is the job, where nothing else is known', async () => {
    const ann = await makeHome()
    expect(await ann.find('ghcr.io', { GITHUB_ACTOR: 'ann' }, job)).toEqual(password('ann', 'job-token'))
    expect(await ann.find('ghcr.io', {}, job)).toEqual(password('x-access-token', 'job-token'))
    for (const other of ['ghcr.io.evil.test', 'ghcr.io:443', 'evil-ghcr.io', 'docker.io']) {
      expect(await ann.find(other, {}, job)).toBeUndefined()
    }
  })

  test('is what the inputs give, or what docker login left', async () => {
    const given = new Map([['ghcr.io', password('bob', 'given')]])
    const ann = await makeHome({ auths: { 'ghcr.io': { auth: pair('ann:left') } } })
    expect(await ann.find('ghcr.io', {}, { ...job, given })).toEqual(password('bob', 'given'))
    expect(await ann.find('ghcr.io', {}, job)).toEqual(password('ann', 'left'))
  })

  test("is nobody where the job is another server's, whose own registry knows it", async () => {
    const elsewhere = { ...job, jobRegistry: 'containers.github.acme.example' }
    const ann = await makeHome()
    expect(await ann.find('ghcr.io', {}, elsewhere)).toBeUndefined()
    expect(await ann.find('containers.github.acme.example', {}, elsewhere)).toEqual(
      password('x-access-token', 'job-token')
    )
    expect([...(await ann.keyring({}, elsewhere).logins()).keys()]).toEqual(['containers.github.acme.example'])
    const nowhere = { ...job, jobRegistry: undefined }
    expect(await ann.find('ghcr.io', {}, nowhere)).toBeUndefined()
    expect([...(await ann.keyring({}, nowhere).logins()).keys()]).toEqual([])
  })

  test('is told to a builder only where it is not Docker that knows it', async () => {
    const given = new Map([['r.test', password('bob', 'given')]])
    const nobody = await makeHome()
    const ann = await makeHome({ auths: { 'ghcr.io': { auth: pair('ann:left') } } })
    expect([...(await nobody.keyring({}, { ...job, given }).logins()).keys()]).toEqual(['r.test', 'ghcr.io'])
    expect([...(await ann.keyring({}, { ...job, given }).logins()).keys()]).toEqual(['r.test'])
  })
})

test.each(['{"auths":{"r.test":{"auth":"c2VjcmV0', '[]', '"text"', '{"auths":[]}', 'null', '{"credHelpers":"x"}'])(
  'a configuration that Docker did not write is an error, and none of it is shown: %s',
  async (text) => {
    const ann = await makeHome(text)
    const { message } = await failureOf(ann.find('r.test'))
    expect(message).toMatch(
      /^Input 'registry-auth': the Docker configuration in .*config\.json cannot be read: .* is not (a )?JSON/
    )
    expect(message).not.toContain('c2Vjcm')
  }
)

test('no configuration is none, nor is a file in place of its folder', async () => {
  const ann = await makeHome('{}')
  expect(await ann.find('r.test', { DOCKER_CONFIG: '/dev/null' })).toBeUndefined()
  expect(await ann.find('r.test', { HOME: undefined })).toBeUndefined()
})
