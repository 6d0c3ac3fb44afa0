/** Content that is not what its descriptor says, or that breaks the image-spec, or that cannot be read or kept. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
}
