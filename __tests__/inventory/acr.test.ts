import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { noon, problem, Stock, tag } from '../support/inventory/stock.ts'

const host = 'acme.azurecr.io'
const secret = 'azure-0123456789abcdef'

let internet: Internet
let azure: Azure
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  azure = new Azure()
})

const open = () =>
  openInventory(`${host}/acme/app`, { internet, credential: { kind: 'password', username: 'ann', password: secret } })

/** Azure's registry, with its own API: pages by the last entry, locks, and a right for each kind of request. */
class Azure {
  readonly stock = new Stock()
  readonly locks = new Map<string, object>()
  pageSize = 500
  rights = ['metadata_read', 'delete']
  repeats = false

  constructor() {
    internet.serve(host, (request) => this.answer(request))
  }

  answer({ method, url, headers }: StandInRequest): StandInResponse {
    if (url.pathname === '/oauth2/token') {
      if (headers.authorization !== `Basic ${Buffer.from(`ann:${secret}`).toString('base64')}`) return { status: 401 }
      const [, right = ''] = /:(\w+)$/.exec(url.searchParams.get('scope') ?? '') ?? []
      // What is not granted is left out, which is not an error.
      return { body: { access_token: `token-that-grants-${this.rights.includes(right) ? right : 'nothing'}` } }
    }
    const needed = method === 'DELETE' ? 'delete' : 'metadata_read'
    if (headers.authorization !== `Bearer token-that-grants-${needed}`) {
      const challenge = `Bearer realm="https://${host}/oauth2/token",service="${host}",scope="repository:acme/app:${needed}"`
      return { ...problem(401, 'UNAUTHORIZED', 'authentication required'), headers: { 'www-authenticate': challenge } }
    }
    return method === 'DELETE' ? this.remove(url.pathname) : this.list(url)
  }

  list(url: URL): StandInResponse {
    const what = url.pathname.split('_').at(-1) ?? ''
    const keys = [...(what === 'tags' ? this.stock.tags : this.stock.manifests).keys()].toSorted()
    const last = this.repeats ? '' : (url.searchParams.get('last') ?? '')
    const shown = keys.filter((key) => key > last).slice(0, this.pageSize)
    const entries = shown.map((key) => ({
      ...(what === 'tags'
        ? { name: key, digest: this.stock.tags.get(key) }
        : { digest: key, tags: this.stock.tagsOf(key) }),
      createdTime: '2020-01-01T00:00:00.0000000Z',
      lastUpdateTime: (this.stock.moved.get(key) ?? this.stock.manifests.get(key)?.pushedAt)?.toISOString(),
      changeableAttributes: { deleteEnabled: true, writeEnabled: true, ...this.locks.get(key) },
    }))
    return { body: { registry: host, imageName: 'acme/app', ...(entries.length > 0 && { [what]: entries }) } }
  }

  remove(path: string): StandInResponse {
    const reference = path.split('/').at(-1) ?? ''
    if (this.locks.has(reference)) return problem(405, 'UNSUPPORTED', 'The operation is disallowed.')
    if (path.startsWith('/acr/')) return { status: this.stock.tags.delete(reference) ? 202 : 404 }
    if (!this.stock.manifests.has(reference)) return problem(404, 'MANIFEST_UNKNOWN', 'unknown')
    this.stock.delete(reference)
    return { status: 202 }
  }
}

describe('Azure Container Registry', () => {
  test('lists manifests and tags with their times and locks, page after page until one is empty', async () => {
    azure.pageSize = 1
    const digest = azure.stock.add('one', ['latest', 'v1'], '2026-01-05')
    azure.locks.set('v1', { writeEnabled: false }).set(digest, { deleteEnabled: false })
    await using inventory = await open()
    const pushedAt = noon('2026-01-05')
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'latest', digest, pushedAt },
        { tag: 'v1', digest, pushedAt, locked: 'writeEnabled is false' },
      ],
      manifests: [{ digest, pushedAt, locked: 'deleteEnabled is false' }],
    })
    expect(wire(internet).filter((line) => line.includes('/acr/') && line.endsWith('200'))).toEqual([
      `GET ${host}/acr/v1/acme/app/_manifests?n=500 200`,
      `GET ${host}/acr/v1/acme/app/_manifests?n=500&last=${encodeURIComponent(digest)} 200`,
      `GET ${host}/acr/v1/acme/app/_tags?n=500 200`,
      `GET ${host}/acr/v1/acme/app/_tags?n=500&last=latest 200`,
      `GET ${host}/acr/v1/acme/app/_tags?n=500&last=v1 200`,
    ])
    expect(hostsThatGot(internet, secret)).toEqual([host])
  })

  test('removes a tag without its manifest, and a manifest with its tags', async () => {
    const digest = azure.stock.add('one', ['pr-1', 'v1'])
    await using inventory = await open()
    expect(await inventory.untag?.(tag('pr-1'), digest)).toEqual({ removed: true })
    expect(await inventory.untag?.(tag('pr-1'), digest)).toEqual({ removed: true })
    expect([...azure.stock.tags.keys()]).toEqual(['v1'])
    expect(await inventory.remove(digest)).toEqual({ removed: true })
    expect(await inventory.remove(digest)).toEqual({ removed: true })
    expect(azure.stock.manifests.size).toBe(0)
  })

  test('keeps what is locked', async () => {
    const digest = azure.stock.add('one', ['v1'])
    azure.locks.set('v1', {}).set(digest, {})
    await using inventory = await open()
    const reason = 'it is locked: deleteEnabled or writeEnabled is false'
    expect(await inventory.untag?.(tag('v1'), digest)).toEqual({ removed: false, reason })
    expect(await inventory.remove(digest)).toEqual({ removed: false, reason })
  })

  test('says which role is missing', async () => {
    const digest = azure.stock.add('one')
    azure.rights = ['metadata_read']
    await using inventory = await open()
    await expect(inventory.remove(digest)).rejects.toThrow('Assign this identity the role AcrDelete beside AcrPush')
  })

  test.each([
    [
      'a list that begins again',
      () => {
        azure.repeats = true
      },
      'twice',
    ],
    [
      'what is not a list of this repository',
      () => internet.serve(host, () => ({ body: { imageName: 'acme/other' } })),
      'the response is not a list',
    ],
    [
      'a page that is cut short',
      () => internet.serve(host, () => ({ body: '{"imageName":"acme/app","manifests":[{' })),
      'the response is not a list',
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    azure.stock.add('one', ['v1'])
    arrange()
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(message)
  })
})
