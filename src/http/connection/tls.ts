import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

export interface Tls {
  /** PEM of CAs to trust in addition to the usual ones. */
  readonly ca?: string
  /** PEM of a client certificate with its chain, and of its key. They are sent to the registry's own origin only. */
  readonly cert?: string
  readonly key?: string
}

/** The CAs to trust: Node's list (with NODE_EXTRA_CA_CERTS), or the system's as well, which takes 0.1 s to read. */
export type Roots = 'default' | 'system'

export function secureContext({ ca, cert, key }: Tls, roots: Roots): SecureContext | undefined {
  if (!ca && !cert && roots === 'default') return undefined
  const trusted =
    roots === 'system'
      ? [...getCACertificates('default'), ...getCACertificates('system')]
      : getCACertificates('default')
  return createSecureContext({ ca: ca ? [...trusted, ca] : trusted, ...(cert && { cert }), ...(key && { key }) })
}

/** The codes of certificate errors that might not occur with another list of CAs. */
export const unknownAuthority: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  // Two CAs of the same name.
  'CERT_SIGNATURE_FAILURE',
])
