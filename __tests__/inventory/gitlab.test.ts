import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { basicProblem, problem, Stock, tag } from '../support/inventory/stock.ts'

const registry = 'registry.gitlab.com'
const host = 'gitlab.com'
const secret = 'glpat-0123456789abcdef'

let internet: Internet
let gitlab: GitLab
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  gitlab = new GitLab()
})

const open = (name = `${registry}/acme/team/shop/app`, word?: string) =>
  openInventory(name, {
    internet,
    credential: { kind: 'password', username: 'ann', password: secret },
    ...(word && { word }),
  })

/** GitLab: a registry where users delete nothing, and an API that deletes tags of the repositories of a project. */
class GitLab {
  readonly stock = new Stock()
  readonly protectedTags = new Set<string>()
  mayDelete = true
  next: string | undefined = `https://${host}/api/v4/projects/7/registry/repositories?per_page=100&page=2`

  constructor() {
    internet.serve(registry, (request) => this.registry(request))
    internet.serve(host, (request) => this.api(request))
  }

  registry(request: StandInRequest): StandInResponse {
    const refusal = basicProblem(request, `ann:${secret}`)
    if (refusal) return refusal
    if (request.method === 'DELETE') return problem(401, 'UNAUTHORIZED', 'authentication required')
    return this.stock.read(request) ?? { status: 404 }
  }

  api({ method, url, headers }: StandInRequest): StandInResponse {
    if (headers.authorization !== `Bearer ${secret}`) return { status: 401, body: { message: '401 Unauthorized' } }
    if (url.pathname === '/api/v4/projects/acme%2Fteam%2Fshop') return { body: { id: 7 } }
    if (method === 'DELETE') return this.remove(url)
    if (url.pathname !== '/api/v4/projects/7/registry/repositories')
      return { status: 404, body: { message: '404 Project Not Found' } }
    if (url.searchParams.get('page') === '2') return { body: [{ id: 12, path: 'acme/team/shop/app' }] }
    const link = this.next ? { link: `<${this.next}>; rel="next"` } : {}
    return { headers: link, body: [{ id: 11, path: 'acme/team/shop' }] }
  }

  remove({ pathname }: URL): StandInResponse {
    const [, name = ''] = /^\/api\/v4\/projects\/7\/registry\/repositories\/12\/tags\/([^/]+)$/.exec(pathname) ?? []
    if (!this.mayDelete) return { status: 403, body: { message: '403 Forbidden' } }
    if (this.protectedTags.has(name)) return { status: 403, body: { message: '403 Forbidden - Protected tag' } }
    return { status: this.stock.tags.delete(name) ? 200 : 404 }
  }
}

describe('GitLab', () => {
  test('lists tags with their digests, by its registry', async () => {
    const one = gitlab.stock.add('one', ['v1', 'latest'])
    await using inventory = await open()
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'v1', digest: one },
        { tag: 'latest', digest: one },
      ],
    })
    expect(internet.requestsTo(host)).toEqual([])
  })

  test('deletes the tags of a manifest with the API of its project, which it finds by its path', async () => {
    const old = gitlab.stock.add('old', ['pr-1', 'pr-2'])
    const other = gitlab.stock.add('other', ['v1'])
    await using inventory = await open()
    await inventory.list()
    gitlab.stock.move('pr-2', other)
    internet.requests.length = 0
    expect(await inventory.remove(old)).toEqual({ removed: true })
    expect([...gitlab.stock.tags.keys()].toSorted()).toEqual(['pr-2', 'v1'])
    const projects = `${host}/api/v4/projects`
    expect(wire(internet).filter((line) => line.includes(projects))).toEqual([
      `GET ${projects}/acme%2Fteam%2Fshop%2Fapp 404`,
      `GET ${projects}/acme%2Fteam%2Fshop 200`,
      `GET ${projects}/7/registry/repositories?per_page=100 200`,
      `GET ${projects}/7/registry/repositories?per_page=100&page=2 200`,
      `DELETE ${projects}/7/registry/repositories/12/tags/pr-1 200`,
    ])
    expect(hostsThatGot(internet, secret)).toEqual([host, registry])
  })

  test('deletes no manifest by itself', async () => {
    const child = gitlab.stock.add('child')
    await using inventory = await open()
    await inventory.list()
    expect(await inventory.remove(child)).toEqual({
      removed: false,
      reason: 'GitLab deletes only tags; its garbage collection deletes what nothing refers to',
    })
  })

  test('distinguishes protected tags from missing rights', async () => {
    const one = gitlab.stock.add('one', ['v1'])
    gitlab.protectedTags.add('v1')
    await using inventory = await open()
    expect(await inventory.untag?.(tag('v1'), one)).toEqual({
      removed: false,
      reason: 'a rule of the project protects it',
    })
    gitlab.mayDelete = false
    await expect(inventory.untag?.(tag('v1'), one)).rejects.toThrow(
      "Use an access token with the scopes 'api' and 'read_registry'"
    )
  })

  test('does not follow a page to another host', async () => {
    gitlab.next = 'https://evil.example/api/v4/projects/7/registry/repositories'
    await using inventory = await open()
    await expect(inventory.untag?.(tag('v1'), gitlab.stock.add('one'))).rejects.toThrow('another origin')
    expect(internet.asked.filter((each) => each.includes('evil'))).toEqual([])
  })

  test('has its API at the host that its registry is named after', async () => {
    internet.serve('registry.git.acme.example', (request) => gitlab.registry(request))
    internet.serve('git.acme.example', (request) => gitlab.api(request))
    gitlab.next = 'https://git.acme.example/api/v4/projects/7/registry/repositories?page=2'
    const one = gitlab.stock.add('one', ['v1'])
    await using inventory = await open('registry.git.acme.example/acme/team/shop/app', 'gitlab')
    expect(await inventory.untag?.(tag('v1'), one)).toEqual({ removed: true })
    expect(hostsThatGot(internet, secret)).toEqual(['git.acme.example'])
  })
})
