/** What to do about the limits of Docker's classic image store. */
export const storeAdvice =
  "set the input 'builder-options', and not 'builder', so that a builder is created, or enable Docker's containerd image store"
