import { image, index, layer } from '../../support/images.ts'

const arm64 = { os: 'linux', architecture: 'arm64' }

/** The image that existed before. */
export const former = index([
  image({ layers: [layer('base'), layer('former')] }),
  image({ layers: [layer('base'), layer('former arm')], platform: arm64 }),
])

/** The image that is published in its place. */
export const released = index([
  image({ layers: [layer('base'), layer('released'), layer(100_000)] }),
  image({ layers: [layer('base'), layer('released arm')], platform: arm64 }),
])
