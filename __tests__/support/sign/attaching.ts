import { bundleSigner } from '../../../src/attach/cosign/bundle-signer.ts'
import { legacySigner } from '../../../src/attach/cosign/legacy-signer.ts'
import { parseSigningKey } from '../../../src/attach/keys/signing-key.ts'
import { Attaching } from '../../../src/attach/release/attaching.ts'
import type { Attachments } from '../../../src/attach/release/claims.ts'
import type { Signed, Signer } from '../../../src/attach/signer.ts'
import type { Log } from '../../../src/environment.ts'
import { blob, manifest, type TestImage } from '../images.ts'
import { makeKey, type TestKeyKind } from './keys.ts'

const quiet = { info: () => undefined }

export async function signerWith(format: 'bundle' | 'legacy' = 'bundle', kind: TestKeyKind = 'P-256'): Promise<Signer> {
  const key = await parseSigningKey(makeKey(kind).privateKey, '', (problem) => new Error(problem))
  return format === 'legacy' ? legacySigner(key) : bundleSigner(key)
}

/** What runs in one step. */
export function attaching(
  { signers = [], documents = [], found = new Map(), isScanned = false }: Partial<Attachments>,
  log: Pick<Log, 'info'> = quiet
): Attaching {
  return new Attaching({ signers, documents, found, isScanned }, log)
}

/** A bundle among the referrers of an image, whatever it is about. */
export function referrer({ layer: { bytes, mediaType }, annotations }: Signed, { root }: TestImage): TestImage {
  const config = blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json')
  const artifactType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
  const fields = { mediaType: 'application/vnd.oci.image.manifest.v1+json', artifactType, subject: root, annotations }
  return manifest(fields, config, [blob(bytes, mediaType)])
}
