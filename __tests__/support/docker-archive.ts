import { digestOf } from '../../src/oci/digest.ts'
import { json } from './images.ts'
import { tarOf } from './registry/content/tar.ts'

/** The uncompressed tar of a layer with one file. */
export function layerTar(content: string | Uint8Array): Uint8Array {
  return tarOf({ content })
}

/** A layer in a Docker archive. */
export interface ArchivedLayer {
  /** Uncompressed. */
  readonly tar: Uint8Array
  /** What the archive holds, if that is not the tar itself. */
  readonly file?: Uint8Array
  /** By default as `docker save` before Docker 25 named it: `00/layer.tar`. */
  readonly path?: string
}

export interface ArchivedImage {
  readonly layers: readonly ArchivedLayer[]
  readonly names?: readonly string[] | null
  /** Fields of the configuration, instead of the right ones. */
  readonly config?: object
}

/** The files of a Docker archive, for `tarOf`. */
export type ArchiveFiles = Readonly<Record<string, string | Uint8Array>>

/** The configuration of an image in a Docker archive. */
export function configOf({ layers, config }: ArchivedImage): Uint8Array {
  const rootfs = { type: 'layers', diff_ids: layers.map(({ tar }) => digestOf(tar)) }
  return json({ architecture: 'amd64', os: 'linux', config: {}, rootfs, ...config })
}

/** What `docker save` before Docker 25 and `podman save` write. */
export function archiveFiles(images: readonly ArchivedImage[], more: ArchiveFiles = {}): ArchiveFiles {
  const files: Record<string, string | Uint8Array> = {}
  const entries = images.map((image, number) => {
    const config = configOf(image)
    const name = `${digestOf(config).slice('sha256:'.length)}.json`
    files[name] = config
    const paths = image.layers.map(({ tar, file = tar, path }, index) => {
      const place = path ?? `${number}${index}/layer.tar`
      files[place] = file
      return place
    })
    return { Config: name, RepoTags: image.names === undefined ? ['app:1'] : image.names, Layers: paths }
  })
  return { ...files, 'manifest.json': json(entries), ...more }
}
