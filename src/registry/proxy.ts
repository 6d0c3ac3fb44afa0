import type { Variables } from '../environment.ts'
import { isListed } from './no-proxy.ts'
import { isLoopback } from './origin.ts'

/** The proxy that leads to an origin. */
export interface Proxy {
  /** May hold a password. */
  readonly url: URL
  /** Host and port alone. */
  readonly host: string
  /** The variable of the environment that names it. */
  readonly variable: string
}

/** A variable that names no proxy. Its value is not said, since it may hold a password. */
export class UnusableProxy extends Error {
  override readonly name = 'UnusableProxy'

  constructor(variable: string) {
    super(
      `The environment variable ${variable} names no proxy that can be used. Write it as 'http://HOST:PORT', or 'http://USER:PASSWORD@HOST:PORT' with all that is special in them percent-encoded.`
    )
  }
}

/** What went wrong at a proxy, before anything was heard of who is behind it. */
export class ProxyTrouble extends Error {
  override readonly name = 'ProxyTrouble'
  readonly host: string
  readonly variable: string
  /** What it answered; undefined where it was not reached. */
  readonly status: number | undefined

  constructor({ host, variable }: Proxy, cause: Error) {
    super(cause.message, { cause })
    this.host = host
    this.variable = variable
    this.status = statusIn(cause)
  }
}

const schemes = ['http:', 'https:', 'socks5:', 'socks:']

/** The proxy that the environment names for a URL; undefined where there is none to be used. Throws UnusableProxy. */
export function proxyFor(url: URL, variables: Variables): Proxy | undefined {
  const variable = proxyVariable(url, variables)
  if (variable === undefined) return undefined
  const proxy = parse(variables[variable] ?? '')
  if (!proxy) throw new UnusableProxy(variable)
  return { url: proxy, host: proxy.host, variable }
}

/** The variable that names the proxy for a URL, by its scheme alone as for Go and curl; undefined where none is used. */
export function proxyVariable(url: URL, variables: Variables): string | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const variable = [name, name.toUpperCase()].find((one) => variables[one])
  const isExempt = isLoopback(url) || isListed(url, variables.no_proxy || variables.NO_PROXY || '')
  return isExempt ? undefined : variable
}

/** What happens on the way through a proxy is often the proxy's doing. Gives the error that says so, or else the same. */
export function blameProxy(error: unknown, proxy: Proxy): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  const code = String(error.code)
  // The time-out of a TLS handshake through the proxy has the same code.
  const isBehind = code === 'UND_ERR_CONNECT_TIMEOUT' && !error.message.includes(proxy.url.hostname)
  const isIts = answered.test(code) ? statusIn(error) !== undefined : notReached.test(code) && !isBehind
  return isIts ? new ProxyTrouble(proxy, error) : error
}

/** The codes of a connection that could not be made: the only one that is made is to the proxy. */
const notReached =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_(?:CONNECT_TIMEOUT|PRX_\w+|SOCKS5\w*))$/
/** undici's for an answer other than 200, which is in the message. */
const answered = /^UND_ERR_(?:ABORTED|INVALID_ARG)$/

function statusIn({ message }: Error): number | undefined {
  const [, status] = /\((\d{3})\)/.exec(message) ?? []
  return status === undefined ? undefined : Number(status)
}

/** As Go and curl do, takes a host without a scheme for http: golang.org/x/net/http/httpproxy, parseProxy. */
function parse(text: string): URL | undefined {
  const trimmed = text.trim().replace(/^socks5h:/i, 'socks5:')
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`)
  return url && schemes.includes(url.protocol) && url.hostname !== '' && isEncoded(url) ? url : undefined
}

function isEncoded({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}${password}`)
    return true
  } catch {
    return false
  }
}
