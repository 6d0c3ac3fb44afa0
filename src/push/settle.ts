import type { Digest } from '../oci/digest.ts'

/** Blobs that a target lacks and that are not in our hands: whoever has them must be asked again. */
export class MissingBlobs extends Error {
  override readonly name = 'MissingBlobs'
  readonly digests: readonly Digest[]

  constructor(digests: readonly Digest[]) {
    super(`a registry lacks ${digests.join(', ')}, which the builder did not send`)
    this.digests = digests
  }

  /** The same as what is wrong with the registry, where nobody can be asked again. */
  get reason(): string {
    return `it has lost ${this.digests.join(', ')}, which it had before`
  }
}

/** Waits for all to end. Throws the first error, or, where blobs are missing and nothing else is wrong, all of them. */
export async function settleAll(works: readonly unknown[]): Promise<void> {
  const results = await Promise.allSettled(works)
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const missing = errors.filter((error) => error instanceof MissingBlobs)
  for (const error of errors) if (!(error instanceof MissingBlobs)) throw error
  if (missing.length > 0) throw new MissingBlobs([...new Set(missing.flatMap(({ digests }) => digests))])
}
