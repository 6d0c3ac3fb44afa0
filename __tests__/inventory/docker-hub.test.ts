import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { encodeJwt } from '../support/identity/jwt.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { noon, problem, Stock, tag } from '../support/inventory/stock.ts'

const secret = 'dckr_pat_0123456789abcdef'

let internet: Internet
let hub: Hub
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  hub = new Hub()
})

const open = (now?: () => Date) =>
  openInventory('docker.io/acme/app', {
    internet,
    credential: { kind: 'password', username: 'ann', password: secret },
    ...(now && { now }),
  })

/** Docker Hub: the API of its site, its token service, and its registry, which keeps what is referred to. */
class Hub {
  readonly stock = new Stock()
  readonly issued: string[] = []
  pageSize = 100
  /** Seconds that a token of the API is valid. */
  lifetime = 600
  count: number | undefined
  next: string | null = null
  background = false
  readonly referenced = new Set<string>()

  constructor() {
    internet.serve('hub.docker.com', (request) => this.site(request))
    internet.serve('auth.docker.io', ({ url, headers }) => {
      const isAnn = headers.authorization === `Basic ${Buffer.from(`ann:${secret}`).toString('base64')}`
      return isAnn
        ? { body: { token: `token for ${url.searchParams.getAll('scope')}`.replaceAll(' ', '_') } }
        : { status: 401 }
    })
    internet.serve('registry-1.docker.io', (request) => this.registry(request))
  }

  signIn(body: string): StandInResponse {
    const { identifier, secret: given } = JSON.parse(body)
    if (identifier !== 'ann' || given !== secret)
      return { status: 401, body: { detail: 'Incorrect authentication credentials' } }
    const exp = Math.floor(Date.now() / 1000) + this.lifetime
    const token = encodeJwt({ alg: 'none' }, { exp, jti: this.issued.length }, () => Buffer.from('signature'))
    this.issued.push(token)
    return { body: { access_token: token } }
  }

  site({ method, url, headers, body }: StandInRequest): StandInResponse {
    if (method === 'POST' && url.pathname === '/v2/auth/token') return this.signIn(body)
    if (headers.authorization !== `Bearer ${this.issued.at(-1)}`)
      return { status: 401, body: { message: 'token is expired' } }
    const [, name] = /^\/v2\/repositories\/acme\/app\/tags\/([^/]+)\/$/.exec(url.pathname) ?? []
    if (method === 'DELETE' && name) return { status: this.stock.tags.delete(name) ? 204 : 404 }
    if (url.pathname !== '/v2/namespaces/acme/repositories/app/tags')
      return { status: 404, body: { message: 'object not found' } }
    return { body: this.page(url) }
  }

  page(url: URL) {
    const page = Number(url.searchParams.get('page'))
    const all = [...this.stock.tags]
    const results = all.slice((page - 1) * this.pageSize, page * this.pageSize).map(([name, digest]) => ({
      name,
      images: [{ architecture: 'amd64', digest: `sha256:${'0'.repeat(64)}` }],
      last_updated: '2020-01-01T00:00:00Z',
      tag_last_pushed: this.stock.moved.get(name)?.toISOString(),
      digest,
    }))
    const more = new URL(url)
    more.searchParams.set('page', String(page + 1))
    return {
      count: this.count ?? all.length,
      next: page * this.pageSize < all.length ? more.href : this.next,
      previous: null,
      results,
    }
  }

  registry(request: StandInRequest): StandInResponse {
    const { method, url, headers } = request
    const action = method === 'DELETE' ? 'delete' : 'pull'
    if (!headers.authorization?.includes(action)) {
      const scope = `repository:acme/app:${action}`
      const challenge = `Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="${scope}"`
      return { ...problem(401, 'UNAUTHORIZED', 'authentication required'), headers: { 'www-authenticate': challenge } }
    }
    if (method !== 'DELETE') return this.stock.read(request) ?? { status: 404 }
    const digest = url.pathname.split('/').at(-1) ?? ''
    if (this.background) return problem(500, 'UNKNOWN', 'deletion failed, retrying in background')
    if (this.stock.tagsOf(digest).length > 0 || this.referenced.has(digest))
      return problem(403, 'DENIED', 'requested access to the resource is denied')
    this.stock.delete(digest)
    return { status: 202 }
  }
}

