/** The words for signers in the input `sign`. Apart from `signers.ts`, which is loaded only where somebody signs. */
export const signerWords = ['cosign', 'notation', 'keyless'] as const

export type SignerWord = (typeof signerWords)[number]
