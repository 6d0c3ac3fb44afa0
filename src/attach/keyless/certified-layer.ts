import { createHash, X509Certificate } from 'node:crypto'
import { bundleFromJSON } from '@sigstore/bundle'
import { toSignedEntity } from '@sigstore/verify'
import { type JsonRecord, parseRecord, recordOf } from '../../json.ts'
import { signatureIn } from '../cosign/legacy-signer.ts'
import type { SignedLayer } from '../signer.ts'
import { identityIn } from './certified-identity.ts'
import type { CertifiedBundle } from './verify-bundle.ts'

/** github.com/sigstore/cosign, specs/SIGNATURE_SPEC.md, and pkg/oci/static/options.go */
const fields = {
  certificate: 'dev.sigstore.cosign/certificate',
  entry: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const

/**
 * Reads a signature as cosign 1 and 2 store it, with its certificate, the entry of the log and the timestamp in
 * annotations, and converts it to a bundle. The chain is left out: only trusted authorities count.
 * Throws Error, with the end of a sentence.
 */
export function parseCertifiedLayer(layer: SignedLayer): CertifiedBundle {
  const signature = signatureIn(layer)
  const { [fields.certificate]: pem, [fields.entry]: entry, [fields.timestamp]: timestamp } = layer.annotations ?? {}
  if (pem === undefined) throw new Error('is not signed with a certificate')
  const certified = readCertificate(pem)
  const messageDigest = { algorithm: 'SHA2_256', digest: createHash('sha256').update(layer.bytes).digest('base64') }
  try {
    const bundle = bundleFromJSON({
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
      verificationMaterial: {
        x509CertificateChain: { certificates: [{ rawBytes: certified.certificate.raw.toString('base64') }] },
        tlogEntries: entry === undefined ? [] : [logEntry(parseRecord(entry))],
        timestampVerificationData: {
          rfc3161Timestamps: timestamp === undefined ? [] : [stampIn(parseRecord(timestamp))],
        },
      },
      messageSignature: { messageDigest, signature: signature.toString('base64') },
    })
    return { entity: toSignedEntity(bundle, Buffer.from(layer.bytes)), ...certified, logNames: [] }
  } catch {
    throw new Error('has an entry of a log, or a timestamp, that cannot be read')
  }
}

function readCertificate(pem: string): Pick<CertifiedBundle, 'certificate' | 'signer'> {
  try {
    const certificate = new X509Certificate(pem)
    return { certificate, signer: identityIn(certificate) }
  } catch {
    throw new Error('has a certificate that cannot be read')
  }
}

/** The log promised to include the entry: github.com/sigstore/cosign, pkg/cosign/bundle/rekor.go */
function logEntry({ SignedEntryTimestamp, Payload }: JsonRecord): object {
  const { body, integratedTime, logIndex, logID } = recordOf(Payload)
  const { kind, apiVersion } = parseRecord(Buffer.from(String(body), 'base64').toString('utf8'))
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(String(logID), 'hex').toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: body,
  }
}

/** github.com/sigstore/cosign, pkg/cosign/bundle/tsa.go */
function stampIn({ SignedRFC3161Timestamp }: JsonRecord): object {
  return { signedTimestamp: SignedRFC3161Timestamp }
}
