import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PointBudget } from '../../src/inventory/vendors/github/point-budget.ts'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { GitHub } from '../support/inventory/github.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { noon, tag } from '../support/inventory/stock.ts'

const token = 'ghs_0123456789abcdefghij'
const api = 'api.github.com'

let internet: Internet
let github: GitHub
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  github = new GitHub(internet, token)
})

const open = (name = 'ghcr.io/acme/team/app', variables = {}) =>
  openInventory(name, { internet, variables, credential: { kind: 'password', username: 'ann', password: token } })

const path = `${api}/orgs/acme/packages/container/team%2Fapp`

describe("a package in GitHub's registry", () => {
  test('lists all versions, a hundred at a time, with and without a tag', async () => {
    github.pageSize = 2
    const old = github.stock.add('old', ['v1', 'v1.0'], '2026-01-05')
    const child = github.stock.add('child', [], '2026-01-06')
    const latest = github.stock.add('new', ['latest'], '2026-02-01')
    await using inventory = await open()
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'latest', digest: latest, pushedAt: noon('2026-02-01') },
        { tag: 'v1', digest: old, pushedAt: noon('2026-01-05') },
        { tag: 'v1.0', digest: old, pushedAt: noon('2026-01-05') },
      ],
      manifests: [
        { digest: latest, pushedAt: noon('2026-02-01') },
        { digest: child, pushedAt: noon('2026-01-06') },
        { digest: old, pushedAt: noon('2026-01-05') },
      ],
    })
    expect(wire(internet)).toEqual([
      `GET ${path} 200`,
      `GET ${path}/versions?per_page=100&state=active 200`,
      `GET ${path}/versions?per_page=100&state=active&page=2 200`,
    ])
    expect(hostsThatGot(internet, token)).toEqual([api])
  })

  test('may belong to a user', async () => {
    github.owner = 'users'
    const only = github.stock.add('only', ['latest'])
    await using inventory = await open()
    expect((await inventory.list()).tags).toHaveLength(1)
    expect(wire(internet).slice(0, 2)).toEqual([`GET ${path} 404`, `GET ${path.replace('orgs', 'users')} 200`])
    expect(await inventory.remove(only)).toEqual({
      removed: false,
      reason: 'GitHub does not delete the last version with a tag: delete the whole package instead',
    })
  })

  test('deletes a version by its number, and one that is gone is done', async () => {
    const old = github.stock.add('old', ['pr-1'])
    github.stock.add('kept', ['latest'])
    await using inventory = await open()
    await inventory.list()
    github.limited = 1
    expect(await inventory.remove(old)).toEqual({ removed: true })
    expect(await inventory.remove(old)).toEqual({ removed: true })
    expect(wire(internet).slice(-3)).toEqual([
      `DELETE ${path}/versions/2 403`,
      `DELETE ${path}/versions/2 204`,
      `DELETE ${path}/versions/2 404`,
    ])
    expect([...github.stock.tags.keys()]).toEqual(['latest'])
  })

  test('refuses to delete what many have downloaded', async () => {
    const old = github.stock.add('old')
    github.downloads = 5001
    await using inventory = await open()
    expect(await inventory.remove(old)).toEqual({
      removed: false,
      reason: 'GitHub does not delete a public version with more than 5000 downloads: ask GitHub Support',
    })
  })

  test('removes one of several tags by way of a version of its own', async () => {
    github.pageSize = 1
    github.stock.add('other', ['latest'])
    const shared = github.stock.add('shared', ['pr-1', 'v1'])
    github.lag = 2
    await using inventory = await open()
    expect(await inventory.untag?.(tag('pr-1'), shared)).toEqual({ removed: true })
    expect([...github.stock.tags]).toEqual([
      ['latest', expect.any(String)],
      ['v1', shared],
    ])
    expect([...github.stock.manifests.keys()]).toContain(shared)
    expect(github.stock.manifests.size).toBe(2)
    const bodies = internet.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body)
    expect(bodies).toHaveLength(2)
    expect(new Set(bodies).size).toBe(2)
    expect(hostsThatGot(internet, token)).toEqual([api, 'ghcr.io'])
  })

  test('puts a tag back if the version that it was moved to cannot be deleted', async () => {
    const only = github.stock.add('only', ['latest'])
    await using inventory = await open()
    expect(await inventory.untag?.(tag('latest'), only)).toMatchObject({ removed: false })
    expect([...github.stock.tags]).toEqual([['latest', only]])
  })

  test('leaves a tag that somebody has moved meanwhile', async () => {
    const old = github.stock.add('old')
    github.stock.add('now', ['pr-1'])
    await using inventory = await open()
    expect(await inventory.untag?.(tag('pr-1'), old)).toEqual({
      removed: false,
      reason: 'it was moved meanwhile',
    })
    expect(wire(internet).filter((line) => line.startsWith('PUT') && line.includes('/pr-1'))).toEqual([])
  })

  test('does not rely on a full page that says there is no other', async () => {
    for (let count = 0; count < 101; count++) github.stock.add(`version ${count}`)
    github.isCut = true
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow('its pages end after 100 versions, but it has more')
  })

  test('says which right is missing', async () => {
    internet.serve(api, () => ({ status: 403, body: { message: 'Resource not accessible by integration' } }))
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(
      "ghcr.io/acme/team/app: search for the package was refused: 403 Resource not accessible by integration. Give the job 'permissions: packages: write', and this repository the Admin role in the package's settings"
    )
  })

  test.each([
    [
      'a page that comes twice',
      () => {
        github.link = `https://${api}/orgs/acme/packages/container/team%2Fapp/versions?per_page=100&state=active`
      },
      'its pages form a loop|twice',
    ],
    [
      'a page elsewhere',
      () => {
        github.link = 'https://evil.example/versions'
      },
      'its next page is at another origin',
    ],
    [
      'a version that is not an image',
      () =>
        internet.serve(api, ({ url }) => ({
          body: url.pathname.endsWith('versions') ? [{ id: 1, name: '1.0.0', metadata: {} }] : {},
        })),
      'an entry has no digest',
    ],
    [
      'a version without a number',
      () =>
        internet.serve(api, ({ url }) => ({
          body: url.pathname.endsWith('versions') ? [{ name: `sha256:${'0'.repeat(64)}` }] : {},
        })),
      'a version has no ID',
    ],
    [
      'what is not a list',
      () => internet.serve(api, () => ({ body: { message: 'ok' } })),
      'the response is not a list',
    ],
    [
      'an answer that is cut short',
      () => internet.serve(api, () => ({ body: '[{"id":1,"na' })),
      'the response is not a list',
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    github.stock.add('one', ['latest'])
    arrange()
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(new RegExp(message))
  })
})

