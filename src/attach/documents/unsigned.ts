import type { Claim } from '../claim.ts'
import { inTotoType } from '../cosign/dsse.ts'
import { formatStatement } from '../cosign/in-toto.ts'
import type { Signed, Signer } from '../signer.ts'
import type { Document } from './document.ts'

/** Attaches a document as it is, without a signature: itself if it has a media type, else in an in-toto statement. */
export function unsigned({ mediaType = inTotoType, predicate, title }: Document): Signer {
  const bytesFor = (claim: Claim) =>
    Buffer.from(mediaType === inTotoType ? formatStatement({ ...claim, predicate }) : predicate.text)
  return {
    word: 'unsigned',
    description: title,
    isPerRepository: false,
    placeOf: () => ({
      kind: 'referrer',
      artifactType: mediaType,
      configType: 'application/vnd.oci.empty.v1+json',
      layerType: mediaType,
    }),
    async sign(claim): Promise<Signed> {
      const annotations = {
        'org.opencontainers.image.title': title,
        ...(mediaType === inTotoType && { 'in-toto.io/predicate-type': predicate.type }),
      }
      return { layer: { mediaType, bytes: bytesFor(claim), annotations } }
    },
    async verify({ bytes }, claim) {
      if (!bytesFor(claim).equals(bytes)) throw new Error('is another document')
    },
    commandFor: () => `oras discover --artifact-type ${mediaType}`,
  }
}
