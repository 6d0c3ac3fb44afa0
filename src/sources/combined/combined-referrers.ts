import type { Image } from '../../oci/image.ts'
import type { ImageSource, Referrers } from '../../oci/image-source.ts'

/**
 * What refers to an image that was made from others: nothing refers to a new index, but to the manifests in it, which were
 * not changed. Undefined if no source knows what refers to it.
 */
export function combinedReferrers(image: Image, sources: readonly ImageSource[]): Referrers | undefined {
  const all = sources.map(({ referrers }) => referrers?.of(image)).filter((referrers) => referrers !== undefined)
  return all.length === 0 ? undefined : together(all)
}

function together(all: readonly Referrers[]): Referrers {
  return {
    of: (image) => together(all.map((each) => each.of(image))),
    async count() {
      const counts = await Promise.all(all.map((each) => each.count()))
      const known = counts.filter((count) => count !== undefined)
      return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0)
    },
    open: async () => (await Promise.all(all.map((each) => each.open()))).flat(),
  }
}
