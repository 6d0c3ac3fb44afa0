import { describeKind } from '../keys/key-kind.ts'
import { parseSigningKey } from '../keys/signing-key.ts'
import type { Signer, SignerContext, SignerRequest } from '../signer.ts'
import { algorithmFor } from './algorithms.ts'
import { parseCertificateChain } from './certificate-chain.ts'
import { notationSigner } from './notation-signer.ts'

/** Signs with a key and its certificates. */
export async function openNotation(
  { key: text, password, certificate, refuse }: SignerRequest,
  { now }: SignerContext
): Promise<Signer> {
  const key = await parseSigningKey(text, password, (problem) => refuse('key', problem))
  const algorithm = algorithmFor(key.kind)
  if (!algorithm) {
    const known = 'Use ECDSA P-256, P-384 or P-521, or RSA with 2048, 3072 or 4096 bits'
    throw refuse('key', `is ${describeKind(key.kind)}, which notation does not support. ${known}`)
  }
  const chain = await parseCertificateChain(certificate, key, now(), (problem) => refuse('certificate', problem))
  return notationSigner({ key, algorithm, chain, now })
}
