import { parseJson } from '../json.ts'
import type { Descriptor } from './descriptor.ts'
import { type Digest, isDigest } from './digest.ts'
import type { Manifest } from './manifest.ts'

/**
 * The annotations with which BuildKit marks an index entry as describing another one:
 * docs/attestations/attestation-storage.md
 */
const kind = 'vnd.docker.reference.type'
const subject = 'vnd.docker.reference.digest'
const predicateType = 'in-toto.io/predicate-type'

/**
 * Whether an index entry holds attestations about another entry. What says so, but is for a platform that clients look for,
 * or for none, is what they run.
 */
export function isAttestation({ annotations, platform }: Descriptor): boolean {
  return annotations?.[kind] === 'attestation-manifest' && platform?.os === 'unknown'
}

/** The digest of the entry that an attestation entry is about; undefined if it does not say. */
export function attestedBy({ annotations }: Descriptor): Digest | undefined {
  const digest = annotations?.[subject] ?? ''
  return isDigest(digest) ? digest : undefined
}

/**
 * The kinds of attestation in an index, each with the entry that it is about: `sha256:…
 * https://slsa.dev/provenance/v1`.
 */
export function attestedKinds(
  index: Manifest,
  manifestOf: (digest: Digest) => Manifest | undefined
): readonly string[] {
  return index.children
    .filter(isAttestation)
    .flatMap(({ digest, annotations }) =>
      // The first blob is the config.
      (manifestOf(digest)?.blobs ?? []).slice(1).map((statement) => {
        const type = statement.annotations?.[predicateType] ?? statement.mediaType
        return `${annotations?.[subject]} ${type}`
      })
    )
    .toSorted()
}

/** The fields of an index, without its attestation entries. */
export function withoutAttestations({ bytes }: Manifest): object {
  const fields = parseJson(new TextDecoder().decode(bytes)) as { readonly manifests?: readonly Descriptor[] }
  return { ...fields, manifests: fields.manifests?.filter((entry) => !isAttestation(entry)) }
}
