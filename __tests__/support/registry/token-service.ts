import { type ServerOptions, startServer } from './server.ts'
import { TestServer } from './test-server.ts'
import type { Tokens } from './tokens.ts'

/** A token service at its own origin. Its URL, `realm`, goes into the `auth` of registries. */
export class TokenService extends TestServer {
  readonly tokens: Tokens

  private constructor(tokens: Tokens) {
    super()
    this.tokens = tokens
  }

  static async start(tokens: Tokens, options: ServerOptions): Promise<TokenService> {
    const service = new TokenService(tokens)
    const listener = await startServer(options, {
      place: 'home',
      log: service.record,
      faults: service.faults,
      route: () => ({ kind: 'token' }),
      answer: (call) => tokens.answer(call),
    })
    service.listeners.push(listener)
    return service
  }

  get realm(): string {
    return `${this.origin}/token`
  }
}

export function startTokenService(tokens: Tokens, options: ServerOptions = {}): Promise<TokenService> {
  return TokenService.start(tokens, options)
}