describe('Docker Hub', () => {
  test('lists tags with their digests, and when they moved', async () => {
    hub.pageSize = 1
    const old = hub.stock.add('old', ['v1'], '2026-01-05')
    hub.stock.add('untagged')
    const now = hub.stock.add('new', ['latest'], '2026-02-01')
    await using inventory = await open()
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'v1', digest: old, pushedAt: noon('2026-01-05') },
        { tag: 'latest', digest: now, pushedAt: noon('2026-02-01') },
      ],
    })
    const path = 'hub.docker.com/v2/namespaces/acme/repositories/app/tags?page_size=100&page='
    expect(wire(internet)).toEqual(['POST hub.docker.com/v2/auth/token 200', `GET ${path}1 200`, `GET ${path}2 200`])
    expect(inventory.log.masked).toContain(hub.issued[0])
  })

  test('deletes the tags of a manifest, then the manifest, with a token for that', async () => {
    const old = hub.stock.add('old', ['pr-1', 'pr-2'])
    const other = hub.stock.add('other', ['v1'])
    await using inventory = await open()
    await inventory.list()
    // Somebody moves one of the two meanwhile.
    hub.stock.move('pr-2', other)
    expect(await inventory.remove(old)).toEqual({ removed: true })
    expect([...hub.stock.tags.keys()].toSorted()).toEqual(['pr-2', 'v1'])
    expect([...hub.stock.manifests.keys()]).toEqual([other])
    const deleted = internet.requestsTo('registry-1.docker.io').findLast(({ method }) => method === 'DELETE')
    expect(deleted?.headers.authorization).toContain('repository:acme/app:delete')
    expect(hostsThatGot(internet, secret)).toEqual(['auth.docker.io', 'hub.docker.com'])
    expect(hostsThatGot(internet, hub.issued[0] ?? '')).toEqual(['hub.docker.com'])
  })

  test('removes a tag, and one that is gone is done', async () => {
    const kept = hub.stock.add('kept', ['pr-1', 'v1'])
    await using inventory = await open()
    expect(await inventory.untag?.(tag('pr-1'), kept)).toEqual({ removed: true })
    expect(await inventory.untag?.(tag('pr-1'), kept)).toEqual({ removed: true })
    expect([...hub.stock.tags.keys()]).toEqual(['v1'])
    expect(wire(internet).slice(1)).toEqual([
      'DELETE hub.docker.com/v2/repositories/acme/app/tags/pr-1/ 204',
      'DELETE hub.docker.com/v2/repositories/acme/app/tags/pr-1/ 404',
    ])
  })

  test('keeps what is referred to, and says what goes on in the background', async () => {
    const child = hub.stock.add('child')
    hub.referenced.add(child)
    await using inventory = await open()
    expect(await inventory.remove(child)).toEqual({
      removed: false,
      reason: "a tag or another image refers to it, or the access token lacks 'Delete'",
    })
    hub.background = true
    expect(await inventory.remove(child)).toEqual({
      removed: false,
      reason: 'Docker Hub has not deleted it yet, and tries again in the background',
    })
  })

  test('renews its token before that expires', async () => {
    hub.stock.add('one', ['v1'])
    let now = Date.now()
    await using inventory = await open(() => new Date(now))
    await inventory.list()
    now += 9.5 * 60_000
    await inventory.list()
    expect(hub.issued).toHaveLength(2)
  })

  test('says which token it takes', async () => {
    await using inventory = await openInventory('docker.io/acme/app', {
      internet,
      credential: { kind: 'password', username: 'acme', password: 'oidc' },
    })
    await expect(inventory.list()).rejects.toThrow(
      "docker.io/acme/app: sign-in at hub.docker.com was refused: 401 Incorrect authentication credentials. Docker Hub's API takes a user and a personal access token with 'Read, Write & Delete'"
    )
  })

  test.each([
    [
      'a list that is shorter than it says',
      () => {
        hub.count = 2
      },
      'it ended after 1 tags, but there are 2',
    ],
    [
      'a page that comes twice',
      () => {
        hub.next = 'https://hub.docker.com/v2/namespaces/acme/repositories/app/tags?page_size=100&page=1'
      },
      "it has the tag 'v1' twice",
    ],
    [
      'a page elsewhere',
      () => {
        hub.next = 'https://evil.example/v2/'
      },
      'a page is at another origin',
    ],
    [
      'what is not a page',
      () =>
        internet.serve('hub.docker.com', ({ url }) => ({
          body: url.pathname === '/v2/auth/token' ? { access_token: 'x' } : {},
        })),
      'the response is not a list',
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    hub.stock.add('one', ['v1'])
    arrange()
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(message)
    expect(internet.asked.filter((host) => host.includes('evil'))).toEqual([])
  })
})

test('the password of another registry is not sent to Docker Hub', async () => {
  const options = {
    internet,
    word: 'docker-hub',
    credential: { kind: 'password', username: 'ann', password: 'other' },
  } as const
  await expect(openInventory('registry.example.com/acme/app', options)).rejects.toThrow(
    "Input 'registry-api': 'docker-hub' is for images at Docker Hub, not for registry.example.com/acme/app"
  )
  expect(hostsThatGot(internet, 'other')).toEqual([])
})
