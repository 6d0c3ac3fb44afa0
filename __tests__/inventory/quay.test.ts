import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { basicProblem, noon, problem, Stock, tag } from '../support/inventory/stock.ts'

const host = 'quay.io'
const secret = 'quay-0123456789abcdef'

let internet: Internet
let quay: Quay
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  quay = new Quay()
})

const open = (username = '$oauthtoken') =>
  openInventory(`${host}/acme/app`, { internet, credential: { kind: 'password', username, password: secret } })

/** Quay: an API for OAuth tokens, whose pages have numbers, and a registry that removes the tags of a manifest. */
class Quay {
  readonly stock = new Stock()
  readonly immutable = new Set<string>()
  pageSize = 100
  sends: number | undefined

  constructor() {
    internet.serve(host, (request) =>
      request.url.pathname.startsWith('/api/') ? this.api(request) : this.registry(request)
    )
  }

  registry(request: StandInRequest): StandInResponse {
    const [user = ''] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':')
    const refusal = basicProblem(request, `${user}:${secret}`)
    if (refusal) return refusal
    const reference = request.url.pathname.split('/').at(-1) ?? ''
    if (request.method !== 'DELETE') return this.stock.read(request) ?? { status: 404 }
    const tags = this.stock.tagsOf(reference)
    for (const each of tags) this.stock.tags.delete(each)
    return { status: tags.length > 0 ? 202 : 404 }
  }

  api({ method, url, headers }: StandInRequest): StandInResponse {
    if (headers.authorization !== `Bearer ${secret}`)
      return { status: 401, body: { error_message: 'Requires authentication' } }
    const name = url.pathname.replace('/api/v1/repository/acme/app/tag/', '')
    if (method === 'DELETE') {
      if (this.immutable.has(name))
        return { status: 409, body: { error_type: 'tag_immutable', detail: `Tag ${name} is immutable` } }
      return { status: this.stock.tags.delete(name) ? 204 : 404 }
    }
    const page = Number(url.searchParams.get('page'))
    const all = [...this.stock.tags]
    const tags = all.slice((page - 1) * this.pageSize, page * this.pageSize).map(([name, digest]) => ({
      name,
      manifest_digest: digest,
      start_ts: (this.stock.moved.get(name)?.getTime() ?? 0) / 1000,
      last_modified: 'Mon, 05 Jan 2026 12:00:00 -0000',
      reversion: false,
      immutable: this.immutable.has(name),
    }))
    return { body: { tags, page: this.sends ?? page, has_additional: page * this.pageSize < all.length } }
  }
}

describe('Quay', () => {
  test('lists tags, when they moved, and which are immutable', async () => {
    quay.pageSize = 1
    const one = quay.stock.add('one', ['v1', 'latest'], '2026-01-05')
    quay.immutable.add('v1')
    await using inventory = await open()
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'v1', digest: one, pushedAt: noon('2026-01-05'), locked: 'it is immutable' },
        { tag: 'latest', digest: one, pushedAt: noon('2026-01-05') },
      ],
    })
    const path = `${host}/api/v1/repository/acme/app/tag/?onlyActiveTags=true&limit=100`
    expect(wire(internet)).toEqual([`GET ${path}&page=1 200`, `GET ${path}&page=2 200`])
    expect(hostsThatGot(internet, secret)).toEqual([host])
  })

  test('removes a tag, and a manifest by its tags', async () => {
    const one = quay.stock.add('one', ['pr-1', 'pr-2', 'v1'])
    quay.immutable.add('v1')
    await using inventory = await open()
    expect(await inventory.untag?.(tag('pr-1'), one)).toEqual({ removed: true })
    expect(await inventory.untag?.(tag('pr-1'), one)).toEqual({ removed: true })
    expect(await inventory.untag?.(tag('v1'), one)).toEqual({ removed: false, reason: 'it is immutable' })
    expect(await inventory.remove(one)).toEqual({ removed: true })
    expect(quay.stock.tags.size).toBe(0)
  })

  test('leaves a robot account with the registry, and says what that lacks', async () => {
    quay.stock.add('one', ['v1'])
    await using inventory = await open('acme+ci')
    expect(await inventory.list()).toEqual({ tags: [{ tag: 'v1' }] })
    expect(inventory.log.lines).toEqual([
      "quay.io/acme/app: Quay says when a tag moved only to the user '$oauthtoken' with an OAuth token, and this is another user.",
    ])
    expect(internet.requests.filter(({ url }) => url.pathname.startsWith('/api/'))).toEqual([])
  })

  test.each([
    [
      'another page than requested',
      () => {
        quay.sends = 1
      },
      'it sent page 1 instead of 2',
    ],
    [
      'a page that does not say whether it is the last',
      () => internet.serve(host, () => ({ body: { tags: [], page: 1 } })),
      'a page does not say whether it is the last',
    ],
    [
      'a refusal',
      () => internet.serve(host, () => problem(403, 'DENIED', 'Unauthorized')),
      "The OAuth token needs the permissions 'View all visible repositories'",
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    quay.pageSize = 1
    quay.stock.add('one', ['v1', 'v2'])
    arrange()
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(message)
  })
})
