import { describe, expect, test } from 'vitest'
import { startStranger } from '../../support/registry/stranger.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { failureOf } from '../client.ts'
import { digest, type Meeting, meet, tls } from '../meeting.ts'

describe('a realm', () => {
  const basic = `Basic ${Buffer.from('ann:secret').toString('base64')}`

  async function ask(meeting: Meeting, realm: string): Promise<string> {
    const challenge = [`Bearer realm="${realm}",service="x",scope="repository:o/app:pull"`]
    meeting.registry.authorize({ kind: 'bearer', tokens: new Tokens(), challenge })
    return (await failureOf(meeting.client.repository('o/app').blobs.has(digest))).message
  }

  test('with another host name is not used', async () => {
    await using meeting = await meet({}, { hostname: 'localhost' })
    const { registry, stranger } = meeting
    expect(await ask(meeting, `${stranger.origin}/token`)).toBe(
      `${registry.host}: sign-in failed: the registry's token service (${stranger.host}) was not used: it is an address in a private network. If you trust it, list it under 'realms' for ${registry.host} in 'registry-auth'.`
    )
    expect(stranger.saw).toEqual([])
  })

  test('that the user lists is used, and no other', async () => {
    await using meeting = await meet({}, { hostname: 'localhost' }, { realms: ['localhost'] })
    await ask(meeting, `${meeting.stranger.origin}/token`)
    expect(new Set(meeting.stranger.secrets)).toEqual(new Set([basic]))
  })

  test('that the user lists with its port is not used at another port', async () => {
    await using meeting = await meet({}, { hostname: 'localhost' }, { realms: ['localhost:1'] })
    expect(await ask(meeting, `${meeting.stranger.origin}/token`)).toContain('private network')
    expect(meeting.stranger.saw).toEqual([])
  })

  test('without TLS is not used by a registry with TLS', async () => {
    await using meeting = await meet({ tls }, {}, { realms: ['127.0.0.1'] })
    expect(await ask(meeting, `${meeting.stranger.origin}/token`)).toMatch(
      /: it is not https\. If a proxy in front of the registry terminates TLS, have it pass on Host, and set X-Forwarded-Proto to https\.$/
    )
    expect(meeting.stranger.saw).toEqual([])
  })

  test('with http in the URL of a registry with https is used over https', async () => {
    await using meeting = await meet({ tls })
    const { registry, client } = meeting
    const realm = `${registry.origin.replace('https:', 'http:')}/token`
    registry.authorize({ kind: 'bearer', tokens: new Tokens(), realm })
    expect(await client.repository('o/app').blobs.has(digest)).toBe(true)
    expect(registry.entries.find(({ route }) => route.kind === 'token')?.authorization).toBe(basic)
  })

  test('at another port of the registry gets the password, but no client certificate', async () => {
    await using meeting = await meet({ tls }, { tls })
    await ask(meeting, `${meeting.stranger.origin}/token`)
    expect(new Set(meeting.stranger.secrets)).toEqual(new Set([basic]))
  })

  test('that redirects is not followed', async () => {
    await using stranger = await startStranger({ hostname: 'localhost' })
    await using meeting = await meet({}, {})
    meeting.stranger.fail({}, { status: 307, headers: { location: `${stranger.origin}/token` } })
    expect(await ask(meeting, `${meeting.stranger.origin}/token`)).toContain('failed: 307')
    expect(stranger.saw).toEqual([])
  })

  test.each([
    ['http://169.254.169.254/latest/meta-data', /an address in a private network\. If you trust it, list it /],
    ['https://user:password@127.0.0.1/token', /: it contains credentials\.$/],
    ['file:///etc/passwd', /: it is not https\.$/],
    ['https://', /: its realm is not a URL\.$/],
    ['', /: its realm is not a URL\.$/],
  ])('%s is not used', async (realm, reason) => {
    await using meeting = await meet({})
    expect(await ask(meeting, realm)).toMatch(reason)
    expect(meeting.registry.log).toEqual([expect.stringMatching(/^HEAD blob \S+ 401$/)])
  })
})
