import { describe, expect, test } from 'vitest'
import { clientAt, upload } from '../registry/client.ts'
import { bytes, digest, type Meeting, meet, tls } from '../registry/meeting.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { ForwardProxy } from '../support/registry/proxy/forward-proxy.ts'
import { startTestRegistry } from '../support/registry/registry.ts'

/** Redirects requests for a blob to this location; checks for the blob and then uploads it. */
async function askAndUpload({ registry, client }: Meeting, location: string): Promise<boolean> {
  const methods = ['HEAD', 'GET']
  const isAboutBlob = {
    where: ({ method = '', route = { kind: '' } }) => methods.includes(method) && route.kind === 'blob',
  }
  registry.fail(isAboutBlob, { status: 307, headers: { location } }, { times: 9 })
  const repository = client.repository('o/app')
  const isThere = await repository.blobs.has(digest)
  await upload(repository, bytes)
  return isThere
}

describe('a blob that is redirected to a forbidden location', () => {
  const blob = digest.slice(0, 19)
  const uploaded = ['POST upload 202', `PUT upload ${blob} 201`]

  test.each([
    'http://169.254.169.254/latest',
    'https://ann:secret@127.0.0.1/blob',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '//[',
  ])('is considered missing, and uploaded: %s', async (location) => {
    await using meeting = await meet({ tls })
    expect(await askAndUpload(meeting, location)).toBe(false)
    expect(meeting.registry.log.filter((line) => !/401|token/.test(line))).toEqual([
      `HEAD blob ${blob} 307`,
      ...uploaded,
    ])
    expect(meeting.stranger.saw).toEqual([])
  })

  test.each(['works', 405] as const)(
    'without TLS is considered missing, and that server gets no request (HEAD: %s)',
    async (head) => {
      await using meeting = await meet({ tls, behaviour: { head } })
      expect(await askAndUpload(meeting, `${meeting.stranger.origin}/blob`)).toBe(false)
      expect(meeting.registry.log.slice(-2)).toEqual(uploaded)
      expect(meeting.stranger.saw).toEqual([])
    }
  )

  test('in a private network is not requested there by a registry on the internet', async () => {
    const authority = makeAuthority()
    await using registry = await startTestRegistry({ tls: issue(authority, { hosts: ['registry.test'] }) })
    await using proxy = new ForwardProxy()
    await proxy.start()
    proxy.routes.set('registry.test:443', registry.host)
    const access = { tls: { ca: authority.cert }, variables: { HTTPS_PROXY: proxy.url } }
    await using client = await clientAt('registry.test', access)
    registry.fail({ method: 'HEAD' }, { status: 307, headers: { location: 'https://10.1.2.3:9000/blob' } })
    expect(await client.repository('o/app').blobs.has(digest)).toBe(false)
    expect(new Set(proxy.saw)).toEqual(new Set(['CONNECT registry.test:443']))
  })
})
