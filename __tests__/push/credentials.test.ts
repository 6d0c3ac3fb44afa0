import { expect, test } from 'vitest'
import type { Keyring } from '../../src/credentials/keyring.ts'
import type { Repository } from '../../src/oci/distribution/reference.ts'
import { image, layer } from '../support/images.ts'
import { keyringWith } from '../support/keyring.ts'
import { publishTo } from '../support/publish.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'

const app = image({ layers: [layer('base'), layer('app')] })
const robots = { 'robot-a': 'password-of-a', 'robot-b': 'password-of-b', 'robot-all': 'password-of-all' }
const may: Readonly<Record<string, RegExp>> = {
  'robot-a': /^repository:team-a\//,
  'robot-b': /^repository:team-b\//,
  'robot-all': /^repository:(?!team-[ab]\/)/,
}

/** A keyring with credentials from inputs: a user for each scope. */
function keyringOf(given: Readonly<Record<string, keyof typeof robots>>): Keyring {
  const credentials = Object.entries(given).map(
    ([scope, username]) => [scope, { credential: { kind: 'password', username, password: robots[username] } }] as const
  )
  return keyringWith(new Map(credentials))
}

test("publishes with a different user for each path of a registry, and sends no user's credentials for another's path", async () => {
  const tokens = new Tokens({ users: robots })
  tokens.behave({ grant: (rights, user = '') => rights.filter((right) => may[user]?.test(right)) })
  await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
  const { host } = registry
  const keyring = keyringOf({ [`${host}/team-b`]: 'robot-b', [host]: 'robot-all', [`${host}/team-a`]: 'robot-a' })
  const references = ['team-a/app', 'team-a/sub/app', 'team-b/app', 'team-a-evil/app'].map(
    (name) => `${host}/${name}:1`
  )
  const outcomes = await publishTo(references, app, {
    accessTo: (repository: Repository) => keyring.accessTo(repository),
  })
  expect(outcomes.map(({ status, error }) => error?.message ?? status)).toEqual(Array(4).fill('published'))
  expect(registry.tags('team-a-evil/app')).toEqual({ 1: app.root.digest })
  expect(registry.unexpected).toEqual([])
  const shown = registry.entries
    .filter(({ route }) => route.kind === 'token')
    .map(({ authorization = '', query }) => {
      const [user = ''] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':')
      const scopes = new URLSearchParams(query).getAll('scope').map((scope) => may[user]?.test(scope))
      return [user, ...scopes]
    })
  expect(new Set(shown.map(([user]) => user))).toEqual(new Set(Object.keys(robots)))
  expect(shown.flatMap(([, ...scopes]) => scopes)).toEqual(shown.flatMap(([, ...scopes]) => scopes.map(() => true)))
})

test('opens one connection and signs in once for several repositories with the same credential', async () => {
  const tokens = new Tokens({ users: robots })
  await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
  const { host } = registry
  const keyring = keyringOf({ [`${host}/team-a`]: 'robot-a' })
  const outcomes = await publishTo([`${host}/team-a/one:1`, `${host}/team-a/two:1`], app, {
    accessTo: (repository: Repository) => keyring.accessTo(repository),
  })
  expect(outcomes.map(({ status }) => status)).toEqual(['published', 'published'])
  // The registry sends one challenge.
  expect(registry.log.filter((line) => line.endsWith(' 401'))).toHaveLength(1)
})
