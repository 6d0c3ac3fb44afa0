import { describe, expect, test } from 'vitest'
import type { Auth } from '../../support/registry/auth.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { clientAt } from '../client.ts'

const withTokens = (tokens: Tokens, more: Partial<Auth & { kind: 'bearer' }>) =>
  startTestRegistry({ auth: { kind: 'bearer', tokens, ...more } })

describe('cancelling a session', () => {
  test.each(['push', 'delete'] as const)(
    'asks for the right to %s, separately from the token for pushing',
    async (cancelAction) => {
      const tokens = new Tokens()
      await using registry = await withTokens(tokens, { cancelAction })
      await using client = await clientAt(registry.host)
      const { blobs } = client.repository('o/app')
      for (let times = 0; times < 2; times += 1) await blobs.cancel(await blobs.openSession())
      expect(registry.sessions).toEqual([])
      expect(tokens.asked.map((rights) => rights.length)).toEqual(cancelAction === 'push' ? [2] : [2, 3])
      expect(registry.log.filter((line) => line.includes('401'))).toHaveLength(cancelAction === 'push' ? 1 : 2)
    }
  )

  test('asks for the right to delete once for concurrent cancellations', async () => {
    const tokens = new Tokens()
    await using registry = await withTokens(tokens, { cancelAction: 'delete' })
    await using client = await clientAt(registry.host)
    const { blobs } = client.repository('o/app')
    const sessions = await Promise.all(Array.from({ length: 5 }, () => blobs.openSession()))
    await Promise.all(sessions.map((session) => blobs.cancel(session)))
    expect(registry.sessions).toEqual([])
    expect(tokens.asked).toHaveLength(2)
  })
})
