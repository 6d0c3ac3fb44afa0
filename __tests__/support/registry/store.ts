import { createHash } from 'node:crypto'
import type { Entry } from './entry.ts'

/** Content, and the request that it came with, if any. */
export interface Kept {
  readonly size: number
  /** Undefined if only digest and size are kept. */
  readonly bytes: Uint8Array | undefined
  readonly by?: Entry
  /** Whether it was truncated, and is replaced when it is sent again. */
  readonly isReplaced?: boolean
}

export interface KeptManifest extends Kept {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly digest: string
}

/** A blob that the registry claims to have, until it arrives or, unless `stubborn`, a manifest was refused. */
export interface Claim {
  readonly size: number
  readonly stubborn: boolean
}

/** The content of a repository. */
export class RepositoryStore {
  readonly blobs = new Map<string, Kept>()
  readonly manifests = new Map<string, KeptManifest>()
  readonly tags = new Map<string, string>()
  /** Blobs that the registry claims to have. */
  readonly claims = new Map<string, Claim>()
  /** How often each blob was not yet visible to a manifest. */
  readonly unseen = new Map<string, number>()

  /** What moved tags still return, and to how many more reads. */
  readonly #past = new Map<string, { readonly digest: string | undefined; reads: number }>()

  /** Points a tag at a manifest, which this many reads do not see yet. */
  tag(tag: string, digest: string, lag = 0): void {
    this.#past.set(tag, { digest: this.tags.get(tag), reads: lag })
    this.tags.set(tag, digest)
  }

  /** The manifest that a reader sees. */
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

/** All repositories of a registry. A repository is created with its first content or upload. */
export class Store {
  readonly #repositories = new Map<string, RepositoryStore>()

  get names(): readonly string[] {
    return [...this.#repositories.keys()].sort()
  }

  find(name: string): RepositoryStore | undefined {
    return this.#repositories.get(name)
  }

  open(name: string): RepositoryStore {
    const known = this.#repositories.get(name) ?? new RepositoryStore()
    this.#repositories.set(name, known)
    return known
  }

  /** Finds a blob in any repository. */
  anywhere(digest: string): Kept | undefined {
    for (const { blobs } of this.#repositories.values()) {
      const kept = blobs.get(digest)
      if (kept) return kept
    }
    return undefined
  }

  /** The total size of all blobs, without duplicates. */
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
