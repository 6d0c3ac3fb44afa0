import { describe, expect, test } from 'vitest'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { image, layer } from '../support/images.ts'
import type { Behaviour } from '../support/registry/behaviour.ts'
import { issue, makeAuthority } from '../support/registry/certificate.ts'
import { badGateway } from '../support/registry/misfortunes.ts'
import { type ClientOptions, failureOf, quick } from './client.ts'
import { meetRegistry, type Pair } from './pair.ts'

const app = image({ layers: [layer('base')] })
const all = Array.from({ length: 12 }, (_, index) => `v1.${String(index).padStart(2, '0')}`)

async function stocked(behaviour: Partial<Behaviour> = {}, options: ClientOptions = {}): Promise<Pair> {
  const pair = await meetRegistry(behaviour, options)
  pair.registry.put('o/app', app, ...all)
  return pair
}

const listed = async ({ client }: Pair) => await client.repository('o/app').manifests.tags()

describe('lists all tags of a repository', () => {
  test('in one request if the registry returns all at once', async () => {
    await using pair = await stocked()
    expect(await listed(pair)).toEqual(all)
    expect(pair.registry.log).toEqual(['GET tags 200'])
    expect(pair.registry.entries[0]?.query).toBe('n=1000')
  })

  test.each(['relative', 'absolute'] as const)('in pages, with %s links', async (link) => {
    await using pair = await stocked({ page: { size: 5, link } })
    expect(await listed(pair)).toEqual(all)
    expect(pair.registry.entries).toHaveLength(3)
    expect(pair.registry.unexpected).toEqual([])
  })

  test('if the registry refuses the requested page size', async () => {
    await using pair = await stocked()
    pair.registry.fail({}, { status: 400, body: '{"errors":[{"code":"PAGINATION_NUMBER_INVALID","message":"n"}]}' })
    expect(await listed(pair)).toEqual(all)
    expect(pair.registry.entries.map(({ query }) => query)).toEqual(['n=1000', ''])
  })

  test('after a failure', async () => {
    await using pair = await stocked({ page: { size: 5, link: 'relative' } })
    pair.registry.fail({}, badGateway, { after: 1 })
    pair.registry.fail({}, { truncate: 10 }, { after: 1 })
    expect(await listed(pair)).toEqual(all)
  })

  test.each(['{"name":"o/app","tags":null}', '{"name":"o/app","tags":[]}', '{"name":"o/app"}'])(
    'as an empty list: %s',
    async (body) => {
      await using pair = await stocked()
      pair.registry.fail({}, { status: 200, body })
      expect(await listed(pair)).toEqual([])
    }
  )

  test('without text that is not a valid tag', async () => {
    await using pair = await stocked()
    const tags = ['v1', '', '-x', 'a b', '../..', 7, null, `x${'y'.repeat(128)}`, 'v2', 'v1', '::set-output::']
    pair.registry.fail({}, { status: 200, body: JSON.stringify({ name: 'o/app', tags }) })
    expect(await listed(pair)).toEqual(['v1', 'v2'] as unknown as Tag[])
  })
})

test('returns no tags for a repository that does not exist', async () => {
  await using pair = await meetRegistry()
  expect(await listed(pair)).toEqual([])
})

test('fails if a page is missing, rather than ending the list', async () => {
  await using pair = await stocked({ page: { size: 5, link: 'relative' } })
  pair.registry.fail({}, { status: 404 }, { after: 1 })
  expect((await failureOf(listed(pair))).message).toMatch(/listing tags failed: 404\.$/)
})

/** Makes the registry return this many pages, each of which links to another. */
function paginate({ registry }: Pair, pages: number, tagsOf: (page: number) => readonly string[]): void {
  for (let page = 0; page < pages; page += 1) {
    const headers = page < pages - 1 ? { link: `</v2/o/app/tags/list?last=${page}>; rel="next"` } : {}
    registry.fail({}, { status: 200, headers, body: JSON.stringify({ name: 'o/app', tags: tagsOf(page) }) })
  }
}

test('reads a list to its end, even in tiny pages', async () => {
  await using pair = await stocked()
  paginate(pair, 150, (page) => [`v${page}`])
  expect(await listed(pair)).toHaveLength(150)
})

