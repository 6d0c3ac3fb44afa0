import type { Environment } from '../../environment.ts'
import type { InputValues } from '../../github/inputs/input.ts'
import type { inspectInputs } from '../../github/inputs/inspect-inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'
import type { Repository } from '../../oci/distribution/reference.ts'
import { Registries } from '../../registry/connect.ts'
import { keyringFor, readAccess } from '../read/access.ts'
import { inspectImages } from './inspect-images.ts'
import type { Inspected } from './inspection.ts'
import { type ListedCatalog, listCatalogs } from './list-catalogs.ts'

type InspectInputs = InputValues<typeof inspectInputs>

/** Everything that a run found out. */
export interface InspectionResult {
  /** In the order of the input. */
  readonly inspected: readonly Inspected[]
  readonly catalogs: readonly ListedCatalog[]
}

/** Inspects what the inputs name, at all registries in parallel. Throws InputError. */
export async function inspectAll(inputs: InspectInputs, environment: Environment): Promise<InspectionResult> {
  checkTogether(inputs)
  const { variables, log, now, signal } = environment
  const access = await readAccess(inputs, environment)
  throwAll(access.problems)
  const keyring = keyringFor(inputs, access, environment, signal)
  const accessTo = (repository: Repository) => keyring.accessTo(repository)
  await using registries = new Registries({ accessTo, variables, log, now, signal })
  const [inspected, catalogs] = await Promise.all([
    inspectImages(inputs.images, { filter: inputs.tags, registries, signal }),
    listCatalogs(inputs.catalog, registries, environment),
  ])
  return { inspected, catalogs }
}

function checkTogether({ images, tags, catalog }: InspectInputs): void {
  if (images.length === 0 && tags) throw new InputError('images', "name the images whose 'tags' are wanted")
  if (images.length > 0 || catalog.length > 0) return
  throw new InputError('images', "name at least one image, such as ghcr.io/owner/name:tag, or a registry in 'catalog'")
}
