import type { Digest } from '../../../oci/digest.ts'
import type { Tag } from '../../../oci/distribution/tag.ts'
import { RegistryError } from '../../../registry/errors/registry-error.ts'
import { inWords } from '../../../registry/in-words.ts'
import { RemoteRepository } from '../../../registry/repository.ts'
import { TagDisplacement } from '../../displace-tag.ts'
import type { Inventory, Listing, Removal } from '../../inventory.ts'
import type { InventoryContext, InventoryKind } from '../../inventory-kind.ts'
import { Collected, refused, removed } from '../listed.ts'
import { PackageVersions } from './package-versions.ts'

const gheCom = /^containers\.[a-z0-9-]+\.ghe\.com$/
/** How many times the list is searched for a version that was just pushed. */
const attempts = 6

/** GitHub's registry refuses DELETE. Its API deletes versions of a package, each a manifest with all its tags. */
export const githubPackages: InventoryKind = {
  word: 'github',
  title: "GitHub's API",
  isFor: (registry, { GITHUB_SERVER_URL: server = '' }) =>
    registry === 'ghcr.io' || gheCom.test(registry) || registry === `containers.${URL.parse(server)?.host}`,
  open: async (context) => new GitHubPackages(context),
}

/** The API of the server that has this registry: of github.com, of ghe.com, or of an Enterprise Server. */
function apiOf(registry: string): URL {
  if (registry === 'ghcr.io') return new URL('https://api.github.com/')
  const server = registry.replace(/^containers\./, '')
  return new URL(gheCom.test(registry) ? `https://api.${server}/` : `https://${server}/api/v3/`)
}

class GitHubPackages implements Inventory {
  readonly tagRemoval = 'always'
  readonly dropsUnnamed = false
  readonly #context: InventoryContext
  readonly #versions: PackageVersions
  readonly #displacement: TagDisplacement
  /** The IDs of the versions that were listed. */
  readonly #ids = new Map<Digest, number>()

  constructor(context: InventoryContext) {
    const { registry, repository } = context
    this.#context = context
    this.#versions = new PackageVersions(apiOf(registry.name), context)
    const remote = new RemoteRepository(registry, repository)
    this.#displacement = new TagDisplacement(remote, (digest) => this.#removePushed(digest))
  }

  async list(): Promise<Listing> {
    const { registry, name } = this.#context.repository
    const found = new Collected({ where: `${registry}/${name}`, operation: 'listing versions' })
    for (const { id, tags, ...manifest } of await this.#versions.list()) {
      found.addManifest(manifest)
      for (const tag of tags) found.addTag({ ...manifest, tag })
      this.#ids.set(manifest.digest, id)
    }
    return found.listing
  }

  /** GitHub has no request that removes a tag: it is moved to a version of its own, which is then deleted. */
  async untag(tag: Tag, digest: Digest): Promise<Removal> {
    return await this.#displacement.untag(tag, digest)
  }

  async remove(digest: Digest): Promise<Removal> {
    if (this.#ids.size === 0) await this.list()
    const id = this.#ids.get(digest)
    if (id === undefined) return removed
    const objection = await this.#versions.delete(id, `removal of ${inWords(digest)}`)
    return objection === undefined ? removed : refused(objection)
  }

  /** Removes a version that is so new that it may take a moment until the API lists it. */
  async #removePushed(digest: Digest): Promise<Removal> {
    const { registry, repository, signal } = this.#context
    const patience = registry.retryState(signal)
    for (let turn = 1; turn <= attempts; turn++) {
      const versions = await this.#versions.list((version) => version.digest === digest)
      const id = versions.find((version) => version.digest === digest)?.id
      if (id !== undefined) {
        this.#ids.set(digest, id)
        return await this.remove(digest)
      }
      await patience.pause(turn)
    }
    const where = `${repository.registry}/${repository.name}`
    const reason = "GitHub's API does not list it"
    throw new RegistryError({ where, operation: `search for ${inWords(digest)}, which was just pushed,`, reason })
  }
}
