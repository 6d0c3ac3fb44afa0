import { describe, expect, test } from 'vitest'
import { failureOf } from '../registry/client.ts'
import { makeHome, pair, password } from './home.ts'

describe('a credential helper', () => {
  const gives = `echo '{"ServerURL":"x","Username":"ann","Secret":"from-helper"}'`

  test("for a registry is called with the registry's name, as by Docker", async () => {
    const ann = await makeHome({ credHelpers: { 'r.test': 'own' }, credsStore: 'store', auths: { 'r.test': {} } })
    await ann.helper('own', gives)
    expect(await ann.find('r.test')).toEqual(password('ann', 'from-helper'))
    expect(await ann.asked()).toBe('own get r.test\n')
    expect(ann.masked).toEqual(['from-helper'])
  })

  test("for all registries is called for the others, and with Docker's name for Docker Hub", async () => {
    const ann = await makeHome({ credHelpers: { 'r.test': 'own' }, credsStore: 'store' })
    await ann.helper('store', gives)
    expect(await ann.find('docker.io')).toEqual(password('ann', 'from-helper'))
    expect(await ann.asked()).toBe('store get https://index.docker.io/v1/\n')
  })

  test('for all registries is not called for one without a helper, whose credential is in the file', async () => {
    const file = { 'r.test': { auth: pair('ann:file') }, 'https://index.docker.io/v1/': { auth: pair('ann:hub') } }
    const credHelpers = { 'r.test': '', 's.test': '', 'https://index.docker.io/v1/': '' }
    const ann = await makeHome({ credHelpers, credsStore: 'store', auths: file })
    await ann.helper('store', gives)
    expect(await ann.find('r.test')).toEqual(password('ann', 'file'))
    expect(await ann.find('docker.io')).toEqual(password('ann', 'hub'))
    expect(await ann.find('s.test')).toBeUndefined()
    expect(await ann.asked()).toBe('')
  })

  test('may return an identity token', async () => {
    const ann = await makeHome({ credsStore: 'store' })
    await ann.helper('store', `echo '{"Username":"<token>","Secret":"idt"}'`)
    expect(await ann.find('r.test')).toEqual({ kind: 'identity-token', token: 'idt' })
  })

  test('that has no credential falls back to the file', async () => {
    const ann = await makeHome({ credsStore: 'store', auths: { 'r.test': { auth: pair('ann:file') } } })
    await ann.helper('store', `echo 'credentials not found in native keychain'; exit 1`)
    expect(await ann.find('r.test')).toEqual(password('ann', 'file'))
    expect(await ann.find('s.test')).toBeUndefined()
  })

  test.each([
    ['fails', 'exit 3', 'the program failed with exit code 3'],
    [
      'explains its failure',
      'echo first >&2; echo "no  session: run login." >&2; exit 1',
      'the program failed with exit code 1 (no session: run login)',
    ],
    ['reports an error on standard output', 'echo expired; exit 1', 'the program failed with exit code 1 (expired)'],
    ['fails after printing a credential', `${gives}; exit 1`, 'the program failed with exit code 1'],
    [
      'prints its credential to standard error',
      `${gives}; echo "oops from-helper" >&2; exit 1`,
      'the program failed with exit code 1 (oops ***)',
    ],
    ['prints a known secret', 'echo "no: ann:$KNOWN" >&2; exit 1', 'the program failed with exit code 1 (no: ann:***)'],
    ['prints nothing', 'exit 0', 'it returned no credential'],
    ['returns no secret', `echo '{"Username":"ann","Secret":""}'`, 'it returned no credential'],
    ['prints something else', 'echo hello', 'it returned no credential'],
  ])(
    'that %s fails the sign-in, because the credential in the file may be meant for another server',
    async (_, script, reason) => {
      const ann = await makeHome({ credsStore: 'store', auths: { 'r.test': { auth: pair('ann:file') } } })
      await ann.helper('store', script)
      await ann.find('r.test', {}, { given: new Map([['r.test', { credential: password('ann', 'known-secret') }]]) })
      expect((await failureOf(ann.find('r.test', { KNOWN: 'known-secret' }))).message).toBe(
        `r.test: sign-in with docker-credential-store failed: ${reason}.`
      )
    }
  )

  test('that is missing fails the sign-in as well (CVE-2021-41092)', async () => {
    const ann = await makeHome({ credHelpers: { 'r.test': 'none' }, auths: { 'r.test': { auth: pair('ann:file') } } })
    expect((await failureOf(ann.find('r.test'))).message).toBe(
      'r.test: sign-in with docker-credential-none failed: the program cannot be started. Install it, or remove it from the Docker config.'
    )
  })

  test('that does not finish is given up on', async () => {
    const ann = await makeHome({ credsStore: 'store' })
    await ann.helper('store', 'sleep 30')
    const failure = await failureOf(ann.find('r.test', {}, { helperTimeout: 300 }))
    expect(failure.message).toContain('the program did not finish within 0.3 seconds')
  })

  test.each(['../../bin/sh', 'a b', 'x;id', '', '$(id)', 'a\nb'])('is refused if its name is %j', async (name) => {
    const ann = await makeHome({ credHelpers: { 'r.test': name } })
    if (name === '') expect(await ann.find('r.test')).toBeUndefined()
    else expect((await failureOf(ann.find('r.test'))).message).toContain('this is not a valid credential helper name')
  })
})

describe('the helper of a registry', () => {
  const store = { credsStore: 'store' }
  const answer = (secret: string) => `echo '{"Username":"ann","Secret":"${secret}"}'`

  test('runs once for all repositories of a registry, and for the builder', async () => {
    const ann = await makeHome({ ...store, auths: { 'r.test/team-b': { auth: pair('bob:file') } } })
    await ann.helper('store', answer('secret'))
    const keyring = ann.keyring({}, { job: { token: 'job', registry: 'r.test' } })
    for (const name of ['team-a/app', 'team-b/app', 'team-a/other']) {
      const { credential } = await keyring.accessTo({ registry: 'r.test', name })
      expect(await credential()).toEqual(password('ann', 'secret'))
    }
    await keyring.logins()
    expect(await ann.asked()).toBe('store get r.test\n')
  })

  test('runs again after its credential was refused, but only once more if the result is the same', async () => {
    const ann = await makeHome(store)
    await ann.helper('store', `test -e "$HOME/ran" && ${answer('new')} || { touch "$HOME/ran"; ${answer('old')}; }`)
    const { credential } = await ann.keyring().accessTo({ registry: 'r.test', name: 'app' })
    const old = await credential()
    expect(old).toEqual(password('ann', 'old'))
    const replaced = await Promise.all([credential(old), credential(old)])
    expect(replaced).toEqual([password('ann', 'new'), password('ann', 'new')])
    for (let turn = 0; turn < 3; turn += 1) expect(await credential(replaced[0])).toEqual(password('ann', 'new'))
    expect(await ann.asked()).toBe('store get r.test\n'.repeat(3))
  })
})

test('repositories share access if and only if they have the same settings and credential', async () => {
  const ann = await makeHome({ auths: { 'r.test': { auth: pair('ann:1') }, 'r.test/a': { auth: pair('bob:2') } } })
  const given = new Map([['r.test/c', { insecure: true }]])
  const keyring = ann.keyring({}, { given })
  const at = (name: string) => keyring.accessTo({ registry: 'r.test', name })
  expect(await at('x')).toBe(await at('y/z'))
  expect(await at('a/x')).toBe(await at('a/y'))
  expect(new Set([await at('x'), await at('a/x'), await at('c/x')]).size).toBe(3)
})
