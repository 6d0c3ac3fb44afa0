/** Who we are at a registry. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token, exchanged at the token service by the OAuth2 form; with a user it also serves as a password. */
  | { readonly kind: 'identity-token'; readonly token: string; readonly username?: string }
  /** Sent as it is, with no exchange. */
  | { readonly kind: 'registry-token'; readonly token: string }

/** The Basic authorization (RFC 7617) of a credential; undefined where it is no user with a password. */
export function basicAuthorization(credential: Credential | undefined): string | undefined {
  if (!credential || credential.kind === 'registry-token' || !credential.username) return undefined
  const password = credential.kind === 'password' ? credential.password : credential.token
  return `Basic ${Buffer.from(`${credential.username}:${password}`).toString('base64')}`
}

/** What of a credential nobody may see. */
export function secretOf(credential: Credential): string {
  return credential.kind === 'password' ? credential.password : credential.token
}
