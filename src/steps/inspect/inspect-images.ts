import { ConcurrencyLimit } from '../../async/concurrency-limit.ts'
import { singleFlight } from '../../async/single-flight.ts'
import type { NamedReference, TagFilter } from '../../github/inputs/inspect-inputs.ts'
import { formatRepository } from '../../oci/distribution/reference.ts'
import type { Registries } from '../../registry/connect.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { withAdviceToRead } from '../../sources/registry/source-error.ts'
import { inspectImage } from './image/inspect-image.ts'
import { InspectedRepository } from './image/inspected-repository.ts'
import type { Inspected } from './inspection.ts'

/** Images to read at a time, as their manifests are held in memory. */
const imagesAtOnce = 16

export interface InspectionOptions {
  readonly filter: TagFilter | undefined
  readonly registries: Registries
  readonly signal: AbortSignal
}

/** Inspects images in parallel. One that fails is reported among the others; rejects only if the run is cancelled. */
export async function inspectImages(
  references: readonly NamedReference[],
  { registries, filter, signal }: InspectionOptions
): Promise<readonly Inspected[]> {
  const turns = new ConcurrencyLimit(imagesAtOnce)
  const open = new Map<string, Promise<InspectedRepository>>()
  return await Promise.all(
    references.map(async (reference): Promise<Inspected> => {
      const { repository, text: image } = reference
      const opening = () => InspectedRepository.at(repository, registries)
      try {
        const place = await singleFlight(open, formatRepository(repository), opening)
        return await turns.run(() => inspectImage(reference, place, { filter, signal }))
      } catch (error) {
        signal.throwIfAborted()
        return { image, error: error instanceof RegistryError ? withAdviceToRead(error) : error }
      }
    })
  )
}
