import type { Descriptor } from '../../oci/descriptor.ts'
import type { Result } from '../job/result.ts'

/** The root that all targets have: that of the built image, or of an existing one that was kept. */
export function publishedRoot({ outcomes, image }: Pick<Result, 'outcomes' | 'image'>): Descriptor | undefined {
  const roots = outcomes.filter(({ status }) => status === 'published' || status === 'planned').map(({ root }) => root)
  const [first] = roots
  return roots.every((root) => root?.digest === first?.digest) ? (first ?? image?.root) : image?.root
}
