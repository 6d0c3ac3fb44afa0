import type { Environment } from '../../environment.ts'
import { inventoryKindOf } from '../../inventory/inventories.ts'
import { RegistryApi } from '../../inventory/registry-api.ts'
import { formatRepository, type Repository } from '../../oci/distribution/reference.ts'
import { Registries } from '../../registry/connect.ts'
import type { CleanUpJob } from './clean-up-job.ts'
import type { OpenRepository } from './clean-up-repository.ts'

/** Opens repositories to list and clean them up, each with the API of its registry. */
export class OpenRepositories implements AsyncDisposable {
  readonly #job: CleanUpJob
  readonly #environment: Environment
  readonly #registries: Registries
  readonly #opened = new AsyncDisposableStack()

  constructor(job: CleanUpJob, environment: Environment) {
    const { variables, log, now, signal } = environment
    const accessTo = (repository: Repository) => job.keyring.accessTo(repository)
    this.#job = job
    this.#environment = environment
    this.#registries = this.#opened.use(new Registries({ accessTo, variables, log, now, signal }))
  }

  /** Opens one repository; it is closed with this object. Throws RegistryError and InputError. */
  async open(repository: Repository): Promise<OpenRepository> {
    const { keyring, registryApis } = this.#job
    const { variables, log, now, signal } = this.#environment
    const kind = inventoryKindOf(repository.registry, variables, registryApis)
    const where = formatRepository(repository)
    const parts = { where, variables, redact: log.redact, now, signal }
    const registry = await this.#registries.at(repository)
    const access = await keyring.accessTo(repository)
    const inventory = await kind.open({
      ...{ repository, registry, access, variables, log, now, signal },
      api: (options) => this.#opened.use(new RegistryApi(options, parts)),
    })
    log.info(`${where}: listed and cleaned up with ${kind.title}`)
    return { repository, registry, inventory }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened[Symbol.asyncDispose]()
  }
}
