import type { BufferedResponse } from '../http/message.ts'
import type { RetryState } from '../http/retry/retry-state.ts'
import { type Endpoint, toUrl } from '../oci/distribution/endpoint.ts'
import { formatRepository, type Repository } from '../oci/distribution/reference.ts'
import { type PullAllowance, pullAllowanceIn } from './limits/pull-allowance.ts'
import type { Registry } from './registry.ts'
import type { RegistryRequest } from './registry-request.ts'

export type RequestDetails = Partial<
  Omit<RegistryRequest, 'where' | 'operation' | 'method' | 'url' | 'expect' | 'signal'>
>

/** The actions of a repository scope: distribution, docs/content/spec/auth/scope.md */
export type Rights = 'pull' | 'pull,push'

/** Sends requests for one repository, with its name and scopes, and counts retries. */
export class RepositoryRequests {
  readonly registry: Registry
  readonly repository: Repository
  readonly where: string
  readonly #scopes: readonly string[]
  /** Aborts every request made here. */
  readonly signal: AbortSignal
  #retries = 0
  #allowance: PullAllowance | undefined

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

  /** How many pulls the registry still allows, if it says so. */
  get pullAllowance(): PullAllowance | undefined {
    return this.#allowance
  }

  get retries(): number {
    return this.#retries
  }

  countRetry = (): void => {
    this.#retries += 1
  }

  /** Sends a request to an endpoint, with retries, until the status is one of `expect`. */
  async ask(
    operation: string,
    endpoint: Endpoint,
    expect: readonly number[],
    details: RequestDetails = {}
  ): Promise<BufferedResponse> {
    const request = this.request(operation, endpoint.method, this.urlOf(endpoint), expect, details)
    const response = await this.registry.send(request, this.countRetry)
    this.#note(pullAllowanceIn(response))
    return response
  }

  /** The least that the registry has said since the start: responses may arrive in any order. */
  #note(told: PullAllowance | undefined): void {
    if (told && told.remaining <= (this.#allowance?.remaining ?? told.remaining)) this.#allowance = told
  }

  urlOf(endpoint: Endpoint): URL {
    return new URL(toUrl(endpoint), this.registry.home)
  }

  request(
    operation: string,
    method: RegistryRequest['method'],
    url: URL,
    expect: readonly number[],
    details: RequestDetails = {}
  ): RegistryRequest {
    const { where, signal } = this
    return { where, operation, method, url, expect, scopes: this.#scopes, signal, ...details }
  }

  /** The retry state for an operation of several attempts. */
  retryState(): RetryState {
    return this.registry.retryState(this.signal)
  }

  /** The scopes plus one action on a repository of the same registry. */
  scopesWith(action: 'pull' | 'delete', name: string): readonly string[] {
    return [...this.#scopes, `repository:${name}:${action}`]
  }
}
