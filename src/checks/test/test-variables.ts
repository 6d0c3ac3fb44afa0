import type { Variables } from '../../environment.ts'
import type { CheckedImage } from '../content/checked-image.ts'
import type { TestRun } from './test-platforms.ts'

/** What is tested: the images of a release, of which the first is the one that a command tests if it knows only one. */
export interface TestSubject {
  readonly images: readonly CheckedImage[]
  /** How a command names each image: `name@digest`, or the name of an image that is not published in the engine. */
  readonly names: readonly string[]
  /** The paths of OCI image layouts, one with each image, if they are neither published nor in the engine. */
  readonly layouts?: readonly string[]
  /** All platforms of the images. */
  readonly platforms: readonly string[]
}

/** The variables that name what a command is to test. */
export function testVariables(
  { images, names, layouts = [], platforms }: TestSubject,
  run: TestRun | undefined
): Variables {
  return {
    MANIFOLD_IMAGE: names[0] ?? '',
    MANIFOLD_IMAGES: names.join('\n'),
    MANIFOLD_DIGEST: images[0]?.image.root.digest ?? '',
    MANIFOLD_PLATFORMS: platforms.join(','),
    MANIFOLD_PLATFORM: run?.platform ?? '',
    ...(layouts.length > 0 && { MANIFOLD_LAYOUT: layouts[0], MANIFOLD_LAYOUTS: layouts.join('\n') }),
    // Docker would run the image for the runner's own platform.
    ...(run?.isForeign && { DOCKER_DEFAULT_PLATFORM: run.platform }),
  }
}
