import { describeKind } from '../keys/key-kind.ts'
import type { VerifyingKey } from '../keys/public-key.ts'
import type { SigningKey } from '../keys/signing-key.ts'
import type { Signer } from '../signer.ts'
import { bundlePlace, envelopeIn, formatBundle } from './bundle.ts'
import { signBytes, verifyBytes } from './cosign-key.ts'
import { inTotoType, preAuthEncoding } from './dsse.ts'
import { checkStatement, formatStatement, type StatedClaim, signaturePredicate } from './in-toto.ts'
import { verifyCommand } from './verify-command.ts'

/** Signs as cosign 3 does: a statement in a bundle, among the referrers of the image. */
export function bundleSigner(key: SigningKey): Signer {
  return {
    word: 'cosign',
    description: `cosign (${describeKind(key.kind)})`,
    isPerRepository: false,
    placeOf: ({ predicate }) => bundlePlace(predicate),
    async sign(claim) {
      const payload = Buffer.from(formatStatement(claim))
      const signature = signBytes(preAuthEncoding(inTotoType, payload), key)
      const material = { publicKey: { hint: key.fingerprint.toString('base64') } }
      return formatBundle(
        { payload, payloadType: inTotoType, signature },
        material,
        claim.predicate ?? signaturePredicate
      )
    },
    verify: async ({ bytes }, claim) => verifyBundle(bytes, claim, key),
    commandFor: ({ predicate }) => verifyCommand(predicate),
  }
}

/** Throws Error, with the end of a sentence, unless a bundle makes a claim that the key has signed. */
export function verifyBundle(bytes: Uint8Array, claim: StatedClaim, key: VerifyingKey): void {
  const { payload, signature } = envelopeIn(bytes)
  verifyBytes(preAuthEncoding(inTotoType, payload), signature, key)
  checkStatement(payload.toString('utf8'), claim)
}
