import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { issue, makeAuthority } from './certificate.ts'
import { startTestRegistry } from './registry.ts'
import { startStranger } from './stranger.ts'

test('a stranger accepts and records any request', async () => {
  await using stranger = await startStranger()
  await ask('GET', `${stranger.origin}/token?service=x`)
  expect(stranger.secrets).toEqual([])
  const headers = { authorization: 'Bearer token', cookie: 'a=b' }
  const post = await ask('POST', `${stranger.origin}/v2/o/app/blobs/uploads/?digest=x`, { body: 'secret', headers })
  expect([post.status, post.headers.location]).toEqual([202, '/upload?_state=1'])
  expect(stranger.saw).toEqual([
    { method: 'GET', url: '/token?service=x', body: '' },
    {
      method: 'POST',
      url: '/v2/o/app/blobs/uploads/?digest=x',
      authorization: 'Bearer token',
      cookie: 'a=b',
      body: 'secret',
    },
  ])
  expect(stranger.secrets).toEqual(['Bearer token', 'a=b'])
})

test('a stranger can ask for credentials, and have another host name', async () => {
  await using stranger = await startStranger({ hostname: 'localhost' })
  expect(stranger.origin).toMatch(/^http:\/\/localhost:/)
  stranger.fail({}, { status: 401, headers: { 'www-authenticate': 'Basic realm="please"' } })
  expect((await ask('PUT', `http://${stranger.host.replace('localhost', '127.0.0.1')}/x`, { body: 'y' })).status).toBe(
    401
  )
  expect(stranger.saw[0]?.body).toBe('y')
})

test('servers are trusted by their authority, and clients are identified by their certificate', async () => {
  const authority = makeAuthority()
  const client = issue(authority, { name: 'runner' })
  await using registry = await startTestRegistry({ tls: issue(authority) })
  await using stranger = await startStranger({ tls: issue(authority) })
  const ca = authority.cert
  expect((await ask('GET', `${registry.origin}/v2/`, { tls: { ca } })).status).toBe(200)
  await ask('GET', `${stranger.origin}/`, { tls: { ca, ...client } })
  expect(stranger.secrets).toEqual(['runner'])
  await expect(ask('GET', `${registry.origin}/v2/`)).rejects.toThrow(/certificate/)
  await using other = await startTestRegistry({ tls: issue(authority, { expired: true }) })
  await expect(ask('GET', `${other.origin}/v2/`, { tls: { ca } })).rejects.toThrow(/expired/)
})

test('a client certificate is required if its authority is set', async () => {
  const authority = makeAuthority()
  const tls = { ...issue(authority), clientCA: authority.cert }
  await using registry = await startTestRegistry({ tls, elsewhere: { tls: issue(authority) } })
  const ca = authority.cert
  const client = { ca, ...issue(authority, { name: 'runner' }) }
  await expect(ask('GET', `${registry.origin}/v2/`, { tls: { ca } })).rejects.toThrow()
  expect((await ask('GET', `${registry.origin}/v2/`, { tls: client })).status).toBe(200)
  expect(registry.entries[0]?.clientCertificate).toBe('runner')
  await ask('GET', `${registry.elsewhere}/v2/?_signed=yes`, { tls: client })
  expect(registry.unexpected).toEqual(['GET base elsewhere: shows a client certificate to another origin'])
})

test('a reset reaches the client through TLS, and TLS to plain http is recorded', async () => {
  const authority = makeAuthority()
  await using registry = await startTestRegistry({ tls: issue(authority) })
  registry.fail({}, 'reset before headers')
  await expect(ask('GET', `${registry.origin}/v2/`, { tls: { ca: authority.cert } })).rejects.toThrow('ECONNRESET')
  await using plain = await startTestRegistry()
  await expect(ask('GET', `https://${plain.host}/v2/`)).rejects.toThrow()
  expect(plain.unexpected).toEqual(['TLS was sent to plain http'])
})
