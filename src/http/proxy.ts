import type { Variables } from '../environment.ts'
import { isListed } from './no-proxy.ts'
import { isLoopback } from './origin.ts'

/** The proxy for an origin. */
export interface Proxy {
  /** May hold a password. */
  readonly url: URL
  /** Host and port only. */
  readonly host: string
  /** The environment variable that sets it. */
  readonly variable: string
}

/** The value of the variable is not a proxy URL. The message omits it, since it may contain a password. */
export class UnusableProxy extends Error {
  override readonly name = 'UnusableProxy'

  constructor(variable: string) {
    super(
      `The environment variable ${variable} is not a usable proxy URL. Write it as 'http://HOST:PORT', or 'http://USER:PASSWORD@HOST:PORT' with special characters percent-encoded.`
    )
  }
}

/** A failure at the proxy, before the server behind it was reached. */
export class ProxyTrouble extends Error {
  override readonly name = 'ProxyTrouble'
  readonly host: string
  readonly variable: string
  /** The status of its response; undefined if it was not reached. */
  readonly status: number | undefined

  constructor({ host, variable }: Proxy, cause: Error) {
    super(cause.message, { cause })
    this.host = host
    this.variable = variable
    this.status = statusIn(cause)
  }
}

const schemes = ['http:', 'https:', 'socks5:', 'socks:']

/** The proxy that the environment sets for a URL; undefined if none is to be used. Throws UnusableProxy. */
export function proxyFor(url: URL, variables: Variables): Proxy | undefined {
  const variable = proxyVariable(url, variables)
  if (variable === undefined) return undefined
  const proxy = parse(variables[variable] ?? '')
  if (!proxy) throw new UnusableProxy(variable)
  return { url: proxy, host: proxy.host, variable }
}

/** The variable that sets the proxy for a URL, chosen by scheme as in Go and curl; undefined if none is used. */
export function proxyVariable(url: URL, variables: Variables): string | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const variable = [name, name.toUpperCase()].find((one) => variables[one])
  const isExempt = isLoopback(url) || isListed(url, variables.no_proxy || variables.NO_PROXY || '')
  return isExempt ? undefined : variable
}

/** Wraps an error in ProxyTrouble if the proxy caused it; otherwise returns it unchanged. */
export function blameProxy(error: unknown, proxy: Proxy): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  const code = String(error.code)
  // The timeout of a TLS handshake through the proxy has the same code.
  const isBehind = code === 'UND_ERR_CONNECT_TIMEOUT' && !error.message.includes(proxy.url.hostname)
  const isIts = answered.test(code) ? statusIn(error) !== undefined : notReached.test(code) && !isBehind
  return isIts ? new ProxyTrouble(proxy, error) : error
}

/** Codes of failed connections: the only connection made here is to the proxy. */
const notReached =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_(?:CONNECT_TIMEOUT|PRX_\w+|SOCKS5\w*))$/
/** undici's codes for a response other than 200; the status is in the message. */
const answered = /^UND_ERR_(?:ABORTED|INVALID_ARG)$/

function statusIn({ message }: Error): number | undefined {
  const [, status] = /\((\d{3})\)/.exec(message) ?? []
  return status === undefined ? undefined : Number(status)
}

/** A host without a scheme means http, as in Go and curl: golang.org/x/net/http/httpproxy, parseProxy. */
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
