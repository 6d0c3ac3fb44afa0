/** Content that does not match its descriptor, violates the image-spec, or cannot be read or stored. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
}
