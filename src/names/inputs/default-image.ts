/** The value of `images` if a workflow omits it: the default in action.yml, which the runner fills in. */
export const automatic = 'auto'

/** What decides whether a workflow gets the default image. */
export interface Wanted {
  /** The package registry of the server that runs the workflow; undefined if it is unknown. */
  readonly registry: string | undefined
  /** `owner/name` on that server. */
  readonly repository: string
  /** Whether the build has other outputs: `load` or `outputs`. */
  readonly hasOutputs: boolean
}

/** The image to publish if a workflow names none; undefined if it wants other outputs, or has to name one. */
export function defaultImage({ registry, repository, hasOutputs }: Wanted): string | undefined {
  return hasOutputs || registry === undefined ? undefined : `${registry}/${repository.toLowerCase()}`
}
