/** A secret for the build and its source: a file, or an environment variable of the builder's client. */
export interface Secret {
  readonly id: string
  readonly source: { readonly file: string } | { readonly variable: string }
}

/** What to build, in the words of docker/build-push-action. Empty strings and lists are left to the builder's defaults. */
export interface BuildRequest {
  /** A path relative to the checkout, or a URL. */
  readonly context: string
  readonly file: string
  /** The Dockerfile's path in this repository, if the builder fetches it from there. */
  readonly inRepository?: string
  readonly target: string
  readonly platforms: readonly string[]
  readonly buildArgs: readonly string[]
  readonly buildContexts: readonly string[]
  readonly secrets: readonly Secret[]
  readonly ssh: readonly string[]
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly noCache: boolean
  readonly noCacheFilters: readonly string[]
  readonly pull: boolean
  readonly addHosts: readonly string[]
  readonly allow: readonly string[]
  readonly attests: readonly string[]
  readonly provenance: string
  readonly sbom: string
  readonly network: string
  readonly shmSize: string
  readonly ulimit: readonly string[]
  readonly cgroupParent: string
  readonly builder: string
  readonly call: string
  /** `key=value` */
  readonly labels: readonly string[]
  /** `[level:]key=value` */
  readonly annotations: readonly string[]
  /** Outputs besides the published image, in buildx's format. */
  readonly outputs: readonly string[]
  readonly load: boolean
  /** The names of the image, `registry/name:tag`: outputs that hold it are given these names. */
  readonly names: readonly string[]
  /** The attributes of the published image's output that say how it is made: `compression`, `annotation.KEY`. */
  readonly imageAttributes: ReadonlyMap<string, string>
}
