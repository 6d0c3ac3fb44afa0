import { type Auth, realmPath } from './auth.ts'
import { type Behaviour, conforming } from './behaviour.ts'
import type { Call } from './call.ts'
import type { Desk } from './desk.ts'
import { dispatch } from './dispatch.ts'
import type { Place } from './entry.ts'
import type { Rounds } from './rounds.ts'
import { type Route, routeOf } from './route.ts'
import { type ServerOptions, startServer } from './server.ts'
import { type Session, Sessions } from './sessions.ts'
import { StockedServer } from './stocked-server.ts'

export interface TestRegistryOptions extends ServerOptions {
  readonly auth?: Auth
  readonly behaviour?: Partial<Behaviour>
  /** False to keep only digests and sizes of uploaded blobs, so that they may be of any size. */
  readonly keepBlobs?: boolean
  /** Options for the second origin, to which clients may be sent: by default plain http on another port. */
  readonly elsewhere?: Pick<ServerOptions, 'tls' | 'address' | 'hostname'>
}

/** An in-memory registry that strictly checks what distribution-spec v1.1.1 requires of a client. */
export class TestRegistry extends StockedServer {
  readonly #sessions: Sessions
  readonly #rounds: Rounds | undefined
  #behaviour: Behaviour
  #auth: Auth | undefined

  private constructor({ auth, behaviour, rounds, keepBlobs = true }: TestRegistryOptions) {
    super()
    this.#auth = auth
    this.#rounds = rounds
    this.#behaviour = { ...conforming, ...behaviour }
    this.#sessions = new Sessions(keepBlobs)
  }

  static async start(options: TestRegistryOptions = {}): Promise<TestRegistry> {
    const registry = new TestRegistry(options)
    const { tls: _, ...shared } = options
    await registry.#listen(options, 'home')
    await registry.#listen({ ...shared, ...options.elsewhere }, 'elsewhere')
    return registry
  }

  /** The other origin, which shares the content and requires no credentials. */
  get elsewhere(): string {
    return this.listeners[1]?.origin ?? ''
  }

  /** The number of rounds of this registry and those that share its clock. */
  get rounds(): number {
    return this.#rounds?.count ?? 0
  }

  /** The open upload sessions. */
  get sessions(): readonly Pick<Session, 'id' | 'name' | 'received'>[] {
    return this.#sessions.openOnes
  }

  get behaviour(): Behaviour {
    return this.#behaviour
  }

  behave(behaviour: Partial<Behaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour }
  }

  /** Changes the authorization; undefined allows everything. */
  authorize(auth: Auth | undefined): void {
    this.#auth = auth
  }

  async #listen(options: ServerOptions, place: Place): Promise<void> {
    const listener = await startServer(options, {
      place,
      log: this.record,
      faults: this.faults,
      route: (method, target) => this.#route(method, target),
      answer: (call) => dispatch(this.#desk(call), call, this.#auth, place),
      expire: (authorization) => this.#expire(authorization),
    })
    this.listeners.push(listener)
  }

  /** The registry uses the name that the client uses, so that it can be behind a proxy. */
  #desk(call: Call): Desk {
    const { elsewhere, origin } = this
    const host = call.entry.place === 'home' ? call.header('host') : undefined
    const home = host === undefined ? origin : `${new URL(origin).protocol}//${host}`
    return {
      store: this.store,
      sessions: this.#sessions,
      log: this.record,
      behaviour: this.#behaviour,
      home,
      elsewhere,
    }
  }

  /** The token service is at the registry unless the challenge says otherwise. */
  #route(method: string, target: string): Route {
    const isRealm = this.#auth?.kind === 'bearer' && target.split('?')[0] === realmPath
    return isRealm ? { kind: 'token' } : routeOf(method, target)
  }

  #expire(authorization: string): void {
    if (this.#auth?.kind === 'bearer') this.#auth.tokens.expire(authorization.replace(/^bearer /i, ''))
  }
}

/** Starts a registry on 127.0.0.1 and a free port. */
export function startTestRegistry(options?: TestRegistryOptions): Promise<TestRegistry> {
  return TestRegistry.start(options)
}
