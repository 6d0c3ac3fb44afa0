import { parseJson } from '../json.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'

type Annotations = Readonly<Record<string, string>>

/** The annotations `level:key=value` that were passed to a build but are missing from its image. */
export function lostAnnotations(lines: readonly string[], { root, manifests }: Image): readonly string[] {
  const index = manifests.find(({ descriptor, children }) => descriptor.digest === root.digest && children.length > 0)
  const places: Readonly<Record<string, readonly Annotations[]>> = {
    manifest: manifests.filter(({ blobs }) => blobs.length > 0).map(annotationsOf),
    index: index ? [annotationsOf(index)] : [],
    'manifest-descriptor': index?.children.map(({ annotations = {} }) => annotations) ?? [],
  }
  return lines.filter((line) => {
    const {
      level = '',
      key = '',
      value,
    } = /^(?<level>[a-z-]+)(?:\[.*?\])?:(?<key>[^=]*)=(?<value>.*)$/s.exec(line)?.groups ?? {}
    // A descriptor of the root is held by whatever refers to it, not by a registry.
    return (
      level in places &&
      !(level === 'manifest-descriptor' && !index) &&
      !places[level]?.some((all) => all[key] === value)
    )
  })
}

function annotationsOf({ bytes }: Manifest): Annotations {
  const { annotations } = parseJson(new TextDecoder().decode(bytes)) as { readonly annotations?: Annotations | null }
  return annotations ?? {}
}

/** The warning about them; `advice` is what to do with this builder. */
export function describeLostAnnotations(lost: readonly string[], advice: string): string {
  const [first, ...others] = lost.map((line) => line.replace(/=.*/s, ''))
  const what = others.length === 0 ? `Annotation ${first} is` : `Annotation ${first} and ${others.length} more are`
  return `${what} missing from the image (not stored by the builder): ${advice}`
}
