import { isInward, remedyForPlain } from './origin.ts'

/** Sign-in services that are known to belong to a registry of another domain. */
const known: readonly (readonly [registry: RegExp, realm: string])[] = [
  [/^rg\.[a-z]+-[a-z]+\.scw\.cloud$/, 'api.scaleway.com'],
  [/^nvcr\.io$/, 'authn.nvidia.com'],
]

export interface RealmRules {
  /** Its canonical host, for what is said. */
  readonly registry: string
  /** The registry's own URL. */
  readonly home: URL
  /** Hosts that the user trusts as this registry's sign-in services. */
  readonly trusted: readonly string[]
  /** Whether credentials would go there. */
  readonly signedIn: boolean
}

/** Why a realm is not asked. */
export interface Objection {
  /** Completes «the registry sends us there, but». */
  readonly reason: string
  /** What follows on it: what to do, or nothing where there is nothing to do here. */
  readonly remedy: string
}

/**
 * Why the realm of a challenge must not be asked for a token; undefined where it may: at the registry's own host or
 * registrable domain, at a service known to be its or that the user lists, and without credentials anywhere that is not
 * inside a network. (CVE-2026-33540, CVE-2026-48978)
 */
export async function whyNotSignIn(realm: URL, rules: RealmRules): Promise<Objection | undefined> {
  const { home, trusted, signedIn } = rules
  if (realm.username || realm.password) return { reason: 'it carries credentials', remedy: '' }
  const plain = realm.protocol === 'http:' && home.protocol === 'http:'
  if (realm.protocol !== 'https:' && !plain) return { reason: 'it is not https', remedy: remedyForPlain(home, realm) }
  if ([home.hostname, ...trusted].some((host) => host === realm.hostname || host === realm.host)) return undefined
  const remedy = `. If you trust it, list it under 'realms' of ${rules.registry} in 'registry-auth'`
  if (isInward(realm)) return { reason: 'it is an address inside a private network', remedy }
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
