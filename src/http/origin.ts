import { BlockList, isIP } from 'node:net'

/** Networks that are not the internet, from the outermost to those that no registry may refer to. */
const networks = {
  private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  loopback: ['0.0.0.0/8', '127.0.0.0/8', '::/127'],
  // Includes the metadata services of clouds.
  linkLocal: ['169.254.0.0/16', 'fe80::/10'],
} as const

const depths = Object.values(networks).map((subnets) => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/')
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
})
const loopback = Object.keys(networks).indexOf('loopback') + 1

/** The host of a URL, without the brackets of IPv6 and the trailing dot of a fully qualified name. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

/** How far inside a network a host is: 0 on the internet. Names are not resolved, but `localhost` counts. */
function depthOf(url: URL): number {
  const host = hostOf(url)
  const version = isIP(host)
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost') ? loopback : 0
  return depths.findIndex((list) => list.check(host, version === 6 ? 'ipv6' : 'ipv4')) + 1
}

/** Whether a URL is an address that a registry on the internet must not refer to. */
export function isPrivateAddress(url: URL): boolean {
  return depthOf(url) > 0
}

export function isLoopback(url: URL): boolean {
  return depthOf(url) === loopback
}

/** Compares scheme, host and port, which decide where credentials may be sent. */
export function sameOrigin(a: URL, b: URL): boolean {
  return a.origin === b.origin
}

/**
 * Resolves a Location in a response from `from`. A registry that does not know of the TLS in front of it writes http
 * instead of https: that is corrected, since the request goes to the same server and stays encrypted.
 */
export function resolveLocation(location: string, from: URL): URL | null {
  const target = URL.parse(location, from.href)
  if (from.protocol !== 'https:' || target?.protocol !== 'http:') return target
  const secure = new URL(target)
  secure.protocol = 'https:'
  return sameOrigin(secure, from) ? secure : target
}

/** The advice to append if an https registry leads to http, with the probable cause; otherwise empty. */
export function remedyForPlain(from: URL, to: URL): string {
  if (from.protocol !== 'https:' || to.protocol !== 'http:') return ''
  return '. If a proxy in front of the registry terminates TLS, have it pass on Host, and set X-Forwarded-Proto to https'
}

/**
 * Why a redirect or Location from `from` to `to` must not be followed, for a registry whose own URL is `home`;
 * undefined if it may. Credentials are handled separately: they are only sent to their own origin.
 */
export function whyNotFollow(from: URL, to: URL, home: URL): string | undefined {
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return 'it is not an http or https URL'
  if (to.username || to.password) return 'it contains credentials'
  if (sameOrigin(from, to)) return undefined
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it goes from https to http'
  if (depthOf(to) > depthOf(home)) return 'it is an address in a private network'
  return undefined
}
