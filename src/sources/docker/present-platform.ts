import { isAttestation } from '../../oci/attestations.ts'
import { type Descriptor, formatPlatform } from '../../oci/descriptor.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { Narrowing } from '../layout.ts'

/**
 * Docker pulls one platform of an image, without its attestations, and saves it with the index that lists all. If that
 * platform is the only one there, it is published alone, as `docker push` does; `tell` gets a sentence about it. If there
 * are several but not all, nobody has chosen one, and the index stays, whose missing parts are an error.
 */
export function presentPlatform(tell: (sentence: string) => void): Narrowing {
  return async (root, manifest, exists) => {
    const present: Descriptor[] = []
    for (const child of manifest.children) if (await exists(child)) present.push(child)
    const [only, ...others] = present.filter((child) => !isAttestation(child))
    const isWhole = present.length === manifest.children.length
    if (isWhole || !only || others.length > 0) return root
    tell(describe(only, manifest))
    return only
  }
}

function describe(only: Descriptor, { descriptor, children }: Manifest): string {
  const named = (child: Descriptor) =>
    isAttestation(child) ? 'attestations' : child.platform ? formatPlatform(child.platform) : child.digest
  const all = [...new Set(children.map(named))].join(', ')
  return `Of the image ${descriptor.digest} (${all}), only ${named(only)} was pulled or saved. As with 'docker push', only that is published: ${only.digest}`
}
