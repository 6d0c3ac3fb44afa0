import { parseSigningKey } from '../keys/signing-key.ts'
import type { Signer, SignerRequest } from '../signer.ts'
import { bundleSigner } from './bundle-signer.ts'
import { legacySigner } from './legacy-signer.ts'

/** Signs with a key, in one of cosign's formats. */
export async function openCosign({ key, password, format, refuse }: SignerRequest): Promise<Signer> {
  const signingKey = await parseSigningKey(key, password, (problem) => refuse('key', problem))
  return format === 'legacy' ? legacySigner(signingKey) : bundleSigner(signingKey)
}
