import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { basicProblem, noon, problem, Stock, tag } from '../support/inventory/stock.ts'

const host = 'harbor.acme.example'
const secret = 'harbor-0123456789abcdef'
const login = `robot$acme+ci:${secret}`

let internet: Internet
let harbor: Harbor
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  harbor = new Harbor()
})

const open = () =>
  openInventory(`${host}/acme/team/app`, {
    internet,
    word: 'harbor',
    credential: { kind: 'password', username: 'robot$acme+ci', password: secret },
  })

/** Harbor, behind a proxy that decodes a path once; what refers to an artifact is listed with it alone. */
class Harbor {
  readonly stock = new Stock()
  readonly immutable = new Set<string>()
  readonly children = new Set<string>()
  /** Digests of what refers to an artifact, by its digest. */
  readonly accessories = new Map<string, readonly string[]>()
  total: string | undefined
  pageSize = 100

  constructor() {
    internet.serve(host, (request) => basicProblem(request, login) ?? this.answer(request))
  }

  answer({ method, url }: StandInRequest): StandInResponse {
    const [, rest] = /^\/api\/v2\.0\/projects\/acme\/repositories\/team%252Fapp\/artifacts(?:\/(.+))?$/.exec(
      url.pathname
    ) ?? ['', undefined]
    if (!url.pathname.includes('team%252Fapp')) return problem(404, 'NOT_FOUND', 'repository not found')
    if (method === 'GET') return this.list(url)
    const [digest = '', , name] = rest?.split('/') ?? []
    if (name) return this.removeTag(name)
    if (!this.stock.manifests.has(digest)) return problem(404, 'NOT_FOUND', 'artifact not found')
    if (this.children.has(digest))
      return problem(412, 'VIOLATE_FOREIGN_KEY_CONSTRAINT', 'the deleting artifact is referenced by others')
    if (this.stock.tagsOf(digest).some((each) => this.immutable.has(each)))
      return this.removeTag([...this.immutable][0] ?? '')
    this.stock.delete(digest)
    return { status: 200 }
  }

  removeTag(name: string): StandInResponse {
    if (this.immutable.has(name))
      return problem(412, 'PRECONDITION', `the tag ${name} configured as immutable, cannot be deleted`)
    return this.stock.tags.delete(name) ? { status: 200 } : problem(404, 'NOT_FOUND', 'tag not found')
  }

  list(url: URL): StandInResponse {
    const page = Number(url.searchParams.get('page'))
    const isAll = url.searchParams.get('q') === 'base=*'
    const hidden = new Set([...this.accessories.values()].flat())
    const all = [...this.stock.manifests.values()].filter(
      ({ digest }) => !hidden.has(digest) && (isAll || !this.children.has(digest))
    )
    const body = all.slice((page - 1) * this.pageSize, page * this.pageSize).map(({ digest, pushedAt }) => ({
      digest,
      push_time: pushedAt.toISOString(),
      pull_time: '0001-01-01T00:00:00.000Z',
      tags: this.stock.tagsOf(digest).map((name) => ({
        name,
        push_time: this.stock.moved.get(name)?.toISOString(),
        immutable: this.immutable.has(name),
      })),
      accessories:
        (this.accessories.get(digest) ?? null)?.map((each) => ({
          digest: each,
          creation_time: '2026-01-09T12:00:00Z',
        })) ?? null,
    }))
    return { headers: { 'x-total-count': this.total ?? String(all.length) }, body }
  }
}

describe('Harbor', () => {
  test('lists all artifacts, their entries and what refers to them, and what is immutable', async () => {
    harbor.pageSize = 2
    const one = harbor.stock.add('one', ['v1', 'latest'], '2026-01-05')
    const child = harbor.stock.add('child', [], '2026-01-04')
    const signature = harbor.stock.add('signature')
    const untagged = harbor.stock.add('untagged', [], '2026-01-06')
    harbor.children.add(child)
    harbor.accessories.set(one, [signature])
    harbor.immutable.add('v1')
    await using inventory = await open()
    const locked = 'a rule makes it immutable'
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'v1', digest: one, pushedAt: noon('2026-01-05'), locked },
        { tag: 'latest', digest: one, pushedAt: noon('2026-01-05') },
      ],
      manifests: [
        { digest: one, pushedAt: noon('2026-01-05'), locked },
        { digest: signature, pushedAt: noon('2026-01-09') },
        { digest: child, pushedAt: noon('2026-01-04') },
        { digest: untagged, pushedAt: noon('2026-01-06') },
      ],
    })
    const query = 'q=base%3D*&with_tag=true&with_immutable_status=true&with_accessory=true'
    const path = `${host}/api/v2.0/projects/acme/repositories/team%252Fapp/artifacts`
    expect(wire(internet)).toEqual([
      `GET ${path}?${query}&page=1&page_size=100 200`,
      `GET ${path}?${query}&page=2&page_size=100 200`,
    ])
    expect(hostsThatGot(internet, secret)).toEqual([host])
  })

  test('removes a tag without its artifact, and an artifact with its tags', async () => {
    const one = harbor.stock.add('one', ['pr-1', 'v1'])
    await using inventory = await open()
    expect(await inventory.untag?.(tag('pr-1'), one)).toEqual({ removed: true })
    expect(await inventory.untag?.(tag('pr-1'), one)).toEqual({ removed: true })
    expect([...harbor.stock.tags.keys()]).toEqual(['v1'])
    expect(await inventory.remove(one)).toEqual({ removed: true })
    expect(await inventory.remove(one)).toEqual({ removed: true })
  })

  test('keeps what a rule or an index protects', async () => {
    const one = harbor.stock.add('one', ['v1'])
    const child = harbor.stock.add('child')
    harbor.immutable.add('v1')
    harbor.children.add(child)
    await using inventory = await open()
    const reason = 'a rule makes its tag immutable'
    expect(await inventory.untag?.(tag('v1'), one)).toEqual({ removed: false, reason })
    expect(await inventory.remove(one)).toEqual({ removed: false, reason })
    expect(await inventory.remove(child)).toEqual({ removed: false, reason: 'an index refers to it' })
  })

  test('says which permissions are missing', async () => {
    internet.serve(host, () => problem(403, 'FORBIDDEN', 'forbidden'))
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(
      `${host}/acme/team/app: listing artifacts was refused: 403 FORBIDDEN: forbidden. Give the robot account the permissions to list and delete artifacts`
    )
  })

  test.each([
    [
      'a list that is shorter than it says',
      () => {
        harbor.total = '2'
      },
      'it has 1 artifacts, but there are 2',
    ],
    [
      'a list that is longer than it says',
      () => {
        harbor.total = '0'
      },
      'it has 1 artifacts, but there are 0',
    ],
    [
      'a list that does not say how long it is',
      () => {
        harbor.total = 'many'
      },
      'it does not say how many artifacts there are',
    ],
    [
      'a digest that is none',
      () => internet.serve(host, () => ({ headers: { 'x-total-count': '1' }, body: [{ digest: '' }] })),
      'an entry has no digest',
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    harbor.stock.add('one', ['v1'])
    arrange()
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(message)
  })
})
