import { describe, expect, test } from 'vitest'
import { type Failure, RegistryError } from '../../../src/registry/errors/registry-error.ts'
import { refusal } from '../../support/registry/answer.ts'
import { randomBytesOf } from '../../support/registry/content/random.ts'
import type { FaultyRequest } from '../../support/registry/faults.ts'
import { startTestRegistry } from '../../support/registry/registry.ts'
import { Tokens } from '../../support/registry/tokens.ts'
import { clientAt, failureOf, upload } from '../client.ts'

const pushing = { operation: 'permission to push', signedIn: true, hasToken: true }
const problem = (code: string, message: string) => ({ problems: [{ code, message }] })
const harbors =
  'unauthorized to access repository: acme/app, action: push: unauthorized to access repository: acme/app, action: push'

/** What registries say when they refuse, and what is to be done about it. */
const advice: readonly (readonly [string, Failure, string])[] = [
  [
    'a read-only access token of Docker Hub',
    {
      where: 'docker.io',
      operation: 'sign-in at auth.docker.io',
      status: 401,
      ...problem('', 'access token has insufficient scopes'),
    },
    "docker.io: sign-in at auth.docker.io was refused: 401 access token has insufficient scopes. Use an access token with 'Read & Write' permissions.",
  ],
  [
    "somebody else's repository at Docker Hub, or one more private repository than the plan allows",
    {
      where: 'docker.io/acme/app',
      ...pushing,
      status: 403,
      ...problem('DENIED', 'requested access to the resource is denied'),
    },
    "docker.io/acme/app: permission to push was refused: 403 DENIED: requested access to the resource is denied. Check that this user may push to docker.io/acme/app, that the access token has 'Read & Write' permissions, and that the plan allows another private repository.",
  ],
  [
    'too many anonymous pulls from Docker Hub',
    {
      where: 'docker.io/library/alpine',
      operation: 'manifest of 3',
      status: 429,
      signedIn: false,
      ...problem('TOOMANYREQUESTS', 'You have reached your unauthenticated pull rate limit.'),
    },
    'docker.io/library/alpine: manifest of 3 failed: 429 TOOMANYREQUESTS: You have reached your unauthenticated pull rate limit. Sign in to Docker Hub: it limits anonymous pulls by IP address.',
  ],
  [
    "too many pulls for the account's plan at Docker Hub",
    {
      where: 'docker.io/library/alpine',
      operation: 'manifest of 3',
      status: 429,
      signedIn: true,
      ...problem('TOOMANYREQUESTS', 'You have reached your pull rate limit.'),
    },
    'docker.io/library/alpine: manifest of 3 failed: 429 TOOMANYREQUESTS: You have reached your pull rate limit. Docker Hub limits the pulls of this account: try again later, or upgrade its plan.',
  ],
  [
    'a robot account of Quay that may not write',
    {
      where: 'quay.acme.test/acme/app',
      ...pushing,
      status: 401,
      ...problem('UNAUTHORIZED', 'access to the requested resource is not authorized'),
    },
    'quay.acme.test/acme/app: permission to push was refused: 401 UNAUTHORIZED: access to the requested resource is not authorized. Give this user or robot account Write permission for quay.acme.test/acme/app, or the Creator role in a team if the repository does not exist.',
  ],
  [
    'a deploy token of GitLab without its scopes',
    {
      where: 'registry.gitlab.com/acme/app',
      ...pushing,
      status: 401,
      ...problem('UNAUTHORIZED', 'authentication required'),
    },
    'registry.gitlab.com/acme/app: permission to push was refused: 401 UNAUTHORIZED: authentication required. Use a deploy token or an access token with the scopes read_registry and write_registry for the project of registry.gitlab.com/acme/app.',
  ],
  [
    "the same at a GitLab of one's own",
    {
      where: 'gitlab.acme.test:5050',
      operation: 'sign-in at gitlab.acme.test',
      status: 403,
      signedIn: true,
      ...problem('DENIED', 'access forbidden'),
    },
    'gitlab.acme.test:5050: sign-in at gitlab.acme.test was refused: 403 DENIED: access forbidden. Use a deploy token or an access token with the scopes read_registry and write_registry for the project of gitlab.acme.test:5050.',
  ],
  [
    'a wrong password at Harbor, or a user who may not push',
    { where: 'harbor.test/acme/app', ...pushing, username: 'ann', status: 401, ...problem('UNAUTHORIZED', harbors) },
    `harbor.test/acme/app: permission to push was refused: 401 UNAUTHORIZED: ${harbors}. Check the username and password: Harbor says the same if they are wrong. If they are right, give the user the role Developer in the project, or the robot account the permission to push.`,
  ],
  [
    "a robot account's name that a shell has expanded",
    {
      where: 'harbor.test/acme/app',
      ...{ ...pushing, username: 'robot+ci', status: 401 },
      ...problem('UNAUTHORIZED', harbors),
    },
    `harbor.test/acme/app: permission to push was refused: 401 UNAUTHORIZED: ${harbors}. Harbor's robot accounts are named 'robot$NAME', but this user is 'robot+ci': a shell replaces $NAME unless it is in single quotes.`,
  ],
  [
    'more repositories at DigitalOcean than the plan allows',
    {
      where: 'registry.digitalocean.com/acme/app',
      ...{ operation: 'permission to push', signedIn: true, status: 403 },
      ...problem('DENIED', 'registry contains 1 repositories, limit is 1'),
    },
    "registry.digitalocean.com/acme/app: permission to push was refused: 403 DENIED: registry contains 1 repositories, limit is 1. Delete a repository, or upgrade the registry's plan.",
  ],
]

describe('the message says what to do about', () => {
  test.each(advice)('%s', (_, failure, sentence) => {
    expect(new RegistryError(failure).message).toBe(sentence)
  })
})

test.each([
  ['docker.io.evil.example/acme/app', 'requested access to the resource is denied'],
  ['registry.gitlab.com.evil.example/acme/app', 'authentication required'],
])('a look-alike is not taken for the registry: %s', (where, message) => {
  expect(new RegistryError({ where, ...pushing, status: 401, ...problem('DENIED', message) }).message).toContain(
    `Check that ${where} exists, and that this user`
  )
})

test("Harbor's answer over the wire shows that a shell has expanded the name of a robot account", async () => {
  const tokens = new Tokens({ users: { 'robot+ci': 'secret' } })
  await using registry = await startTestRegistry({ auth: { kind: 'bearer', tokens } })
  const isSignedIn = ({ authorization }: FaultyRequest) => authorization?.startsWith('Bearer ') === true
  registry.fail({ method: 'POST', where: isSignedIn }, refusal('UNAUTHORIZED', harbors), { times: 9 })
  const credential = { kind: 'password', username: 'robot+ci', password: 'secret' } as const
  await using client = await clientAt(registry.host, { credential })
  const { message } = await failureOf(upload(client.repository('acme/app'), randomBytesOf(10, 1)))
  expect(message).toContain("this user is 'robot+ci': a shell replaces $NAME")
})
