import { type Endpoint, toUrl } from '../oci/endpoint.ts'
import { formatRepository, type Repository } from '../oci/reference.ts'
import type { Reply } from './exchange.ts'
import type { Registry } from './registry.ts'
import type { Request } from './request.ts'
import type { Patience } from './retry.ts'

type Details = Partial<Omit<Request, 'where' | 'operation' | 'method' | 'url' | 'expect' | 'signal'>>

/** What is to be done at a repository: distribution, docs/content/spec/auth/scope.md */
export type Rights = 'pull' | 'pull,push'

/** A repository's line to its registry: requests in its name and with its scopes, and how many were made again. */
export class Channel {
  readonly registry: Registry
  readonly repository: Repository
  readonly where: string
  readonly #scopes: readonly string[]
  /** Ends all that is asked here. */
  readonly signal: AbortSignal
  #retries = 0

  constructor(registry: Registry, repository: Repository, rights: Rights, signal = registry.signal) {
    this.registry = registry
    this.repository = repository
    this.where = formatRepository(repository)
    this.#scopes = [`repository:${repository.name}:${rights}`]
    this.signal = signal
  }

  get name(): string {
    return this.repository.name
  }

  get retries(): number {
    return this.#retries
  }

  countRetry = (): void => {
    this.#retries += 1
  }

  /** Asks an endpoint until it answers as expected. */
  async ask(operation: string, endpoint: Endpoint, expect: readonly number[], details: Details = {}): Promise<Reply> {
    const request = this.request(operation, endpoint.method, this.urlOf(endpoint), expect, details)
    return await this.registry.send(request, this.countRetry)
  }

  urlOf(endpoint: Endpoint): URL {
    return new URL(toUrl(endpoint), this.registry.home)
  }

  request(
    operation: string,
    method: Request['method'],
    url: URL,
    expect: readonly number[],
    details: Details = {}
  ): Request {
    const { where, signal } = this
    return { where, operation, method, url, expect, scopes: this.#scopes, signal, ...details }
  }

  /** For what is tried several times here. */
  patience(): Patience {
    return this.registry.patience(this.signal)
  }

  /** The scopes with one more right at a repository of the same registry. */
  scopesWith(action: 'pull' | 'delete', name: string): readonly string[] {
    return [...this.#scopes, `repository:${name}:${action}`]
  }
}
