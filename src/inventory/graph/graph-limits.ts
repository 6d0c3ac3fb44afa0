import { RegistryError } from '../../registry/errors/registry-error.ts'

/** More than any repository is known to have. */
const manifestLimit = 500_000
/** Indexes in indexes, and referrers of referrers. */
const levelLimit = 32

/** Protects against repositories that are built to exhaust memory or time. */
export class GraphLimits {
  readonly #where: string
  #manifests = 0

  constructor(where: string) {
    this.#where = where
  }

  /** Counts a manifest that is about to be read. Throws RegistryError if there are too many. */
  count(): void {
    this.#manifests += 1
    if (this.#manifests > manifestLimit) throw this.#failure(`it has more than ${manifestLimit} manifests`)
  }

  /** Throws RegistryError if manifests are nested too deep. */
  enter(level: number): void {
    if (level > levelLimit) throw this.#failure(`its manifests are nested more than ${levelLimit} deep`)
  }

  #failure(reason: string): RegistryError {
    return new RegistryError({ where: this.#where, operation: 'reading what the repository holds', reason })
  }
}
