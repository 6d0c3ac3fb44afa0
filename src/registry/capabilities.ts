/** What a registry turned out to support: detected once, and used for all of its repositories. */
export interface Capabilities {
  /** The size in bytes of the largest body that gets through whatever is in front of the registry. */
  bodyLimit: number
  /** Whether it accepts a blob in one PUT; undefined until it accepted one, or only chunks got through. */
  takesWhole: boolean | undefined
  /** Whether an upload that was sent in one body can be resumed where it broke off. */
  resumes: boolean
  /** Whether it supports HEAD for a blob. */
  knowsHead: boolean
  /** Whether it accepts several tags in one request (end-7b); undefined until that was tried. */
  takesTags: boolean | undefined
  /**
   * Whether it says that it processes the subject of a manifest; undefined until one was pushed. It may still have no
   * lists of referrers.
   */
  takesSubject: boolean | undefined
  /** Which lists it has, as it said when it was asked for one. */
  readonly lists: Map<'referrers', Promise<boolean>>
}

export function newCapabilities(): Capabilities {
  return {
    bodyLimit: Number.POSITIVE_INFINITY,
    takesWhole: undefined,
    resumes: true,
    knowsHead: true,
    takesTags: undefined,
    takesSubject: undefined,
    lists: new Map(),
  }
}
