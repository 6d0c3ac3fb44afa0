import type { Log, Variables } from '../environment.ts'
import type { Repository } from '../oci/distribution/reference.ts'
import type { Access } from '../registry/connect.ts'
import type { Registry } from '../registry/registry.ts'
import type { Inventory } from './inventory.ts'
import type { ApiOptions, RegistryApi } from './registry-api.ts'

/** What the implementations of an inventory may use. */
export interface InventoryContext {
  readonly repository: Repository
  /** The client of the registry, for what the distribution-spec has. */
  readonly registry: Registry
  /** Certificates, and the credential of the registry, which is also used for an API of the same vendor. */
  readonly access: Access
  /** Opens another API of the vendor. It is closed with the run. */
  readonly api: (options: ApiOptions) => RegistryApi
  readonly variables: Variables
  readonly log: Pick<Log, 'info' | 'notice' | 'warning' | 'mask' | 'redact'>
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** One kind of registry: one file each, and one row in inventories.ts. */
export interface InventoryKind {
  /** What users write in the input `registry-api`: `oci`. */
  readonly word: string
  /** For messages: `GitHub's API`. */
  readonly title: string
  /** Whether the host says that it is this kind. Look-alike hosts would get a credential: match the whole host. */
  isFor(registry: string, variables: Variables): boolean
  /** Opens the inventory of one repository. Throws RegistryError, or InputError if an input lacks what it needs. */
  open(context: InventoryContext): Promise<Inventory>
}
