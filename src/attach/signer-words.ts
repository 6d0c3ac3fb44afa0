/** The words for signers in the input `sign`; kept apart from `signers.ts`, which is loaded only by runs that sign. */
export const signerWords = ['cosign', 'notation', 'keyless'] as const

export type SignerWord = (typeof signerWords)[number]
