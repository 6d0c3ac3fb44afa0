import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImageSections } from '../../src/github/summary/image/image-sections.ts'
import { sizeBar } from '../../src/github/summary/image/size-bar.ts'
import { summaryMarkdown } from '../../src/github/summary/summary.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import { compareImages } from '../../src/plan/comparison/compare-images.ts'
import type { ImageComparison } from '../../src/plan/comparison/image-comparison.ts'
import type { PlatformImage } from '../../src/plan/comparison/image-layers.ts'
import { digestFor, layerOf } from '../plan/comparison/layers.ts'
import { before, digest, published } from './outcomes.ts'

const golden = (name: string) => `../fixtures/summary/${name}.md`

function summaryOf(image: ImageSections): string {
  return summaryMarkdown({
    subject: 'acme/app:1.4.2',
    goal: 'build',
    outcomes: [published],
    isDone: true,
    digest,
    image,
  })
}

const base = layerOf('debian', 28_200_000, 'ADD rootfs.tar.xz /')
const packages = layerOf('packages', 17_400_000, 'RUN apt-get update && apt-get install -y curl ca-certificates')
const linux = (platform: string, ...layers: PlatformImage['layers'] & object): PlatformImage => ({
  platform: `linux/${platform}`,
  layers: [base, ...layers],
})
const former = [
  linux('amd64', packages, layerOf('modules', 9_100_000), layerOf('cache', 3_200_000), layerOf('app', 1_100_000)),
  linux('arm64', packages, layerOf('app', 1_200_000)),
]
const modules = layerOf('more modules', 14_900_000, 'COPY node_modules /app/node_modules')
const fonts = layerOf('fonts', 2_300_000, 'COPY fonts /usr/share/fonts')
const newer = [
  linux('amd64', packages, modules, fonts, layerOf('new app', 1_120_000, 'COPY dist /app/dist')),
  linux('arm64', packages, layerOf('new app', 1_120_000, 'COPY dist /app/dist')),
]
const previous = { tag: 'latest' as Tag, name: `ghcr.io/acme/app@${before}` }
const compared = (images: readonly PlatformImage[], old?: readonly PlatformImage[]): ImageComparison => ({
  ...compareImages(images, old),
  made: digest,
  ...(old && { previous }),
})
const name = 'ghcr.io/acme/app:1.4.2'

test('shows what grew and by which instruction, the base image, and the layers', async () => {
  const images = [{ name, comparison: compared(newer, former) }]
  const markdown = summaryOf({ images, base: { name: 'debian:12', digest: before }, platform: 'linux/amd64' })
  await expect(markdown).toMatchFileSnapshot(golden('image'))
})

test('is documented with a sample that it would write', () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')
  const lines = read('fixtures/summary/image.md')
    .split(/^(?=\*\*Image\*\*)/m)[1]
    ?.match(/^<(?:tr|li)>.*/gm)
  expect(lines).toHaveLength(12)
  expect(read('../docs/summary.md')).toContain('5 layers of <code>linux/amd64</code>: 3 changed')
  expect(read('../docs/summary.md').match(/^<(?:tr|li)>.*/gm)).toEqual(lines)
})

test('shows only sizes if there is no previous image', async () => {
  const unnamed = newer.map(({ platform = '', layers = [] }) => ({
    platform,
    layers: layers.map(({ instruction: _, ...layer }) => layer),
  }))
  await expect(summaryOf({ images: [{ name, comparison: compared(unnamed) }] })).toMatchFileSnapshot(
    golden('first-image')
  )
})

test("shows the layers of the runner's own platform, or else of the first", () => {
  const images = [{ name, comparison: compared(newer, former) }]
  expect(summaryOf({ images, platform: 'linux/arm64' })).toContain('3 layers of <code>linux/arm64</code>: 1 changed')
  expect(summaryOf({ images, platform: 'windows/amd64' })).toContain('5 layers of <code>linux/amd64</code>')
})

test('shows that nothing changed', () => {
  const markdown = summaryOf({ images: [{ name, comparison: compared(newer, newer) }] })
  expect(markdown.match(/no change/g)).toHaveLength(2)
  expect(markdown).not.toContain('<ul>')
  expect(markdown).toContain('<summary>5 layers of <code>linux/amd64</code></summary>')
})

