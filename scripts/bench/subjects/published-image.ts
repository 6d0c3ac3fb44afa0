import type { Contender } from '../contenders/contender.ts'
import type { Field } from '../field/field.ts'
import type { StoredImage } from './images.ts'

/** An image that is at a registry already. */
export interface PublishedImage {
  /** `host/name:tag` */
  readonly reference: string
  readonly digest: string
}

const tag = 'v1'

/** Publishes an image to the first registry of a field, without its line, from where it is to be promoted. */
export async function publishCandidate(
  image: StoredImage,
  { publisher, field, repository }: { publisher: Contender<StoredImage>; field: Field; repository: string }
): Promise<PublishedImage> {
  const [host] = field.nearHosts
  await publisher.publish({ subject: image, names: [`${host}/${repository}`], tags: [tag], way: 'in turn' })
  return candidateAt(field.hosts, repository, image.digest)
}

/** An image in a repository of the first of some registries. */
export function candidateAt([host]: readonly string[], repository: string, digest: string): PublishedImage {
  return { reference: `${host}/${repository}:${tag}`, digest }
}
