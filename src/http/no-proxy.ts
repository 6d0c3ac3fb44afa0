import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'

interface Destination {
  readonly host: string
  readonly port: string
}

/**
 * Whether a NO_PROXY list matches a URL: hosts including their subdomains, `.domain` and `*.domain` for subdomains
 * only, addresses, networks (`10.0.0.0/8`), `*`; all but networks may have a port. Accepts what Go accepts
 * (golang.org/x/net/http/httpproxy), and spaces as separators like curl. Names are not resolved.
 */
export function isListed({ hostname, port, protocol }: URL, list: string): boolean {
  const destination = {
    host: bare(hostname),
    port: port || (protocol === 'https:' ? '443' : '80'),
  }
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .some((entry) => covers(entry, destination))
}

/** Without the brackets of IPv6 and the trailing dot of a fully qualified name. */
function bare(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

function covers(entry: string, { host, port }: Destination): boolean {
  const [network = '', prefix] = entry.split('/')
  if (prefix !== undefined) return /^\d{1,3}$/.test(prefix) && isWithin(host, network, Number(prefix))
  const [, name = entry, only = port] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? []
  return only === port && isNamed(bare(name), host)
}

function isNamed(name: string, host: string): boolean {
  if (name === '*') return true
  const version = isIP(name)
  if (version > 0) return isWithin(host, name, version === 4 ? 32 : 128)
  if (isIP(host) > 0) return false
  const domain = domainToASCII(name.replace(/^\*?\./, ''))
  if (domain === '') return false
  return host.endsWith(`.${domain}`) || (host === domain && !/^\*?\./.test(name))
}

function isWithin(host: string, network: string, prefix: number): boolean {
  const version = isIP(network)
  if (version === 0 || isIP(host) !== version || prefix > (version === 4 ? 32 : 128)) return false
  const list = new BlockList()
  const family = version === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(network, prefix, family)
  return list.check(host, family)
}
