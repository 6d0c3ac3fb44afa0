import type { Variables } from '../environment.ts'
import type { InventoryKind } from './inventory-kind.ts'
import { ociInventory } from './oci-inventory.ts'
import { acr } from './vendors/acr.ts'
import { artifactRegistry } from './vendors/artifact-registry.ts'
import { dockerHubApi } from './vendors/docker-hub-tags.ts'
import { ecr } from './vendors/ecr.ts'
import { githubPackages } from './vendors/github/github-packages.ts'
import { gitlab } from './vendors/gitlab.ts'
import { harbor } from './vendors/harbor.ts'
import { quayApi } from './vendors/quay-tags.ts'

/** Every kind of registry that can be listed and cleaned up. The last one is for all others. */
export const inventoryKinds: readonly InventoryKind[] = [
  githubPackages,
  dockerHubApi,
  ecr,
  artifactRegistry,
  acr,
  quayApi,
  gitlab,
  harbor,
  ociInventory,
]

/** The kind of a registry: the one that the inputs name, or else the one that its host tells. */
export function inventoryKindOf(registry: string, variables: Variables, word?: string): InventoryKind {
  const isWanted = (kind: InventoryKind) => (word ? kind.word === word : kind.isFor(registry, variables))
  return inventoryKinds.find(isWanted) ?? ociInventory
}
