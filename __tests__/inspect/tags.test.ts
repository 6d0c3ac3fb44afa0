import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { image, layer } from '../support/images.ts'
import { startTestRegistry, type TestRegistry } from '../support/registry/registry.ts'
import { inspect, refusalOf } from './inspected.ts'

const [one, two, three] = ['one', 'two', 'three'].map((text) => image({ layers: [layer(text)] }))

let registry: TestRegistry
let name: string
beforeAll(async () => {
  registry = await startTestRegistry({ behaviour: { page: { size: 5, link: 'relative' } } })
  name = `${registry.host}/acme/app`
  if (one)
    registry.put('acme/app', one, 'latest', '1.1.0', '1.1.0-alpine', '1.9.0', 'v1.9.1', 'nightly-20260102', 'main')
  if (two) registry.put('acme/app', two, '1.10.0', '1.10.0-alpine', '1.10', '1', '2.0.0-rc.1', 'build-7_1.2.3')
  if (three) registry.put('acme/app', three, '2.0.0', '2', `sha256-${'a'.repeat(64)}.sig`, 'manifold-run-1-2-finish')
})
afterAll(() => registry[Symbol.asyncDispose]())

const tagsOf = async (filter: string) => (await inspect({ images: name, tags: filter })).json('tags')

describe('lists the tags that match', () => {
  test.each([
    ['match=*-alpine', ['1.1.0-alpine', '1.10.0-alpine']],
    ['match=1.*\nmatch=!*-alpine', ['1.1.0', '1.9.0', '1.10', '1.10.0']],
    ['match=main\nmatch=latest', ['latest', 'main']],
    ['match=/^\\d+$/', ['1', '2']],
    ['match=/v?\\d.*/\nmatch=!/.*[.-].*/', ['1', '2']],
    ['match=sha256-*', [`sha256-${'a'.repeat(64)}.sig`]],
    ['match=/.*sig/', []],
    ['match=/MAIN/i', ['main']],
    ['match=nothing', []],
  ])('%j', async (filter, tags) => {
    expect(await tagsOf(filter)).toEqual(tags)
  })

  test('on all pages, and reads no image', async () => {
    registry.clearLog()
    const { outputs, lines } = await inspect({ images: name, tags: 'match=1.*' })
    expect(new Set(registry.log)).toEqual(new Set(['GET tags 200']))
    expect(registry.log.length).toBeGreaterThan(2)
    expect([outputs.exists, outputs.digest, outputs.tag]).toEqual(['true', '', ''])
    expect(lines).toEqual([
      `${name}: 6 tags selected ('1.1.0-alpine', '1.9.0', '1.10', '1.10.0', '1.10.0-alpine' and 1 more)`,
    ])
  })

  test('beside an image with a tag, which is inspected', async () => {
    const { outputs, json } = await inspect({ images: `${name}:main`, tags: 'match=v*' })
    expect([outputs.tag, outputs.digest, json('tags')]).toEqual(['main', one?.root.digest, ['v1.9.1']])
  })

  test('of which there may be none', async () => {
    const { outputs, lines } = await inspect({ images: name, tags: 'match=nothing' })
    expect([outputs.exists, outputs.tags]).toEqual(['false', '[]'])
    expect(lines).toEqual([`${name} has no tag that matches`])
  })

  test('but not from a list that is cut short without a link', async () => {
    await using other = await startTestRegistry({ behaviour: { page: { size: 10, link: 'missing' } } })
    if (one) other.put('acme/app', one, ...Array.from({ length: 12 }, (_, minor) => `1.${minor}.0`))
    const { outputs, lines } = await inspect({ images: `${other.host}/acme/app`, tags: 'newest=*' })
    expect(outputs.exists).toBe('')
    expect(lines[0]).toContain("listing tags failed: its pages end after 10 tags, but it has more, such as '1.8.0'")
  })

  test('of a repository that does not exist', async () => {
    const { outputs } = await inspect({ images: `${registry.host}/acme/none`, tags: 'match=*' })
    expect([outputs.exists, outputs.tags]).toEqual(['false', '[]'])
  })
})

