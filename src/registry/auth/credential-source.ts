import { type Credential, isSameCredential } from './credential.ts'

/**
 * Where the credential for a registry comes from; it gives undefined if there is none. `useless` is a credential that it
 * gave before and that was refused or has expired: the source gives another one in its place, or the same if it has no
 * other. Rejects if it cannot tell, for example since a credential helper failed.
 */
export type CredentialSource = (useless?: Credential) => Promise<Credential | undefined>

/** Milliseconds before its expiry at which a credential is replaced: the requests that carry it take a while. */
export const expiryMargin = 60_000

/**
 * Remembers what a source gives until it expires or is refused. The source is asked by one request at a time, and not
 * again about a credential that it could not replace: a wrong password would run its helper for every request.
 */
export function remembered(source: CredentialSource, now: () => Date): CredentialSource {
  const final = new WeakSet<Credential>()
  let held: Promise<Credential | undefined> | undefined

  async function replace(old: Credential, isRefused: boolean): Promise<Credential> {
    try {
      const other = await source(old)
      if (other && !isSameCredential(other, old)) return other
    } catch (error) {
      // It is valid for another moment, in which the source may recover.
      if (isRefused || isExpired(old, now(), 0)) throw error
      return old
    }
    final.add(old)
    return old
  }

  return async (useless) => {
    held ??= source()
    const asked = held
    const credential = await asked
    if (!credential || final.has(credential)) return credential
    if (credential !== useless && !isExpired(credential, now())) return credential
    // A second caller waits for the answer that the first one asked for.
    if (held === asked) held = replace(credential, credential === useless)
    return await held
  }
}

function isExpired({ expiresAt }: Credential, now: Date, early: number = expiryMargin): boolean {
  return expiresAt !== undefined && expiresAt.getTime() - early <= now.getTime()
}
