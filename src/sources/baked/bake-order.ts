import type { PlannedTarget } from '../../builder/bake/bake-request.ts'
import type { BakeDestinations, Builder, BuildResult, Reach } from '../../builder/builder.ts'
import type { BuildOrder, BuiltImage } from '../built/build-order.ts'

/** A target whose image is published. */
export interface PublishedTarget extends Pick<BuildOrder, 'contents' | 'targets'> {
  /** The target's name in the bake definition. */
  readonly name: string
}

export interface BakeOrder extends Pick<BuildOrder, 'log' | 'directory' | 'onMachineFailure'> {
  /** All targets, also those whose images are not published. */
  readonly plan: readonly PlannedTarget[]
  readonly published: readonly PublishedTarget[]
  readonly reach: Reach
  readonly builder: Pick<Builder, 'signIn'>
  /** Builds targets in one run. */
  readonly bake: (
    plan: readonly PlannedTarget[],
    destinations: BakeDestinations,
    signal?: AbortSignal
  ) => Promise<ReadonlyMap<string, BuildResult>>
}

/** The image of a target. */
export interface BakedImage extends BuiltImage {
  readonly target: PublishedTarget
}

export interface BakedImages extends AsyncDisposable {
  /** In the order of `published`. */
  readonly images: readonly BakedImage[]
}

/** A path for each target, below the sink's repository or in a folder: names of targets may have capitals. */
export function pathsOf(targets: readonly PublishedTarget[]): ReadonlyMap<string, string> {
  const isPath = (name: string) => /^[a-z0-9]+(?:[_-][a-z0-9]+)*$/.test(name)
  return new Map(targets.map(({ name }, index) => [name, isPath(name) ? `t-${name}` : `${index}`]))
}
