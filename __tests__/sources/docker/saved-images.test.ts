import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentError } from '../../../src/oci/content-error.ts'
import { parseImageConfig } from '../../../src/sources/docker/image-config.ts'
import { chooseSaved, parseSavedImages } from '../../../src/sources/docker/saved-images.ts'
import { json } from '../../support/images.ts'

const id = 'a'.repeat(64)
const app = { Config: `${id}.json`, RepoTags: ['app:1', 'acme/app:latest'], Layers: ['x/layer.tar'] }
const other = { Config: 'other.json', RepoTags: ['docker.io/o/other:2'], Layers: [] }
const parsed = (...entries: readonly unknown[]) => parseSavedImages(json(entries), 'manifest.json')

test('reads what programs written in Go leave out', () => {
  expect(parsed({ Config: 'c', RepoTags: null, Layers: null, LayerSources: {} })).toEqual([
    { config: 'c', names: [], layers: [] },
  ])
})

test.each([
  ['{}', 'manifest.json is not a list of images'],
  ['[', 'manifest.json is not valid, unambiguous JSON'],
  ['[null]', 'entry 0 of manifest.json is not an object'],
  ['[{}]', "entry 0 of manifest.json has no 'Config'"],
  ['[{"Config":1}]', "entry 0 of manifest.json has no 'Config'"],
  ['[{"Config":""}]', "entry 0 of manifest.json has no 'Config'"],
  ['[{"Config":"c","Layers":{}}]', "has a field 'Layers' that is not a list of strings"],
  ['[{"Config":"c","Layers":[1]}]', "has a field 'Layers' that is not a list of strings"],
  ['[{"Config":"c","RepoTags":"app"}]', "has a field 'RepoTags' that is not a list of strings"],
  ['[{"Config":"c","layers":[]}]', "ambiguous: some parsers treat its field 'layers' as 'Layers'"],
  ['[{"Config":"c","Config":"d"}]', 'is not valid, unambiguous JSON'],
])('refuses %s', (text, message) => {
  expect(() => parseSavedImages(Buffer.from(text), 'manifest.json')).toThrow(message)
})

test.each(['app:1', 'docker.io/library/app:1', 'acme/app', 'index.docker.io/acme/app:latest', `sha256:${id}`])(
  'finds an image by the name %s',
  (name) => {
    expect(chooseSaved(parsed(other, app), name, 'x.tar').config).toBe(app.Config)
  }
)

test('lists the images if none is chosen, or one that is not there', () => {
  const images = parsed(
    other,
    app,
    { Config: `blobs/sha256/${id}`, RepoTags: null },
    { Config: 'c', RepoTags: ['\u001b[2J'] }
  )
  const names = `docker.io/o/other:2, app:1, sha256:${id}, an image without a name`
  expect(() => chooseSaved(images, undefined, 'x.tar')).toThrow(`x.tar contains several images: choose one of ${names}`)
  expect(() => chooseSaved(images, 'app:2', 'x.tar')).toThrow(
    `x.tar contains no image named app:2; available: ${names}`
  )
  expect(() => chooseSaved([], undefined, 'x.tar')).toThrow('x.tar contains no image; available: none')
})

test('takes an image that is listed twice', () => {
  expect(chooseSaved(parsed(app, { ...app, RepoTags: null }), undefined, 'x.tar').config).toBe(app.Config)
})

test.each([
  ['[]', 'config is not an object'],
  ['{"rootfs":[]}', "'rootfs' in config is not an object"],
  ['{"rootfs":{"diff_ids":"x"}}', "config has 'diff_ids' that are not a list"],
  ['{"rootfs":{"diff_ids":["sha256:../../x"]}}', 'a diff ID that cannot be verified, for layer 1'],
  ['{"RootFS":{}}', "some parsers treat its field 'RootFS' as 'rootfs'"],
  ['{"rootfs":{"Diff_IDs":[]}}', "some parsers treat its field 'Diff_IDs' as 'diff_ids'"],
])('refuses the configuration %s', (text, message) => {
  expect(() => parseImageConfig(Buffer.from(text), 'config')).toThrow(message)
})

test('any JSON is either images or a ContentError', () => {
  const entry = fc.record(
    { Config: fc.anything(), RepoTags: fc.anything(), Layers: fc.anything() },
    { requiredKeys: [] }
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(entry).map((value) => JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? 0 : each)))
      ),
      (text) => {
        try {
          for (const { config, layers, names } of parseSavedImages(Buffer.from(text), 'manifest.json')) {
            expect([config, ...layers, ...names].every((item) => typeof item === 'string')).toBe(true)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ContentError)
        }
        try {
          parseImageConfig(Buffer.from(text), 'config')
        } catch (error) {
          expect(error).toBeInstanceOf(ContentError)
        }
      }
    )
  )
})
