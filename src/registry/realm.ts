import { isInward } from './origin.ts'

/** Sign-in services that are known to belong to a registry of another domain. */
const known: readonly (readonly [registry: RegExp, realm: string])[] = [
  [/^(?:registry-1\.)?docker\.io$/, 'auth.docker.io'],
  [/^registry\.gitlab\.com$/, 'gitlab.com'],
  [/^rg\.[a-z-]+\.scw\.cloud$/, 'api.scaleway.com'],
  [/^nvcr\.io$/, 'authn.nvidia.com'],
]

export interface RealmRules {
  /** The registry's own URL. */
  readonly home: URL
  /** Hosts that the user trusts as this registry's sign-in services. */
  readonly trusted: readonly string[]
}

/**
 * Why credentials must not be sent to the realm of a challenge; undefined where they may: the registry's own host, its
 * registrable domain, a service known to be its, or one that the user lists. (CVE-2026-33540, CVE-2026-48978)
 */
export async function whyNotSignIn(realm: URL, { home, trusted }: RealmRules): Promise<string | undefined> {
  if (realm.username || realm.password) return 'it carries credentials'
  const plain = realm.protocol === 'http:' && home.protocol === 'http:'
  if (realm.protocol !== 'https:' && !plain) return 'it is not https'
  if (realm.hostname === home.hostname || trusted.includes(realm.hostname) || trusted.includes(realm.host))
    return undefined
  if (isInward(realm)) return 'it is an address inside a private network'
  if (known.some(([registry, host]) => registry.test(home.hostname) && host === realm.hostname)) return undefined
  if (await sameRegistrableDomain(realm.hostname, home.hostname)) return undefined
  return 'it is not known to belong to this registry'
}

async function sameRegistrableDomain(a: string, b: string): Promise<boolean> {
  const { getDomain } = await import('tldts')
  const domain = getDomain(a, { allowPrivateDomains: true })
  return domain !== null && domain === getDomain(b, { allowPrivateDomains: true })
}
