import { encodeLogin } from '../../oci/distribution/login.ts'

/** A credential for a registry, and when it stops being valid, if that is known. */
export type Credential = Secret & { readonly expiresAt?: Date }

type Secret =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token, exchanged at the token service with the OAuth2 form; with a user it also works as a password. */
  | { readonly kind: 'identity-token'; readonly token: string; readonly username?: string }
  /** Sent unchanged, without an exchange. */
  | { readonly kind: 'registry-token'; readonly token: string }

/** The Basic authorization (RFC 7617) of a credential; undefined if it has no user name and password. */
export function basicAuthorization(credential: Credential | undefined): string | undefined {
  if (!credential || credential.kind === 'registry-token' || !credential.username) return undefined
  const password = credential.kind === 'password' ? credential.password : credential.token
  return `Basic ${encodeLogin({ username: credential.username, password })}`
}

/** The secret part of a credential. */
export function secretOf(credential: Credential): string {
  return credential.kind === 'password' ? credential.password : credential.token
}

/** Whether both would be sent in the same way, whenever they expire. */
export function isSameCredential(one: Credential, other: Credential): boolean {
  return one.kind === other.kind && secretOf(one) === secretOf(other) && usernameOf(one) === usernameOf(other)
}

function usernameOf(credential: Credential): string | undefined {
  return credential.kind === 'registry-token' ? undefined : credential.username
}
