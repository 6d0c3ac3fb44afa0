const [gzip, zstd] = [
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+zstd',
] as const

/** The media types of layers, by compression: image-spec, layer.md */
export const layerTypeOf = { gzip, zstd } as const

/** OCI's media type for each type of a compressed layer: Docker's types name the same content. */
export const layerTypes: ReadonlyMap<string, string> = new Map([
  [gzip, gzip],
  [zstd, zstd],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', gzip],
  ['application/vnd.docker.image.rootfs.diff.tar.zstd', zstd],
])
