import { hashOf, type KeptManifest, Store } from './store.ts'
import { TestServer } from './test-server.ts'

/** An image, or the part of it that a registry is given. */
export interface Content {
  readonly root: { readonly digest: string }
  readonly manifests: readonly { readonly descriptor: { readonly mediaType: string }; readonly bytes: Uint8Array }[]
  readonly content: readonly { readonly descriptor: Sized; readonly bytes?: Uint8Array }[]
}

interface Sized {
  readonly digest: string
  readonly size: number
}

/** A server whose content tests can inspect and change directly. */
export class StockedServer extends TestServer {
  protected readonly store = new Store()

  /** The total size of all blobs, without duplicates. */
  get storedBytes(): number {
    return this.store.bytes
  }

  putBlob(name: string, bytes: Uint8Array): string {
    const digest = hashOf(bytes)
    this.store.open(name).blobs.set(digest, { size: bytes.length, bytes })
    return digest
  }

  putManifest(name: string, bytes: Uint8Array, mediaType: string, tag?: string): string {
    const digest = hashOf(bytes)
    const repository = this.store.open(name)
    repository.manifests.set(digest, { bytes, size: bytes.length, mediaType, digest })
    if (tag !== undefined) repository.tags.set(tag, digest)
    return digest
  }

  /** Stores a whole image, with its tags. */
  put(name: string, { root, manifests, content }: Content, ...tags: readonly string[]): void {
    const { blobs } = this.store.open(name)
    for (const { descriptor, bytes } of content) blobs.set(descriptor.digest, { size: descriptor.size, bytes })
    for (const { bytes, descriptor } of manifests) this.putManifest(name, bytes, descriptor.mediaType)
    for (const tag of tags) this.store.open(name).tags.set(tag, root.digest)
  }

  /** Claims to have a blob, until it arrives or, unless stubborn, a manifest was refused because of it. */
  claim(name: string, digest: string, size: number, { stubborn = false } = {}): void {
    const repository = this.store.open(name)
    repository.blobs.delete(digest)
    repository.claims.set(digest, { size, stubborn })
  }

  /** Truncates a blob, as a full disk does. distribution keeps its copy when the blob is sent again. */
  damage(name: string, digest: string, left: number, { isReplaced = true } = {}): void {
    const { blobs } = this.store.open(name)
    blobs.set(digest, { size: left, bytes: blobs.get(digest)?.bytes?.subarray(0, left), isReplaced })
  }

  /** Removes content without the clients' knowledge. */
  lose(name: string, digest: string): void {
    const repository = this.store.open(name)
    repository.blobs.delete(digest)
    repository.manifests.delete(digest)
  }

  blob(name: string, digest: string): Uint8Array | undefined {
    return this.store.find(name)?.blobs.get(digest)?.bytes
  }

  /** Whether the repository has a blob, with or without its bytes. */
  hasBlob(name: string, digest: string): boolean {
    return this.store.find(name)?.blobs.has(digest) ?? false
  }

  manifest(name: string, reference: string): KeptManifest | undefined {
    return this.store.find(name)?.manifest(reference)
  }

  /** The digest of each tag. */
  tags(name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.store.find(name)?.tags ?? [])
  }
}