describe('endless pages', () => {
  test('end as soon as they form a loop', async () => {
    await using pair = await stocked({ page: { size: 5, link: 'endless' } })
    expect((await failureOf(listed(pair))).message).toMatch(/listing tags failed: its pages form a loop\.$/)
    expect(pair.registry.entries).toHaveLength(2)
  })

  test('end after two thousand pages', async () => {
    await using pair = await stocked()
    paginate(pair, 2_100, () => ['v1'])
    expect((await failureOf(listed(pair))).message).toMatch(/listing tags failed: it has more than 2000 pages\.$/)
    expect(pair.registry.entries).toHaveLength(2_000)
  })

  test('end after a million tags', async () => {
    await using pair = await stocked()
    paginate(pair, 9, (page) => Array.from({ length: 400_000 }, (_, tag) => `${page}${tag.toString(36)}`))
    const { message } = await failureOf(listed(pair).then(({ length }) => length))
    expect(message).toMatch(/listing tags failed: it has more than 1000000 tags\.$/)
    expect(pair.registry.entries).toHaveLength(3)
  })
})

test.each(['{}', '<html>', 'null', '{"name":"o/app","tags":"v1"}', '{"name":"o/app","tags":{}}'])(
  'fails if the response is not a tag list: %s',
  async (body) => {
    await using pair = await stocked()
    pair.registry.fail({}, { status: 200, body })
    expect((await failureOf(listed(pair))).message).toMatch(/listing tags failed: the response is not a tag list\.$/)
  }
)

test.each([
  ['<https://evil.test/v2/o/app/tags/list>; rel="next"', 'at another origin (https://evil.test)'],
  ['<//evil.test/x>; rel=next', 'at another origin (http://evil.test)'],
  ['<file:///etc/passwd>; rel="next"', 'at another origin'],
  ['<http://[>; rel="next"', 'at another origin (no URL)'],
])('does not follow a link to another origin: %s', async (link, reason) => {
  await using pair = await stocked()
  pair.registry.fail({}, { status: 200, headers: { link }, body: '{"name":"o/app","tags":["v1"]}' })
  expect((await failureOf(listed(pair))).message).toContain(reason)
  expect(pair.registry.entries).toHaveLength(1)
})

test('parses hostile Link headers quickly', async () => {
  await using pair = await stocked()
  // Otherwise each of these pages would take seconds, and all of them longer than the test's timeout.
  const hard = [...Array<string>(10).fill('<'), '<x>;', '<x>; rel', '<x> ']
  for (const link of hard.map((piece) => piece.repeat(60_000 / piece.length))) {
    pair.registry.fail({}, { status: 200, headers: { link }, body: '{"name":"o/app","tags":["v1"]}' })
    expect(await listed(pair)).toEqual(['v1'])
  }
})

test('follows a link to http over https at a registry that takes its own URL for http', async () => {
  const authority = makeAuthority()
  const tls = issue(authority)
  await using pair = await meetRegistry({}, { tls: { ca: authority.cert } }, { tls })
  const { registry } = pair
  registry.put('o/app', app, ...all)
  registry.behave({ page: { size: 5, link: { origin: registry.origin.replace('https:', 'http:') } } })
  expect(await listed(pair)).toEqual(all)
})

test.each(['', '<x>; rel="prev"', 'x; rel="next"', '<x>'])('takes the Link %j for the end', async (link) => {
  await using pair = await stocked()
  pair.registry.fail({}, { status: 200, headers: { link }, body: '{"name":"o/app","tags":["v1"]}' })
  expect(await listed(pair)).toEqual(['v1'])
})

test('gives up on a list that takes too long in total', async () => {
  await using pair = await stocked({ page: { size: 1, link: 'relative' } })
  const { registry, client } = pair
  registry.fail({}, { slow: 100 }, { times: 99 })
  const { message } = await failureOf(client.repository('o/app').manifests.tags(150))
  expect(message).toContain('listing tags failed: it takes longer than 0.15 seconds')
  expect(registry.entries.length).toBeLessThan(4)
})

test('limits the pauses of all pages like those of one request', async () => {
  await using pair = await stocked(
    { page: { size: 1, link: 'relative' } },
    { retry: { ...quick, firstWait: 20, budget: 50 } }
  )
  const { registry, client } = pair
  let asked = 0
  registry.fail({ where: () => ++asked % 2 === 0 }, { status: 503 }, { times: 99 })
  expect((await failureOf(client.repository('o/app').manifests.tags())).message).toContain('failed: 503')
})
