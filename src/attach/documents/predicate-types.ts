/** A kind of document that may be attached. */
export interface DocumentKind {
  /** Its words in the input `attach`; cosign knows most of them. */
  readonly words: readonly [string, ...string[]]
  /** The URI that an attestation has for it. */
  readonly predicateType: string
  /** The media type of the document itself; undefined if it is only known as the predicate of a statement. */
  readonly mediaType?: string
}

/** github.com/sigstore/cosign, pkg/cosign/attestation and its option `--type`; github.com/in-toto/attestation, spec/predicates */
const kinds: readonly DocumentKind[] = [
  {
    words: ['spdxjson', 'spdx'],
    predicateType: 'https://spdx.dev/Document',
    mediaType: 'application/spdx+json',
  },
  {
    words: ['cyclonedx'],
    predicateType: 'https://cyclonedx.org/bom',
    mediaType: 'application/vnd.cyclonedx+json',
  },
  { words: ['vex', 'openvex'], predicateType: 'https://openvex.dev/ns', mediaType: 'application/vnd.openvex+json' },
  { words: ['slsaprovenance1'], predicateType: 'https://slsa.dev/provenance/v1' },
  { words: ['slsaprovenance02', 'slsaprovenance'], predicateType: 'https://slsa.dev/provenance/v0.2' },
  { words: ['vuln'], predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1' },
  { words: ['test-result'], predicateType: 'https://in-toto.io/attestation/test-result/v0.1' },
  { words: ['link'], predicateType: 'https://in-toto.io/Link/v1' },
  { words: ['custom'], predicateType: 'https://cosign.sigstore.dev/attestation/v1' },
]

/** All words, for messages. */
export const documentWords: readonly string[] = kinds.map(({ words: [first] }) => first)

/** The kind with this word or URI; undefined if it is neither. */
export function documentKind(type: string): DocumentKind | undefined {
  const known = kinds.find(({ words, predicateType }) => words.includes(type) || predicateType === type)
  if (known) return known
  return /^https?:\/\/[^\s"'<>]+$/.test(type) ? { words: [type], predicateType: type } : undefined
}
