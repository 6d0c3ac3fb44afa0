import { expect, test } from 'vitest'
import { failureOf } from '../registry/client.ts'
import { testEnvironment } from '../support/environment.ts'
import { image, layer } from '../support/images.ts'
import { publishTo } from '../support/publish.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { makeHome } from './home.ts'

const app = image({ layers: [layer('app')] })

test.each(['.config/docker', '.config/containers'])(
  'publishes to a registry whose CA and client certificate are in ~/%s/certs.d',
  async (folder) => {
    const authority = makeAuthority()
    const runner = issue(authority, { name: 'runner' })
    const tls = { ...issue(authority, { hosts: ['127.0.0.1'] }), ca: authority.cert }
    await using registry = await startTestRegistry({ tls })
    const ann = await makeHome()
    const publish = async () => {
      const keyring = ann.keyring()
      return await publishTo([`${registry.host}/o/app:v1`], app, {
        environment: testEnvironment(),
        accessTo: (repository) => keyring.accessTo(repository),
      })
    }
    expect((await publish()).map(({ status }) => status)).toEqual(['failed'])
    for (const [name, text] of [
      ['ca.crt', authority.cert],
      ['client.cert', runner.cert],
      ['client.key', runner.key],
    ] as const)
      await ann.write(`${folder}/certs.d/${registry.host}/${name}`, text)
    expect((await publish()).map(({ status, error }) => error?.message ?? status)).toEqual(['published'])
    expect(ann.masked).toContain(runner.key)
  }
)

test('does not use the certificates of another port', async () => {
  const ann = await makeHome()
  await ann.write('.config/docker/certs.d/r.test:5000/ca.crt', 'the CA')
  expect((await ann.keyring().accessTo({ registry: 'r.test:5000', name: 'app' })).tls).toEqual({ ca: 'the CA' })
  expect((await ann.keyring().accessTo({ registry: 'r.test', name: 'app' })).tls).toEqual({})
})

test('prefers the certificates in the inputs', async () => {
  const ann = await makeHome()
  await ann.write('.config/docker/certs.d/r.test/ca.crt', 'from the folder')
  const keyring = ann.keyring({}, { given: new Map([['r.test', { tls: { ca: 'from the inputs' } }]]) })
  expect((await keyring.accessTo({ registry: 'r.test', name: 'app' })).tls).toEqual({ ca: 'from the inputs' })
})

test('reports a client certificate without a key', async () => {
  const ann = await makeHome()
  await ann.write('.config/docker/certs.d/r.test/client.cert', 'a certificate')
  expect((await failureOf(ann.keyring().accessTo({ registry: 'r.test', name: 'app' }))).message).toMatch(
    /^Input 'registry-auth': the certificate .*client\.cert cannot be used: client\.key is missing next to it$/
  )
})
