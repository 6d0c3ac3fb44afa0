import type { Dispatcher } from 'undici'
import type { Variables } from '../environment.ts'
import { isLoopback } from './origin.ts'
import { Reserve } from './reserve.ts'
import { type Roots, secureContext, type Tls } from './tls.ts'

/** How to get to an origin. Times are in milliseconds. */
export interface LineOptions {
  readonly tls: Tls
  readonly roots: Roots
  /** False accepts any certificate. */
  readonly verify: boolean
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up. */
  readonly variables: Variables
  readonly connectTimeout: number
  readonly bodyTimeout: number
}

/** The way to one origin, direct or by a proxy. */
export interface Line extends AsyncDisposable {
  readonly dispatcher: Dispatcher
  /** Opens connections that will be needed, as far as that can be done without a request. Never rejects. */
  warm(count: number): Promise<void>
  /** Lets what is under way end, and takes nothing more. */
  close(): Promise<void>
}

/** Enough for all requests that Pace lets run at once. */
const connections = 40

/** Makes a line; nothing is opened yet. */
export async function lineTo(url: URL, options: LineOptions): Promise<Line> {
  // Loaded when it is first needed: it takes a third of the action's start.
  const { Agent, buildConnector, EnvHttpProxyAgent, Pool } = await import('undici')
  const { tls, roots, verify, variables, connectTimeout, bodyTimeout } = options
  const context = secureContext(tls, roots)
  const security = { ...(context && { secureContext: context }), rejectUnauthorized: verify }
  const dial = buildConnector({ ...security, timeout: connectTimeout, allowH2: false })
  const { hostname, host, protocol, port } = url
  const reserve = new Reserve(dial, { hostname: hostname.replace(/^\[(.*)\]$/, '$1'), host, protocol, port })
  const shared = {
    connect: reserve.connect,
    connections,
    pipelining: 1,
    // Uploads over HTTP/2 are held back by its small windows.
    allowH2: false,
    keepAliveTimeout: 60_000,
    bodyTimeout,
    maxHeaderSize: 65_536,
  }
  const proxies = proxiesFor(url, variables)
  const dispatcher = proxies
    ? new EnvHttpProxyAgent({
        ...{ ...shared, ...proxies, requestTls: security, connectTimeout },
        // A proxy has its own time-out for who does not answer it.
        clientFactory: (proxy, settings) => new Pool(proxy, { ...settings, headersTimeout: 3 * connectTimeout }),
      })
    : new Agent(shared)
  return {
    dispatcher,
    warm: async (count) => (proxies ? undefined : await reserve.warm(count)),
    close: () => dispatcher.close(),
    async [Symbol.asyncDispose]() {
      reserve[Symbol.dispose]()
      await dispatcher.destroy()
    },
  }
}

interface Proxies {
  readonly httpProxy: string
  readonly httpsProxy: string
  readonly noProxy: string
}

/** The proxies that the environment names; undefined where there is none, as for loopback. */
function proxiesFor(url: URL, variables: Variables): Proxies | undefined {
  const named = (name: string) => variables[name] || variables[name.toUpperCase()] || ''
  const proxies = { httpProxy: named('http_proxy'), httpsProxy: named('https_proxy'), noProxy: named('no_proxy') }
  return isLoopback(url) || !(proxies.httpProxy || proxies.httpsProxy) ? undefined : proxies
}
