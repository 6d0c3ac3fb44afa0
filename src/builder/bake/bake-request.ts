import type { BakeTarget } from './definition.ts'

/** What to bake, in the words of docker/bake-action. */
export interface BakeRequest {
  /** The working directory: an absolute path. */
  readonly directory: string
  /** The Git repository that has the definition; undefined if it is in the working directory. */
  readonly remote?: string
  /** The files of the user. */
  readonly given: readonly string[]
  /** Files that are read after those. */
  readonly own: readonly string[]
  readonly targets: readonly string[]
  readonly set: readonly string[]
  readonly allow: readonly string[]
  readonly noCache: boolean
  readonly pull: boolean
  readonly load: boolean
  readonly provenance: string
  readonly sbom: string
  readonly call: string
  readonly builder: string
}

/** What becomes of a target. */
export interface PlannedTarget {
  readonly target: BakeTarget
  /** The names of the published image, `registry/name:tag`; empty if it is not published. */
  readonly names: readonly string[]
  /** Outputs besides the published image, in buildx's format. */
  readonly outputs: readonly string[]
  /** The attributes of the published image's output that say how it is made. */
  readonly imageAttributes: ReadonlyMap<string, string>
  /** Labels to set besides those of the definition. */
  readonly labels: ReadonlyMap<string, string>
}
