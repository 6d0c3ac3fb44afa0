import { expect, test } from 'vitest'
import { type Step, totalTraffic } from '../../src/plan/step.ts'
import { layer } from '../support/images.ts'

test('adds up blobs and bytes for each step, and ignores blobs without one', () => {
  const steps: readonly (Step | undefined)[] = [
    { do: 'keep' },
    { do: 'mount', from: 'o/base' },
    { do: 'upload' },
    { do: 'upload' },
    undefined,
  ]
  const blobs = steps.map((step, index) => ({ blob: layer(10 ** index).descriptor, step }))
  expect(totalTraffic(blobs)).toEqual({
    kept: { blobs: 1, bytes: 1 },
    mounted: { blobs: 1, bytes: 10 },
    uploaded: { blobs: 2, bytes: 1100 },
  })
})
