import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Internet,
  type StandInRequest,
  type StandInResponse,
  startInternet,
} from '../support/identity/internet.ts'
import { hostsThatGot, openInventory, wire } from '../support/inventory/open.ts'
import { basicProblem, noon, problem, Stock, tag } from '../support/inventory/stock.ts'

const host = 'europe-west1-docker.pkg.dev'
const name = `${host}/acme/images/app`
const secret = 'ya29.0123456789abcdef'

let internet: Internet
let google: Google
beforeAll(async () => {
  internet = await startInternet()
})
afterAll(() => internet[Symbol.asyncDispose]())
beforeEach(() => {
  internet.requests.length = 0
  google = new Google()
})

const open = () =>
  openInventory(name, { internet, credential: { kind: 'password', username: 'oauth2accesstoken', password: secret } })

/** Artifact Registry: its list of tags has all manifests, and a manifest with a tag is not deleted. */
class Google {
  readonly stock = new Stock()
  pageSize = 1000
  readonly parents = new Set<string>()
  immutable = false
  /** Tags without a manifest. */
  lost: string[] = []

  constructor() {
    internet.serve(host, (request) => basicProblem(request, `oauth2accesstoken:${secret}`) ?? this.answer(request))
  }

  answer(request: StandInRequest): StandInResponse {
    const { method, url } = request
    if (url.pathname.endsWith('/tags/list')) return this.list(url)
    if (method !== 'DELETE') return this.stock.read(request) ?? { status: 404 }
    const reference = url.pathname.split('/').at(-1) ?? ''
    if (this.immutable) return problem(400, 'FAILED_PRECONDITION', 'The tag is immutable and cannot be deleted')
    if (this.stock.tags.delete(reference)) return { status: 202 }
    if (!this.stock.manifests.has(reference)) return problem(404, 'MANIFEST_UNKNOWN', 'unknown')
    if (this.stock.tagsOf(reference).length > 0)
      return problem(400, 'GOOGLE_MANIFEST_DANGLING_TAG', 'Manifest is still referenced by tag')
    if (this.parents.has(reference))
      return problem(400, 'GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE', 'Manifest is still referenced by parent')
    this.stock.delete(reference)
    return { status: 202 }
  }

  list(url: URL): StandInResponse {
    const start = Number(url.searchParams.get('from') ?? 0)
    const all = [...this.stock.manifests.values()]
    const shown = all.slice(start, start + this.pageSize)
    const manifest = shown.map(({ digest, pushedAt }) => [
      digest,
      {
        imageSizeBytes: '7',
        mediaType: 'x',
        tag: this.stock.tagsOf(digest),
        timeCreatedMs: '0',
        timeUploadedMs: String(pushedAt.getTime()),
      },
    ])
    const next =
      start + this.pageSize < all.length ? { link: `<${url.pathname}?from=${start + this.pageSize}>; rel="next"` } : {}
    const tags = [...shown.flatMap(({ digest }) => this.stock.tagsOf(digest)), ...this.lost]
    return { headers: next, body: { child: [], name: 'acme/images/app', manifest: Object.fromEntries(manifest), tags } }
  }
}

describe('Artifact Registry', () => {
  test('lists manifests with and without a tag, and when they were uploaded', async () => {
    google.pageSize = 1
    const one = google.stock.add('one', ['latest', 'v1'], '2026-01-05')
    const two = google.stock.add('two', [], '2026-01-06')
    await using inventory = await open()
    expect(await inventory.list()).toEqual({
      tags: [
        { tag: 'latest', digest: one },
        { tag: 'v1', digest: one },
      ],
      manifests: [
        { digest: one, pushedAt: noon('2026-01-05') },
        { digest: two, pushedAt: noon('2026-01-06') },
      ],
    })
    expect(hostsThatGot(internet, secret)).toEqual([host])
  })

  test('deletes a manifest after its tags, except for those that were moved', async () => {
    const old = google.stock.add('old', ['pr-1', 'pr-2'])
    const other = google.stock.add('other', ['v1'])
    await using inventory = await open()
    await inventory.list()
    google.stock.move('pr-2', other)
    expect(await inventory.remove(old)).toEqual({ removed: true })
    expect([...google.stock.tags.keys()].toSorted()).toEqual(['pr-2', 'v1'])
    expect(wire(internet).filter((line) => line.startsWith('DELETE'))).toEqual([
      `DELETE ${host}/v2/acme/images/app/manifests/pr-1 202`,
      `DELETE ${host}/v2/acme/images/app/manifests/${old} 202`,
    ])
  })

  test('keeps what a new tag or an index needs', async () => {
    const one = google.stock.add('one')
    const child = google.stock.add('child')
    google.parents.add(child)
    await using inventory = await open()
    await inventory.list()
    google.stock.move('new', one)
    expect(await inventory.remove(one)).toEqual({ removed: false, reason: 'a tag points at it' })
    expect(await inventory.remove(child)).toEqual({ removed: false, reason: 'an index refers to it' })
    google.immutable = true
    expect(await inventory.untag?.(tag('new'), one)).toEqual({
      removed: false,
      reason: "the repository's tags are immutable",
    })
  })

  test('says which role is missing', async () => {
    internet.serve(
      host,
      (request) =>
        basicProblem(request, `oauth2accesstoken:${secret}`) ??
        problem(403, 'DENIED', "Permission 'artifactregistry.versions.delete' denied on resource")
    )
    await using inventory = await open()
    await expect(inventory.untag?.(tag('v1'), google.stock.add('one'))).rejects.toThrow(
      'Grant this account roles/artifactregistry.repoAdmin on the repository.'
    )
  })

  test.each([
    [
      'a tag without a manifest',
      () => {
        google.lost = ['v2']
      },
      "it has no manifest for the tag 'v2'",
    ],
    [
      'a list of tags alone',
      () => internet.serve(host, () => ({ body: { name: 'app', tags: ['v1'] } })),
      'the response lists no manifests',
    ],
    [
      'a manifest that comes twice',
      () => {
        internet.serve(host, ({ url }) => ({
          ...google.list(new URL('/v2/x/tags/list', url)),
          headers: url.search ? {} : { link: '<?page=2>; rel="next"' },
        }))
      },
      'twice',
    ],
  ])('does not rely on %s', async (_, arrange, message) => {
    google.stock.add('one', ['v1'])
    arrange()
    await using inventory = await open()
    await expect(inventory.list()).rejects.toThrow(message)
  })
})
