import { BlockList, isIP } from 'node:net'

/** Networks that are not the internet, from the outermost to what is never anybody's to name. */
const networks = {
  private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  loopback: ['0.0.0.0/8', '127.0.0.0/8', '::/127'],
  // The metadata services of clouds.
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

/** The host of a URL without the brackets of IPv6 and the dot that ends a full name. */
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

/** An address that a registry on the internet has no business to name. */
export function isInward(url: URL): boolean {
  return depthOf(url) > 0
}

export function isLoopback(url: URL): boolean {
  return depthOf(url) === loopback
}

/** Scheme, host and port: what decides where credentials may go. */
export function sameOrigin(a: URL, b: URL): boolean {
  return a.origin === b.origin
}

/**
 * The URL that an answer from `from` leads to. A registry that is not told of the TLS in front of it writes http for its
 * own https: that is taken for what it means, since nobody else is asked and all stays encrypted.
 */
export function targetOf(location: string, from: URL): URL | null {
  const target = URL.parse(location, from.href)
  if (from.protocol !== 'https:' || target?.protocol !== 'http:') return target
  const secure = new URL(target)
  secure.protocol = 'https:'
  return sameOrigin(secure, from) ? secure : target
}

/** What follows on a complaint where an https registry leads to http, and why it may have come to that; or nothing. */
export function remedyForPlain(from: URL, to: URL): string {
  if (from.protocol !== 'https:' || to.protocol !== 'http:') return ''
  return '. If a proxy before the registry ends TLS, have it pass on Host, and X-Forwarded-Proto as https'
}

/**
 * Why a request must not go on from `from` to `to`, a redirect or a Location, at a registry whose own URL is `home`;
 * undefined where it may. Credentials are another matter: they stay at the origin they were made for.
 */
export function whyNotFollow(from: URL, to: URL, home: URL): string | undefined {
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return 'it is not a URL'
  if (to.username || to.password) return 'it carries credentials'
  if (sameOrigin(from, to)) return undefined
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it leaves https'
  if (depthOf(to) > depthOf(home)) return 'it is an address inside a private network'
  return undefined
}
