/** A program that builds with Buildah's library. Both share their storage, file formats and most of the command line. */
export interface Tool {
  readonly name: 'buildah' | 'podman'
  /** The arguments that print an image's `OS/ARCHITECTURE`. */
  platformOf(image: string): readonly string[]
}

/** buildah-build(1), Containerfile */
export const containerfiles: readonly string[] = ['Containerfile', 'Dockerfile']

export const buildah: Tool = {
  name: 'buildah',
  platformOf: (image) => ['inspect', '--type=image', '--format={{.OCIv1.OS}}/{{.OCIv1.Architecture}}', image],
}

export const podman: Tool = {
  name: 'podman',
  platformOf: (image) => ['image', 'inspect', '--format={{.Os}}/{{.Architecture}}', image],
}
