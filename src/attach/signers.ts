import { openCosign } from './cosign/open-cosign.ts'
import { openNotation } from './notation/open-notation.ts'
import type { SignerKind } from './signer.ts'
import type { SignerWord } from './signer-words.ts'

/** All ways to sign, by their words. */
export const signerKinds: Readonly<Record<SignerWord, SignerKind>> = {
  cosign: { open: openCosign },
  notation: { open: openNotation },
  // Its verifier is larger than all other signers together.
  keyless: { open: async (...given) => (await import('./keyless/open-keyless.ts')).openKeyless(...given) },
}
