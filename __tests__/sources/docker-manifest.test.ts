import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openArchive } from '../../src/sources/archive.ts'
import { openLayout } from '../../src/sources/layout.ts'
import { image, layer, type TestImage } from '../support/images.ts'
import { tarOf } from '../support/registry/content/tar.ts'

// `docker save` writes two lists of images: index.json, and manifest.json, which `docker load` reads.

const app = image({ layers: [layer('app')] })
const other = image({ layers: [layer('other')] })

const pathOf = (digest: string) => `blobs/${digest.replace(':', '/')}`
const configOf = ({ content: [config] }: TestImage) => pathOf(config?.descriptor.digest ?? '')
const entry = (Config: unknown, more = {}) => ({ Config, RepoTags: ['o/app:1'], Layers: [], ...more })

/** Reads an archive of these images with this manifest.json. */
async function open(manifest: string, images: readonly TestImage[] = [app], name?: string): Promise<string> {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'manifold-docker-manifest-'))
  const file = join(directory.path, 'x.tar')
  const blobs = [app, other].flatMap(({ manifests, content }) => [...manifests, ...content])
  const files = Object.fromEntries(blobs.map(({ descriptor, bytes }) => [pathOf(descriptor.digest), bytes ?? '']))
  const index = JSON.stringify({ schemaVersion: 2, manifests: images.map(({ root }) => root) })
  await writeFile(file, tarOf({ ...files, 'index.json': index, 'manifest.json': manifest }))
  await using source = await openLayout(await openArchive(file), name)
  return source.image.root.digest
}

test.each([
  ['the same image', [entry(configOf(app))]],
  ['the same image under two names', [entry(configOf(app)), entry(configOf(app))]],
  ['nothing', []],
  ['something other than images', { name: 'a web application' }],
])('accepts a manifest.json that lists %s', async (_, manifest) => {
  expect(await open(JSON.stringify(manifest))).toBe(app.root.digest)
})

test.each([
  ['another image', [entry(configOf(other))]],
  ['an additional image', [entry(configOf(app)), entry(configOf(other))]],
  ['a configuration at another path', [entry(`x/${configOf(app)}`)]],
  ['a configuration without a path', [entry(undefined)]],
  ['null', [null]],
])('refuses a manifest.json that lists %s', async (_, manifest) => {
  await expect(open(JSON.stringify(manifest))).rejects.toThrow('contains different images for different programs')
})

test('refuses a manifest.json that parsers read differently', async () => {
  const twice = JSON.stringify([entry(configOf(app), { config: configOf(other) })])
  await expect(open(twice)).rejects.toThrow(
    "manifest.json is ambiguous: some parsers treat its field 'config' as 'Config'"
  )
  await expect(open('[')).rejects.toThrow('manifest.json is not valid, unambiguous JSON')
})

test('requires the chosen one of several images to be in manifest.json', async () => {
  const both = [app, other]
  expect(await open(JSON.stringify([entry(configOf(other)), entry(configOf(app))]), both, app.root.digest)).toBe(
    app.root.digest
  )
  const without = JSON.stringify([entry(configOf(other))])
  await expect(open(without, both, app.root.digest)).rejects.toThrow('contains different images')
})
