/** What a registry turned out to do: learnt once, and kept for all of its repositories. */
export interface Habits {
  /** Bytes of the largest body that whatever is before the registry lets through. */
  bodyLimit: number
  /** Whether it takes a blob in one PUT; undefined until one was taken or blobs got through in chunks alone. */
  takesWhole: boolean | undefined
  /** Whether it lets an upload that was sent in one body go on from where that broke off. */
  resumes: boolean
  /** Whether it answers HEAD for a blob. */
  knowsHead: boolean
  /** Whether it takes several tags in one request (end-7b); undefined until that was tried. */
  takesTags: boolean | undefined
}

export function newHabits(): Habits {
  return {
    bodyLimit: Number.POSITIVE_INFINITY,
    takesWhole: undefined,
    resumes: true,
    knowsHead: true,
    takesTags: undefined,
  }
}
