import { BlockList, isIP } from 'node:net'

/** Loopback, private, link-local (cloud metadata included), carrier-grade and unspecified addresses. */
const inward = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inward.addSubnet(network, prefix, 'ipv4')
}
inward.addSubnet('::', 127, 'ipv6')
inward.addSubnet('fc00::', 7, 'ipv6')
inward.addSubnet('fe80::', 10, 'ipv6')

/** The host of a URL without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/** An address that a registry on the internet has no business to name. `localhost` counts, other names are not resolved. */
export function isInward(url: URL): boolean {
  const host = hostOf(url)
  const version = isIP(host)
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost')
  return inward.check(host, version === 6 ? 'ipv6' : 'ipv4')
}

export function isLoopback(url: URL): boolean {
  const host = hostOf(url)
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Scheme, host and port: what decides where credentials may go. */
export function sameOrigin(a: URL, b: URL): boolean {
  return a.origin === b.origin
}

/**
 * Why a request must not go on from `from` to `to`, a redirect or a Location, at a registry whose own URL is `home`;
 * undefined where it may. Credentials are another matter: they stay at the origin they were made for.
 */
export function whyNotFollow(from: URL, to: URL, home: URL): string | undefined {
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return `it is not a web address`
  if (to.username || to.password) return 'it carries credentials'
  if (sameOrigin(from, to)) return undefined
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it leaves https'
  if (isInward(to) && !isInward(home)) return 'it is an address inside a private network'
  return undefined
}
