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

/**
 * The kind of a registry: the one that `words` (the input `registry-api`, by host) names for it, or else the one that its host
 * shows, or else the one that `words` has under the empty host. Passwords go where the kind says, so that last word, which
 * may be meant for another registry, never overrules the host.
 */
export function inventoryKindOf(
  registry: string,
  variables: Variables,
  words: ReadonlyMap<string, string> = new Map()
): InventoryKind {
  const named = (word: string | undefined) => inventoryKinds.find((kind) => kind.word === word)
  const told = inventoryKinds.find((kind) => kind !== ociInventory && kind.isFor(registry, variables))
  return named(words.get(registry)) ?? told ?? named(words.get('')) ?? ociInventory
}
