import { expect, test } from 'vitest'
import { FirstRequest } from '../../../src/registry/auth/first-request.ts'

const { signal } = new AbortController()
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

test('a request that waited for that of another repository does not keep the process running', async () => {
  const first = new FirstRequest(5_000)
  const before = timers()
  const leave = await first.enter('acme/app', 'read', signal)
  const other = first.enter('acme/base', 'read', signal)
  leave('answer')
  await other
  expect(timers()).toBe(before)
})

test('a request whose repository is given up does not wait any longer', async () => {
  const first = new FirstRequest(60_000)
  const given = new AbortController()
  await first.enter('acme/app', 'read', signal)
  const other = first.enter('acme/base', 'read', given.signal)
  given.abort(new Error('the target failed'))
  await expect(other).rejects.toThrow('the target failed')
})
