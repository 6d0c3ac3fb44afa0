import { whyNotFollow } from '../../../http/origin.ts'

/** A URL at the service's storage that works without a credential until it expires: its signature is the credential. */
export type SignedUrl = URL

const lengthLimit = 8 * 1024

/**
 * Parses a signed URL from the service at `home`, and masks its signature. Returns what is wrong with it, to complete
 * "the response", if it must not be used: for an https service only https, and no private network that the service is
 * not in itself.
 */
export function parseSignedUrl(text: unknown, home: URL, mask: (secret: string) => void): SignedUrl | string {
  const url = typeof text === 'string' && text.length <= lengthLimit ? URL.parse(text) : undefined
  if (!url) return 'has no signed URL'
  for (const secret of secretsOf(url)) mask(secret)
  const objection = whyNotFollow(home, url, home)
  return objection === undefined ? url : `has a signed URL (${url.origin}) that must not be used: ${objection}`
}

/** The query as a whole, and the signature in it, as it is and decoded. */
function secretsOf({ search, searchParams }: URL): readonly string[] {
  const raw = [...search.matchAll(/[?&]sig=([^&]*)/g)].map(([, value = '']) => value)
  return [search.slice(1), ...raw, ...searchParams.getAll('sig')].filter((secret) => secret !== '')
}
