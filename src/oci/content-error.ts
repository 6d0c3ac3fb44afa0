/** Content that does not match its descriptor, violates the image-spec, or cannot be read or stored. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
}

/** The content received is not what its sender says it is. */
export class WrongContent extends ContentError {}