describe('finds the newest version', () => {
  test.each([
    ['newest=>=1.2 <2', '1.10.0', two],
    ['newest=*', '2.0.0', three],
    ['newest=', '2.0.0', three],
    ['newest=^1.9.0 <1.10', 'v1.9.1', one],
    ['newest=>=2.0.0-rc.0 <2.0.0', '2.0.0-rc.1', two],
    ['newest=1.1.x', '1.1.0', one],
    ['newest=*\nmatch=*-alpine', '1.10.0-alpine', two],
    ['newest=*\nmatch=1.*', '1.10.0', two],
    ['newest=*\nmatch=/build-\\d+_(.+)/', 'build-7_1.2.3', two],
    ['newest=*\nmatch=!2.*', '1.10.0', two],
  ])('%j', async (filter, tag, of) => {
    const { outputs } = await inspect({ images: name, tags: filter })
    expect(outputs).toMatchObject({ exists: 'true', tag, digest: of?.root.digest })
    expect(outputs.image).toBe(`${name}@${of?.root.digest}`)
  })

  test('and says so in the log and the summary', async () => {
    const { lines, summary } = await inspect({ images: name, tags: 'newest=>=1.2 <2' })
    expect(lines[0]).toContain(`${name}: '1.10.0' is ${two?.root.digest}, linux/amd64`)
    expect(summary).toContain('<td nowrap><code>1.10.0</code></td>')
  })

  test('or none', async () => {
    const { outputs, lines } = await inspect({ images: name, tags: 'newest=>=3' })
    expect([outputs.exists, outputs.tag, outputs.digest]).toEqual(['false', '', ''])
    expect(lines).toEqual([`${name} has no such version: none of its 16 tags is a version in the range`])
  })
})

describe('never misses a page', () => {
  test.each([
    { status: 403 },
    { status: 404 },
    { status: 200, body: '{"tags":"none"}' },
    { status: 200, body: '{"na' },
  ])('%j is an error', async (fault) => {
    await using other = await startTestRegistry({ behaviour: { page: { size: 2, link: 'relative' } } })
    if (one) other.put('acme/app', one, '1.0.0', '1.1.0', '1.2.0', '1.3.0')
    other.fail({ kind: 'tags' }, fault, { after: 1, times: 9 })
    const { outputs, lines } = await inspect({ images: `${other.host}/acme/app`, tags: 'newest=*' })
    expect([outputs.exists, outputs.tag, outputs.tags]).toEqual(['', '', ''])
    expect(lines).toEqual([expect.stringMatching(/^error: .*: listing tags (?:failed|was refused): /)])
  })

  test('not even one at another origin', async () => {
    await using other = await startTestRegistry({ behaviour: { page: { size: 2, link: 'elsewhere' } } })
    if (one) other.put('acme/app', one, '1.0.0', '1.1.0', '1.2.0')
    const { lines } = await inspect({ images: `${other.host}/acme/app`, tags: 'newest=*' })
    expect(lines).toEqual([expect.stringContaining('its next page is at another origin')])
    expect(other.entries.filter(({ place }) => place === 'elsewhere')).toEqual([])
  })
})

test.each([
  [{}, ["Input 'images': name at least one image, such as ghcr.io/owner/name:tag, or a registry in 'catalog'"]],
  [{ tags: 'match=*' }, ["Input 'images': name the images whose 'tags' are wanted"]],
  [
    { images: 'acme/app:1\nno image\nhttps://ghcr.io/acme/app', tags: 'newest=one', catalog: 'docker.io' },
    [
      "Input 'images': 'no image' is not an image like ghcr.io/owner/name:tag",
      "Input 'images': 'https://ghcr.io/acme/app' is not an image like ghcr.io/owner/name:tag",
      "Input 'tags': 'one' is not a range of versions: write newest=>=1.2 <2, or newest=* for all",
      "Input 'catalog': for Docker Hub, write a namespace (docker.io/acme) or a search (docker.io?query=words)",
    ],
  ],
  [{ images: 'a/b', tags: 'v1.*' }, ["Input 'tags': write match=PATTERN or newest=RANGE, not 'v1.*'"]],
  [
    { images: 'a/b', tags: 'match=v 1' },
    ["Input 'tags': 'v 1' is not a pattern: write match=v1.* or match=/v1\\.\\d+/"],
  ],
  [
    { images: 'a/b', tags: 'match=/(/' },
    ["Input 'tags': Invalid regular expression: /^(?:()$/: Unterminated group, in: match: /(/"],
  ],
  [{ images: 'a/b', tags: 'newest=1\nnewest=2' }, ["Input 'tags': write one line with newest=, not 2"]],
  [
    { images: 'a/b', tags: 'v1.*\nmatch=v 1\nnewest=one' },
    [
      "Input 'tags': write match=PATTERN or newest=RANGE, not 'v1.*'",
      "Input 'tags': 'v 1' is not a pattern: write match=v1.* or match=/v1\\.\\d+/",
      "Input 'tags': 'one' is not a range of versions: write newest=>=1.2 <2, or newest=* for all",
    ],
  ],
  [{ catalog: 'ghcr.io?query=x' }, ["Input 'catalog': only Docker Hub can be searched, not ghcr.io"]],
  [{ catalog: '-' }, ["Input 'catalog': '-' is not a registry: write registry.acme.example, or docker.io/acme"]],
])('refuses %j', async (inputs, messages) => {
  expect((await refusalOf(inputs)).toSorted()).toEqual(messages.toSorted())
})
