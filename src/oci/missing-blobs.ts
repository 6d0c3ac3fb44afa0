import type { Digest } from './digest.ts'

/** Blobs that a target lacks and that we do not have: the builder has to send them again. */
export class MissingBlobs extends Error {
  override readonly name = 'MissingBlobs'
  readonly digests: readonly Digest[]

  constructor(digests: readonly Digest[]) {
    super(`a registry does not have ${digests.join(', ')}, which the builder did not send`)
    this.digests = digests
  }

  /** Describes the problem as one of the registry, for when the builder is not asked again. */
  get reason(): string {
    return `it no longer has ${this.digests.join(', ')}, which it had before`
  }
}

/** Waits for all to settle. Throws the first error or, if all errors are missing blobs, one MissingBlobs for all. */
export async function settleAll(works: readonly unknown[]): Promise<void> {
  const results = await Promise.allSettled(works)
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const missing = errors.filter((error) => error instanceof MissingBlobs)
  for (const error of errors) if (!(error instanceof MissingBlobs)) throw error
  if (missing.length > 0) throw new MissingBlobs([...new Set(missing.flatMap(({ digests }) => digests))])
}
