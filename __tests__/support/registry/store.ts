import { createHash } from 'node:crypto'
import type { Entry } from './entry.ts'

/** Content, and the request that brought it, if one did. */
export interface Kept {
  readonly size: number
  /** Undefined where only its digest and size were kept. */
  readonly bytes: Uint8Array | undefined
  readonly by?: Entry
  /** What it lost bytes of, and takes when it is sent again. */
  readonly isReplaced?: boolean
}

export interface KeptManifest extends Kept {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly digest: string
}

/** What is said of a blob that is not there, until it arrives or, if it is not `stubborn`, a manifest was refused. */
export interface Claim {
  readonly size: number
  readonly stubborn: boolean
}

/** What one repository holds. */
export class RepositoryStore {
  readonly blobs = new Map<string, Kept>()
  readonly manifests = new Map<string, KeptManifest>()
  readonly tags = new Map<string, string>()
  /** Blobs that are said to be there and are not. */
  readonly claims = new Map<string, Claim>()
  /** How often each blob was still unseen by a manifest. */
  readonly unseen = new Map<string, number>()

  /** What tags still show although they were moved, and to how many reads. */
  readonly #past = new Map<string, { readonly digest: string | undefined; reads: number }>()

  /** Points a tag at a manifest, which so many reads do not see yet. */
  tag(tag: string, digest: string, lag = 0): void {
    this.#past.set(tag, { digest: this.tags.get(tag), reads: lag })
    this.tags.set(tag, digest)
  }

  /** The manifest as who reads sees it. */
  read(reference: string): KeptManifest | undefined {
    const past = this.#past.get(reference)
    if (!past || past.reads <= 0) return this.manifest(reference)
    past.reads -= 1
    return past.digest === undefined ? undefined : this.manifests.get(past.digest)
  }

  manifest(reference: string): KeptManifest | undefined {
    return this.manifests.get(this.tags.get(reference) ?? reference)
  }
}

/** All repositories of a registry. One comes to exist with its first content or upload. */
export class Store {
  readonly #repositories = new Map<string, RepositoryStore>()

  find(name: string): RepositoryStore | undefined {
    return this.#repositories.get(name)
  }

  open(name: string): RepositoryStore {
    const known = this.#repositories.get(name) ?? new RepositoryStore()
    this.#repositories.set(name, known)
    return known
  }

  /** The blob in any repository. */
  anywhere(digest: string): Kept | undefined {
    for (const { blobs } of this.#repositories.values()) {
      const kept = blobs.get(digest)
      if (kept) return kept
    }
    return undefined
  }

  /** Bytes of the blobs, each counted once. */
  get bytes(): number {
    const sizes = new Map<string, number>()
    for (const { blobs } of this.#repositories.values()) {
      for (const [digest, { size }] of blobs) sizes.set(digest, size)
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0)
  }
}

export function hashOf(bytes: Uint8Array, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

export function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf(':'))
}
