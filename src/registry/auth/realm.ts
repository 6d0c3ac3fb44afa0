import { isPrivateAddress, remedyForPlain } from '../../http/origin.ts'

/** Token services that are known to belong to a registry in another domain. */
const known: readonly (readonly [registry: RegExp, realm: string])[] = [
  [/^rg\.[a-z]+-[a-z]+\.scw\.cloud$/, 'api.scaleway.com'],
  [/^nvcr\.io$/, 'authn.nvidia.com'],
]

export interface RealmRules {
  /** The registry's canonical host, for messages. */
  readonly registry: string
  /** The registry's own URL. */
  readonly home: URL
  /** Hosts that the user trusts as token services of this registry. */
  readonly trusted: readonly string[]
  /** Whether credentials would be sent there. */
  readonly signedIn: boolean
}

/** Why no token is requested from a realm. */
export interface Objection {
  /** Completes "the registry's token service was not used:". */
  readonly reason: string
  /** Appended to the reason: what to do, or empty. */
  readonly remedy: string
}

/**
 * Why no token may be requested from the realm of a challenge; undefined if it may: from the registry's own host or
 * registrable domain, from a service that is known to belong to it or that the user lists, and without credentials from
 * any host that is not in a private network. (CVE-2026-33540, CVE-2026-48978)
 */
export async function whyNotSignIn(realm: URL, rules: RealmRules): Promise<Objection | undefined> {
  const { home, trusted, signedIn } = rules
  if (realm.username || realm.password) return { reason: 'it contains credentials', remedy: '' }
  const plain = realm.protocol === 'http:' && home.protocol === 'http:'
  if (realm.protocol !== 'https:' && !plain) return { reason: 'it is not https', remedy: remedyForPlain(home, realm) }
  if ([home.hostname, ...trusted].some((host) => host === realm.hostname || host === realm.host)) return undefined
  const remedy = `. If you trust it, list it under 'realms' for ${rules.registry} in 'registry-auth'`
  if (isPrivateAddress(realm)) return { reason: 'it is an address in a private network', remedy }
  if (!signedIn || (await belongs(realm, home))) return undefined
  return { reason: 'it is not known to belong to this registry', remedy }
}

async function belongs(realm: URL, home: URL): Promise<boolean> {
  const isKnown = known.some(([registry, host]) => registry.test(home.hostname) && host === realm.hostname)
  return isKnown || (await sameRegistrableDomain(realm.hostname, home.hostname))
}

async function sameRegistrableDomain(a: string, b: string): Promise<boolean> {
  const { getDomain } = await import('tldts')
  const domain = getDomain(a, { allowPrivateDomains: true })
  return domain !== null && domain === getDomain(b, { allowPrivateDomains: true })
}
