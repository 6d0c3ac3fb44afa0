/** The text of the input `images` where a workflow leaves it out: action.yml's default, which the runner fills in. */
export const automatic = 'auto'

/** The parts of a workflow that decide whether it asks for the default image. */
export interface Wanted {
  /** The registry of the server that the workflow runs on; undefined where that is not known. */
  readonly registry: string | undefined
  /** `owner/name` there. */
  readonly repository: string
  /** Whether the build has outputs of its own: `load`, or `outputs`. */
  readonly hasOutputs: boolean
}

/** The image to publish where a workflow names none; undefined where it asks for something else, or has to name one. */
export function defaultImage({ registry, repository, hasOutputs }: Wanted): string | undefined {
  return hasOutputs || registry === undefined ? undefined : `${registry}/${repository.toLowerCase()}`
}
