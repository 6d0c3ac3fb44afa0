import type { Dispatcher } from 'undici'
import type { Variables } from '../../environment.ts'
import { blameProxy, proxyFor } from '../proxy.ts'
import { loadUndici } from '../undici/load.ts'
import { withLastWords } from './last-words.ts'
import { agentThrough } from './proxy-agent.ts'
import { type Roots, secureContext, type Tls } from './tls.ts'
import { WarmConnections } from './warm-connections.ts'

/** How to connect to an origin. Times are in milliseconds. */
export interface ConnectionOptions {
  readonly tls: Tls
  readonly roots: Roots
  /** False accepts any certificate. */
  readonly verify: boolean
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up. */
  readonly variables: Variables
  readonly connectTimeout: number
  readonly bodyTimeout: number
}

/** The connections to one origin, direct or through a proxy. */
export interface Connection extends AsyncDisposable {
  readonly dispatcher: Dispatcher
  /** Opens connections in advance, if that is possible without a request. Never rejects. */
  warm(count: number): Promise<void>
  /** Attributes an error to the proxy or the server. */
  readonly explain: (error: unknown) => unknown
  /** Lets running requests finish, and accepts no new ones. */
  close(): Promise<void>
}

/** Enough for all requests that the throttle allows at once, also for many repositories. */
const connections = 64

/** Opens no connection yet. Throws UnusableProxy, and the TLS error of a certificate that cannot be used. */
export async function connectionTo(url: URL, options: ConnectionOptions): Promise<Connection> {
  const { Agent, buildConnector } = await loadUndici()
  const { tls, roots, verify, variables, connectTimeout, bodyTimeout } = options
  const context = secureContext(tls, roots)
  const security = { ...(context && { secureContext: context }), rejectUnauthorized: verify }
  const dial = withLastWords(buildConnector({ ...security, timeout: connectTimeout, allowH2: false }))
  const { hostname, host, protocol, port } = url
  const warmConnections = new WarmConnections(dial, {
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    host,
    protocol,
    port,
  })
  const shared = {
    connect: warmConnections.connect,
    connections,
    pipelining: 1,
    // HTTP/2 slows uploads down: its flow-control windows are small.
    allowH2: false,
    keepAliveTimeout: 60_000,
    bodyTimeout,
    maxHeaderSize: 65_536,
  }
  const proxy = proxyFor(url, variables)
  const dispatcher = proxy
    ? await agentThrough(proxy, { ...shared, roots, requestTls: security, connectTimeout })
    : new Agent(shared)
  return {
    dispatcher,
    warm: async (count) => (proxy ? undefined : await warmConnections.warm(count)),
    explain: (error) => (proxy ? blameProxy(error, proxy) : error),
    close: () => dispatcher.close(),
    async [Symbol.asyncDispose]() {
      warmConnections[Symbol.dispose]()
      await dispatcher.destroy()
    },
  }
}
