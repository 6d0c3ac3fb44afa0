/** The text of the input `images` where a workflow leaves it out: action.yml's default, which the runner fills in. */
export const automatic = 'auto'

/** The parts of a workflow that decide whether it asks for the default image. */
export interface Wanted {
  /** `owner/name` at GitHub. */
  readonly repository: string
  /** Whether the build has outputs of its own: `load`, or `outputs`. */
  readonly hasOutputs: boolean
}

/** The image to publish where a workflow names none; undefined where it asks for something else, which then is all. */
export function defaultImage({ repository, hasOutputs }: Wanted): string | undefined {
  return hasOutputs ? undefined : `ghcr.io/${repository.toLowerCase()}`
}
