import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What GitHub knows of `acme/app`. */
export interface KnownRepository {
  /** Numbers of closed pull requests, and their branches. */
  readonly closed: Readonly<Record<number, string>>
  readonly branches: readonly string[]
  /** Of lists; GitHub's are longer. */
  readonly page?: number
  /** The status of the page with this number. */
  readonly broken?: { readonly page: number; readonly status: number }
}

/** GitHub's API as far as a policy needs it, with its requests. */
export async function startGitHub({ closed, branches, page: size = 100, broken }: KnownRepository) {
  const asked: string[] = []
  const lists: Readonly<Record<string, readonly object[]>> = {
    '/repos/acme/app/pulls': Object.entries(closed)
      .map(([number, ref]) => ({
        number: Number(number),
        state: 'closed',
        head: { ref, repo: { full_name: 'acme/app' } },
      }))
      .toSorted((a, b) => b.number - a.number),
    '/repos/acme/app/branches': branches.map((name) => ({ name })),
  }
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, origin)
    const page = Number(searchParams.get('page') ?? 1)
    asked.push(`${pathname} ${page} ${headers.authorization}`)
    const all = lists[pathname]
    if (!all || broken?.page === page) return void response.writeHead(broken?.status ?? 404).end('{"message":"no"}')
    const isLast = page * size >= all.length
    const next = new URL(url, origin)
    next.searchParams.set('page', String(page + 1))
    const links = isLast ? {} : { link: `<${next}>; rel="next"` }
    response.writeHead(200, { 'content-type': 'application/json', ...links })
    response.end(JSON.stringify(all.slice((page - 1) * size, page * size)))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    asked,
    variables: { GITHUB_API_URL: origin, GITHUB_REPOSITORY: 'acme/app' },
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