test('a container registry of ghe.com has its own API', async () => {
  const github = new GitHub(internet, token)
  github.stock.add('one', ['latest'])
  internet.serve('api.acme.ghe.com', (request) => github.api(request))
  await using inventory = await open('containers.acme.ghe.com/acme/team/app')
  expect((await inventory.list()).tags).toHaveLength(1)
  expect(hostsThatGot(internet, token)).toEqual(['api.acme.ghe.com'])
})

test("an Enterprise Server has its API below the server's own host", async () => {
  const github = new GitHub(internet, token)
  github.stock.add('one', ['latest'])
  internet.serve('git.acme.example', (request) =>
    github.api({ ...request, url: new URL(request.url.href.replace('/api/v3/', '/')) })
  )
  const variables = { GITHUB_SERVER_URL: 'https://git.acme.example' }
  await using inventory = await open('containers.git.acme.example/acme/team/app', variables)
  expect((await inventory.list()).tags).toHaveLength(1)
  expect(hostsThatGot(internet, token)).toEqual(['git.acme.example'])
})

test('900 points a minute are never exceeded', () => {
  const budget = new PointBudget()
  const sent: number[] = []
  let now = 0
  for (let count = 0; count < 600; count++) {
    now += budget.spend(5, now)
    sent.push(now)
  }
  const inMinuteFrom = (start: number) => sent.filter((time) => time >= start && time < start + 60_000).length
  expect(Math.max(...sent.map(inMinuteFrom)) * 5).toBeLessThanOrEqual(900)
  expect(sent.at(-1)).toBeLessThan(4 * 60_000)
})
