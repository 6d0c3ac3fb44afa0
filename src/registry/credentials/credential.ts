/** Who we are at a registry. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token, exchanged at the token service by the OAuth2 form. */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** Sent as it is, with no exchange. */
  | { readonly kind: 'registry-token'; readonly token: string }

/** `Basic` of RFC 7617. */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
