import type { Internet, StandInRequest, StandInResponse } from '../identity/internet.ts'
import { basicProblem, Stock } from './stock.ts'

/** GitHub's registry, which deletes nothing, and the API for packages, whose versions have a number. */
export class GitHub {
  readonly stock = new Stock()
  owner: 'orgs' | 'users' = 'orgs'
  pageSize = 100
  downloads = 0
  /** Requests to refuse because of the secondary limit. */
  limited = 0
  /** Versions that are not in the list yet. */
  lag = 0
  /** The link of the last page. */
  link: string | undefined
  /** Whether pages do not say that there is a next one. */
  isCut = false
  readonly ids = new Map<string, number>()

  readonly #token: string

  constructor(internet: Internet, token: string) {
    this.#token = token
    internet.serve('ghcr.io', (request) => basicProblem(request, `ann:${token}`) ?? this.registry(request))
    internet.serve('api.github.com', (request) => this.api(request))
  }

  registry(request: StandInRequest): StandInResponse {
    if (request.method === 'DELETE') return { status: 405, body: { errors: [{ code: 'UNSUPPORTED' }] } }
    return this.stock.read(request) ?? { status: 404 }
  }

  api({ method, url, headers }: StandInRequest): StandInResponse {
    if (headers.authorization !== `Bearer ${this.#token}`) return { status: 401, body: { message: 'Bad credentials' } }
    if (this.limited-- > 0)
      return {
        status: 403,
        headers: { 'retry-after': '0' },
        body: { message: 'You have exceeded a secondary rate limit' },
      }
    const [, id] =
      new RegExp(`^/${this.owner}/acme/packages/container/team%2Fapp(/versions(?:/\\d+)?)?$`).exec(url.pathname) ?? []
    if (!url.pathname.startsWith(`/${this.owner}/acme/packages/container/team%2Fapp`))
      return { status: 404, body: { message: 'Package not found.' } }
    if (id === undefined) return { body: { name: 'team/app' } }
    return method === 'DELETE' ? this.remove(Number(id.split('/').at(-1))) : this.versions(url)
  }

  versions(url: URL): StandInResponse {
    const page = Number(url.searchParams.get('page') ?? 1)
    const all = [...this.stock.manifests.values()].toReversed().slice(this.lag-- > 0 ? 1 : 0)
    const shown = all.slice((page - 1) * this.pageSize, page * this.pageSize)
    const more = new URL(url)
    more.searchParams.set('page', String(page + 1))
    const next = page * this.pageSize < all.length && !this.isCut ? more.href : this.link
    const body = shown.map(({ digest, pushedAt }) => ({
      id: this.idOf(digest),
      name: digest,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: pushedAt.toISOString(),
      metadata: { package_type: 'container', container: { tags: this.stock.tagsOf(digest) } },
    }))
    return { headers: next ? { link: `<${next}>; rel="next"` } : {}, body }
  }

  remove(id: number): StandInResponse {
    const [digest = ''] = [...this.ids].find(([, each]) => each === id) ?? []
    const tagged = new Set(this.stock.tags.values())
    if (!this.stock.manifests.has(digest)) return { status: 404, body: { message: 'Package version not found.' } }
    if (this.downloads > 5000)
      return {
        status: 400,
        body: {
          message:
            'Publicly visible package versions with more than 5000 downloads cannot be deleted. Contact GitHub support for further assistance.',
        },
      }
    if (tagged.size === 1 && this.stock.tagsOf(digest).length > 0)
      return {
        status: 400,
        body: {
          message: 'You cannot delete the last tagged version of a package. You must delete the package instead.',
        },
      }
    this.stock.delete(digest)
    return { status: 204 }
  }

  idOf(digest: string): number {
    const id = this.ids.get(digest) ?? this.ids.size + 1
    this.ids.set(digest, id)
    return id
  }
}
