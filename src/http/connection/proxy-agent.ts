import type { buildConnector, Dispatcher, Pool, ProxyAgent } from 'undici'
import { type Proxy as ForwardProxy, ProxyTrouble } from '../proxy.ts'
import { loadUndici } from '../undici/load.ts'
import { withLastWords } from './last-words.ts'
import { type Roots, secureContext } from './tls.ts'

/** Options for connections through a proxy. `requestTls` are the TLS settings for the registry behind it. */
export interface ProxyOptions extends Omit<ProxyAgent.Options, 'uri' | 'proxyTls'> {
  readonly roots: Roots
  /** Milliseconds. */
  readonly connectTimeout: number
}

/** Connects through a proxy. Its certificate is verified with the usual CAs, not with those of a registry. */
export async function agentThrough(proxy: ForwardProxy, { roots, ...options }: ProxyOptions): Promise<Dispatcher> {
  const { Pool, ProxyAgent } = await loadUndici()
  const context = secureContext({}, roots)
  // undici takes any proxyTls to mean that a SOCKS proxy speaks TLS.
  const proxyTls = context && proxy.url.protocol === 'https:' ? { proxyTls: { secureContext: context } } : {}
  const open = (origin: URL | string, settings: Pool.Options) => {
    if (String(origin) !== proxy.url.href) return new Pool(origin, heard(settings))
    // A proxy has a timeout of its own for servers that do not respond.
    return new Pool(origin, { ...blamed(settings, proxy), headersTimeout: 3 * options.connectTimeout })
  }
  return new ProxyAgent({ ...options, ...proxyTls, uri: proxy.url.href, factory: open, clientFactory: open })
}

function heard(settings: Pool.Options): Pool.Options {
  const { connect } = settings
  return typeof connect === 'function' ? { ...settings, connect: withLastWords(connect) } : settings
}

/** Connection errors here are the proxy's. Once there is a tunnel, the same errors are the registry's. */
function blamed(settings: Pool.Options, proxy: ForwardProxy): Pool.Options {
  const { connect } = settings
  if (typeof connect !== 'function') return settings
  const dial: buildConnector.connector = (address, callback) =>
    connect(address, (...[error, socket]) => {
      if (error) callback(new ProxyTrouble(proxy, error), null)
      else callback(null, socket)
    })
  return { ...settings, connect: dial }
}
