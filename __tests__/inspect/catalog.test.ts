import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Internet, startInternet } from '../support/identity/internet.ts'
import { image, layer } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { startTestRegistry } from '../support/registry/registry.ts'
import { Tokens } from '../support/registry/tokens.ts'
import { inspect } from './inspected.ts'

const app = image({ layers: [layer('app')] })
const names = ['acme/api', 'acme/shop', 'acme-evil/shop', 'base/debian', 'tools']

async function stocked(behaviour: Partial<Behaviour> = {}) {
  const registry = await startTestRegistry({ behaviour })
  for (const name of names) registry.put(name, app, 'v1')
  return registry
}

describe('lists the repositories of a registry', () => {
  test('on all pages', async () => {
    await using registry = await stocked({ page: { size: 2, link: 'relative' } })
    const { json, lines, summary } = await inspect({ catalog: registry.host })
    expect(json('catalog')).toEqual(names.toSorted().map((name) => `${registry.host}/${name}`))
    expect(registry.log).toEqual(['GET catalog 200', 'GET catalog 200', 'GET catalog 200'])
    expect(registry.unexpected).toEqual([])
    expect(lines).toEqual([`${registry.host}: 5 repositories`])
    expect(summary).toContain(`5 repositories (\`${registry.host}/acme-evil/shop\``)
  })

  test('under a path, with the credential for it', async () => {
    await using registry = await stocked()
    registry.authorize({ kind: 'bearer', tokens: new Tokens() })
    const auth = `- { registry: '${registry.host}/acme', username: ann, password: secret }`
    const { json } = await inspect({ catalog: `${registry.host}/acme`, 'registry-auth': auth })
    expect(json('catalog')).toEqual([`${registry.host}/acme/api`, `${registry.host}/acme/shop`])
    const [asked] = registry.entries.filter(({ route }) => route.kind === 'token')
    expect(new URLSearchParams(asked?.query).get('scope')).toBe('registry:catalog:*')
  })

  test.each([{ catalog: 404 }, { catalog: 401 }] as const)(
    'unless it has none for this user: %j',
    async (behaviour) => {
      await using registry = await stocked(behaviour)
      const { outputs, lines } = await inspect({ catalog: registry.host, images: `${registry.host}/acme/shop:v1` })
      expect(outputs).toMatchObject({ exists: 'true', catalog: '[]' })
      expect(lines.at(-1)).toMatch(/^error: .*: listing repositories (?:failed|was refused): 40[14] /)
      expect(lines.at(-1)).toContain(
        'Not every registry lists its repositories, and some do so only for administrators'
      )
    }
  )

  test.each([{ page: { size: 2, link: 'elsewhere' } }, { page: { size: 2, link: 'endless' } }] as const)(
    'but follows no wrong links: %j',
    async (behaviour) => {
      await using registry = await stocked(behaviour)
      const { lines } = await inspect({ catalog: registry.host })
      expect(lines).toEqual([expect.stringMatching(/listing repositories failed: its (?:next page|pages)/)])
      expect(registry.log.length).toBeLessThan(4)
    }
  )
})

describe('of Docker Hub', () => {
  let internet: Internet
  beforeEach(async () => {
    internet = await startInternet()
  })
  afterEach(() => internet[Symbol.asyncDispose]())

  const login = { username: 'ann', password: 'secret of ann' }

  test('lists the public repositories of a namespace, anonymously', async () => {
    internet.serve('hub.docker.com', ({ url }) => {
      const page = Number(url.searchParams.get('page'))
      const results = Array.from({ length: page === 3 ? 1 : 2 }, (_, each) => ({ name: `app-${page}-${each}` }))
      // Its own link is not followed.
      return { body: { count: 5, next: page < 3 ? 'https://evil.test/next' : null, results } }
    })
    const { json } = await inspect({ catalog: 'docker.io/acme', ...login }, internet.variables)
    expect(json('catalog')).toEqual(
      ['app-1-0', 'app-1-1', 'app-2-0', 'app-2-1', 'app-3-0'].map((name) => `docker.io/acme/${name}`)
    )
    expect(internet.requests.map(({ url }) => url.pathname + url.search)).toEqual(
      [1, 2, 3].map((page) => `/v2/namespaces/acme/repositories?page=${page}&page_size=100`)
    )
    expect(JSON.stringify(internet.requests)).not.toMatch(/authorization|secret|cookie/i)
    expect(new Set(internet.asked)).toEqual(new Set(['hub.docker.com:443']))
  })

  test('searches', async () => {
    const results = [{ repo_name: 'nginx' }, { repo_name: 'acme/nginx' }, { repo_name: '../evil' }, {}, null, 7]
    internet.serve('hub.docker.com', () => ({ body: { next: 'https://hub.docker.com/?page=2', results } }))
    const { json, lines } = await inspect({ catalog: 'docker.io?query=web server & more' }, internet.variables)
    expect(json('catalog')).toEqual(['docker.io/library/nginx', 'docker.io/acme/nginx'])
    expect(internet.requests.map(({ url }) => [url.pathname, url.searchParams.get('query')])).toEqual([
      ['/v2/search/repositories/', 'web server & more'],
    ])
    expect(lines).toEqual(['docker.io?query=web server & more: 2 repositories'])
  })

  test.each([
    [
      { status: 404, body: { message: 'no such namespace' } },
      'failed: 404 no such namespace. Check the name of the namespace.',
    ],
    [{ body: '<html>' }, 'failed: the response is not a list of repositories.'],
  ])('%j is an error', async (response, message) => {
    internet.serve('hub.docker.com', () => response)
    const { outputs, lines } = await inspect({ catalog: 'docker.io/acme' }, internet.variables)
    expect(lines).toEqual([`error: docker.io/acme: listing repositories ${message}`])
    expect(outputs.catalog).toBe('[]')
  })
})
