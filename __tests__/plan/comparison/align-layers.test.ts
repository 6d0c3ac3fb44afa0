import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alignLayers, type Layer, type LayerPair } from '../../../src/plan/comparison/align-layers.ts'
import { layerOf } from './layers.ts'

const mb = 1_000_000
const base = layerOf('debian', 30 * mb)

/** `debian 30 -> debian 30` */
const sizes = (pairs: readonly LayerPair[]) =>
  pairs.map(({ before, after }) => [before, after].map((layer) => (layer ? layer.size / mb : '-')).join(' -> '))

test('pairs a layer that grew with its predecessor in the same place', () => {
  const before = [base, layerOf('packages', 20 * mb), layerOf('app', 4 * mb)]
  const after = [base, layerOf('packages', 20 * mb), layerOf('app, now with a picture', 9 * mb)]
  expect(sizes(alignLayers(before, after))).toEqual(['30 -> 30', '20 -> 20', '4 -> 9'])
})

test('finds a layer that was added between others which changed as well', () => {
  const before = [base, layerOf('packages', 20 * mb), layerOf('app', 4 * mb)]
  const after = [base, layerOf('newer packages', 21 * mb), layerOf('fonts', 8 * mb), layerOf('newer app', 5 * mb)]
  expect(sizes(alignLayers(before, after))).toEqual(['30 -> 30', '20 -> 21', '- -> 8', '4 -> 5'])
})

test('finds a layer that was removed, although those after it are the same', () => {
  const [linked, last] = [layerOf('linked', 2 * mb), layerOf('last', 1 * mb)]
  const pairs = alignLayers([base, layerOf('cache', 50 * mb), linked, last], [base, linked, last])
  expect(sizes(pairs)).toEqual(['30 -> 30', '50 -> -', '2 -> 2', '1 -> 1'])
})

test('does not pair layers that different instructions made', () => {
  const before = [base, layerOf('a', 3 * mb, 'RUN make')]
  const after = [base, layerOf('b', 3 * mb, 'COPY dist /app')]
  expect(sizes(alignLayers(before, after))).toEqual(['30 -> 30', '3 -> -', '- -> 3'])
})

test('takes no time for an image with more layers than anybody can have', () => {
  const many = (name: string) => Array.from({ length: 20_000 }, (_, index) => layerOf(`${name}${index}`, index))
  expect(alignLayers(many('a'), many('b'))).toHaveLength(40_000)
})

const anyLayer = fc
  .record({ content: fc.integer({ min: 0, max: 8 }), instruction: fc.option(fc.constantFrom('RUN a', 'COPY b')) })
  .map(({ content, instruction }): Layer => layerOf(`${content}`, content * content * 100, instruction ?? undefined))
const anyLayers = fc.array(anyLayer, { maxLength: 7 })

test('has each layer of both images once, in order', () => {
  fc.assert(
    fc.property(anyLayers, anyLayers, (before, after) => {
      const pairs = alignLayers(before, after)
      expect(pairs.flatMap((pair) => pair.before ?? [])).toEqual(before)
      expect(pairs.flatMap((pair) => pair.after ?? [])).toEqual(after)
      for (const pair of pairs) expect(pair.before ?? pair.after).toBeDefined()
    })
  )
})

test('finds no difference between an image and itself', () => {
  fc.assert(
    fc.property(anyLayers, (layers) => {
      expect(alignLayers(layers, layers)).toEqual(layers.map((layer) => ({ before: layer, after: layer })))
    })
  )
})

test('sees that two layers changed places as one that is gone and one that is new', () => {
  const [large, small] = [layerOf('large', 40 * mb), layerOf('small', 1 * mb)]
  expect(sizes(alignLayers([base, large, small], [base, small, large]))).toEqual([
    '30 -> 30',
    '40 -> -',
    '1 -> 1',
    '- -> 40',
  ])
})
