import type { Descriptor } from './descriptor.ts'
import type { Digest } from './digest.ts'
import { parseJson } from './json.ts'
import type { Manifest } from './manifest.ts'

/** What BuildKit says of an entry of an index that speaks of another: docs/attestations/attestation-storage.md */
const kind = 'vnd.docker.reference.type'
const subject = 'vnd.docker.reference.digest'
const predicateType = 'in-toto.io/predicate-type'

/** Whether an entry of an index is what a builder attests of another entry. */
export function isAttestation({ annotations }: Descriptor): boolean {
  return annotations?.[kind] === 'attestation-manifest'
}

/** Which kinds of attestation an index carries of which of its entries: `sha256:… https://slsa.dev/provenance/v1`. */
export function attestedKinds(
  index: Manifest,
  manifestOf: (digest: Digest) => Manifest | undefined
): readonly string[] {
  return index.children
    .filter(isAttestation)
    .flatMap(({ digest, annotations }) =>
      // The first is the config.
      (manifestOf(digest)?.blobs ?? []).slice(1).map((statement) => {
        const type = statement.annotations?.[predicateType] ?? statement.mediaType
        return `${annotations?.[subject]} ${type}`
      })
    )
    .toSorted()
}

/** The fields of an index, but for the entries that attest something of the others. */
export function withoutAttestations({ bytes }: Manifest): object {
  const fields = parseJson(new TextDecoder().decode(bytes)) as { readonly manifests?: readonly Descriptor[] }
  return { ...fields, manifests: fields.manifests?.filter((entry) => !isAttestation(entry)) }
}
