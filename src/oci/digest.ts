import { createHash, type Hash } from 'node:crypto'

declare const brand: unique symbol

/** A content identifier with a valid grammar, and so safe in a URL or a path. image-spec, descriptor.md#digests */
export type Digest = string & { readonly [brand]: 'Digest' }

/** The registered algorithms that are supported here. */
export type Algorithm = 'sha256' | 'sha512'

const grammar = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/

export function isDigest(text: string): text is Digest {
  return grammar.test(text)
}

export function algorithmOf(digest: Digest): Algorithm {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256'
}

/** Digests content that arrives in chunks. `digest()` may be called only once. */
export interface Digester {
  update(chunk: Uint8Array): void
  digest(): Digest
  /** Another one that has digested the same content so far. */
  copy(): Digester
}

export function digester(algorithm: Algorithm = 'sha256'): Digester {
  return digesterOf(algorithm, createHash(algorithm))
}

function digesterOf(algorithm: Algorithm, hash: Hash): Digester {
  return {
    update: (chunk) => {
      hash.update(chunk)
    },
    digest: () => `${algorithm}:${hash.digest('hex')}` as Digest,
    copy: () => digesterOf(algorithm, hash.copy()),
  }
}

export function digestOf(bytes: Uint8Array, algorithm: Algorithm = 'sha256'): Digest {
  const all = digester(algorithm)
  all.update(bytes)
  return all.digest()
}

/** `sha256:0123456789ab`: enough to find a blob in a log. */
export function shortDigest(digest: Digest): string {
  return digest.slice(0, 'sha256:'.length + 12)
}