test('shows a layer and a platform that are gone, and another base image', () => {
  const [amd64 = linux('amd64')] = former
  const after = [{ ...amd64, layers: amd64.layers?.slice(0, 3), base: digest }]
  const markdown = summaryOf({
    images: [
      {
        name,
        comparison: compared(
          after,
          former.map((each) => ({ ...each, base: before }))
        ),
      },
    ],
  })
  expect(markdown).toContain('No longer in the image: `linux/arm64`')
  expect(markdown).toContain(`changed, was <code>${before}</code>`)
  expect(markdown).toContain(`<li>−3.2 MB (−100 %): <code>${digestFor('cache').slice(0, 19)}</code> (removed)</li>`)
  expect(markdown).toMatch(/🗑️.*0 B.*░/)
})

test('lists a few images in full, and many in one line each', () => {
  const comparison = compared(newer, former)
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `ghcr.io/acme/app:${index}`, comparison }))
  const few = summaryOf({ images: numbered(3) })
  expect(few.match(/^\*\*Image\*\* `ghcr\.io\/acme\/app:\d`/gm)).toHaveLength(3)
  expect(few.match(/<details>/g)).toHaveLength(3)
  const many = summaryOf({ images: numbered(110) })
  expect(many).toContain('<details><summary>Sizes of 110 images (')
  expect(many.match(/<details>/g)).toHaveLength(1)
  expect(many).toContain(
    '<tr><td nowrap><code>ghcr.io/acme/app:0</code></td><td nowrap align="right">2</td><td nowrap align="right">111 MB</td>'
  )
  expect(many).toContain('\nand 10 more images\n')
})

const hostile = [
  'RUN echo "| a | b |" `x` <script>alert(1)</script> </code></td></table> ![i](https://evil.example) @octocat #1',
  'RUN echo\n\n::error::no\n\n# heading\n```\n</details>',
  `COPY ${'long '.repeat(20_000)}`,
  `RUN ${'👩‍👩‍👧'.repeat(200)}`,
  'RUN \u0000\u202e\u2066 &lt;b&gt; &#60;',
]

test('shows hostile instructions as text, in a table that stays whole', () => {
  const layers = hostile.map((text, index) => layerOf(`${index}`, 1_000 * (index + 1), text))
  const markdown = summaryOf({ images: [{ name, comparison: compared([{ platform: 'a/<b>`', layers }], []) }] })
  const start = markdown.indexOf('<details>')
  const details = markdown.slice(start, markdown.indexOf('\n</details>', start))
  expect(details.match(/<tr>/g)).toHaveLength(6)
  expect(details.match(/<(?!\/?(?:details|summary|table|tr|th|td|code|samp)[ >])/g)).toBeNull()
  expect(details).not.toMatch(/(?!\n)\p{C}/u)
  expect(details).toContain('&lt;script>alert(1)&lt;/script> &lt;/code>&lt;/td>&lt;/table>')
  expect(details).toContain('<code>RUN echo ::error::no # heading ``` &lt;/details></code>')
  expect(details).toContain('&amp;lt;b&amp;gt; &amp;#60;')
  expect(markdown).not.toMatch(/^(?:::|#+ heading)/m)
  expect(markdown.length).toBeLessThan(8_000)
})

test('stays small however many layers, platforms and images there are', () => {
  const layers = Array.from({ length: 5_000 }, (_, index) => layerOf(`${index}`, index, hostile[2]))
  const comparison = compared(
    Array.from({ length: 20 }, (_, index) => ({ platform: `linux/${index}`, layers })),
    []
  )
  const markdown = summaryOf({ images: [1, 2, 3].map((index) => ({ name: `a/b:${index}`, comparison })) })
  expect(markdown.length).toBeLessThan(100_000)
  expect(markdown).toContain('and 4950 more layers (12.5 MB)')
})

test.each([
  [{ size: 10, before: 10 }, 10, '████████████████████'],
  [{ size: 10, before: 5 }, 10, '██████████▓▓▓▓▓▓▓▓▓▓'],
  [{ size: 5, before: 10 }, 10, '██████████░░░░░░░░░░'],
  [{ size: 0, before: 5 }, 10, '░░░░░░░░░░'],
  [{ size: 1, before: 0 }, 1_000, '▏'],
  [{ size: 0, before: 0 }, 10, ''],
  [{ size: 0, before: 0 }, 0, ''],
])('draws %j of %d as %s', (sizes, largest, bar) => {
  expect(sizeBar(sizes, largest)).toBe(bar)
})
