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
   * Whether it keeps the list of what refers to a manifest, as it says in the response to a manifest with a subject;
   * undefined until one was pushed.
   */
  takesSubject: boolean | undefined
}

export function newCapabilities(): Capabilities {
  return {
    bodyLimit: Number.POSITIVE_INFINITY,
    takesWhole: undefined,
    resumes: true,
    knowsHead: true,
    takesTags: undefined,
    takesSubject: undefined,
  }
}
