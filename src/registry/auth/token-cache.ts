import { RegistryError } from '../errors/registry-error.ts'
import type { Token } from './token.ts'

/** A requested token, and its value once it is known. */
interface Held {
  readonly token: Promise<Token>
  value?: string
}

/**
 * Caches the tokens for one registry, one for each set of scopes: one request at a time, renewed before they expire. A
 * refusal is cached as well, since repeating a wrong password may lock the account.
 */
export class TokenCache {
  readonly #ask: (scopes: readonly string[]) => Promise<Token>
  readonly #now: () => Date
  readonly #held = new Map<string, Held>()

  constructor(ask: (scopes: readonly string[]) => Promise<Token>, now: () => Date) {
    this.#ask = ask
    this.#now = now
  }

  async token(scopes: readonly string[]): Promise<string> {
    const key = scopes.join(' ')
    const held = this.#held.get(key)
    if (!held) return await this.#fetch(key, scopes)
    const { value, staleAt } = await held.token
    if (staleAt > this.#now().getTime()) return value
    this.#forget(key, held)
    return await this.token(scopes)
  }

  /** Drops a token that the registry refused. Of concurrent requests with the same token only the first drops it. */
  refused(scopes: readonly string[], value: string): void {
    const key = scopes.join(' ')
    const held = this.#held.get(key)
    if (held?.value === value) this.#forget(key, held)
  }

  async #fetch(key: string, scopes: readonly string[]): Promise<string> {
    const fresh: Held = { token: this.#ask(scopes) }
    this.#held.set(key, fresh)
    try {
      const { value } = await fresh.token
      fresh.value = value
      return value
    } catch (error) {
      if (!(error instanceof RegistryError) || error.transient) this.#forget(key, fresh)
      throw error
    }
  }

  #forget(key: string, held: Held): void {
    if (this.#held.get(key) === held) this.#held.delete(key)
  }
}
