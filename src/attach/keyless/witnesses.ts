import { createHash, type X509Certificate } from 'node:crypto'
import { type JsonRecord, parseRecord, recordOf } from '../../json.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { type Envelope, formatEnvelope } from '../cosign/dsse.ts'
import type { Endpoints } from './endpoints.ts'
import { callService, type ServiceContext } from './services.ts'

const purpose = 'entry in the transparency log'

/** Obtains proof of when an envelope was signed, as fields of a bundle. Throws RegistryError. */
export async function witness(
  envelope: Envelope,
  certificate: X509Certificate,
  { rekor, timestamp }: Pick<Endpoints, 'rekor' | 'timestamp'>,
  context: ServiceContext
): Promise<object> {
  const [entry, stamp] = await Promise.all([
    rekor && enterInLog(envelope, certificate, rekor, context),
    timestamp && requestTimestamp(envelope, timestamp, context),
  ])
  return {
    tlogEntries: entry ? [entry] : [],
    ...(stamp && { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stamp }] } }),
  }
}

/** An entry of the kind `dsse` in version 1 of the log: github.com/sigstore/rekor, openapi.yaml */
async function enterInLog(
  envelope: Envelope,
  certificate: X509Certificate,
  rekor: URL,
  context: ServiceContext
): Promise<object> {
  const proposedContent = {
    envelope: JSON.stringify(formatEnvelope(envelope)),
    verifiers: [Buffer.from(certificate.toString()).toString('base64')],
  }
  const body = { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent } }
  const answer = await callService(rekor, { path: '/api/v1/log/entries', purpose, body, answers: [409] }, context)
  if (answer.status !== 409) return logEntry(answer.json, rekor)
  // A request whose response was lost has been sent again.
  const [, uuid] = /\/([0-9a-f]{64,80})$/.exec(answer.header('location') ?? '') ?? []
  if (!uuid) throw failure(rekor, 'the log has this entry already, but does not say where')
  return logEntry((await callService(rekor, { path: `/api/v1/log/entries/${uuid}`, purpose }, context)).json, rekor)
}

/** The log's answer in the form of bundles: github.com/sigstore/protobuf-specs, protos/sigstore_rekor.proto */
function logEntry(json: JsonRecord, rekor: URL): object {
  const entry = recordOf(Object.values(json)[0])
  const { inclusionProof, signedEntryTimestamp } = recordOf(entry.verification)
  const proof = recordOf(inclusionProof)
  const { kind, apiVersion } = parseRecord(Buffer.from(String(entry.body), 'base64').toString('utf8'))
  if (kind !== 'dsse' || typeof proof.checkpoint !== 'string' || !Array.isArray(proof.hashes)) {
    throw failure(rekor, 'the response is not an entry with its proof of inclusion')
  }
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: fromHex(entry.logID) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(entry.integratedTime),
    ...(typeof signedEntryTimestamp === 'string' && { inclusionPromise: { signedEntryTimestamp } }),
    inclusionProof: {
      logIndex: String(proof.logIndex),
      rootHash: fromHex(proof.rootHash),
      treeSize: String(proof.treeSize),
      hashes: proof.hashes.map(fromHex),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: entry.body,
  }
}

/** RFC 3161, in the JSON form of github.com/sigstore/timestamp-authority. Its URL may already name the path. */
async function requestTimestamp({ signature }: Envelope, timestamp: URL, context: ServiceContext): Promise<string> {
  const artifactHash = createHash('sha256').update(signature).digest('base64')
  const path = timestamp.pathname === '/' ? timestampPath : ''
  const body = { artifactHash, hashAlgorithm: 'sha256' }
  const { bytes } = await callService(timestamp, { path, purpose: 'timestamp', body }, context)
  return Buffer.from(bytes).toString('base64')
}

/** Where a service gives timestamps. */
export const timestampPath = '/api/v1/timestamp'

function fromHex(text: unknown): string {
  return Buffer.from(String(text), 'hex').toString('base64')
}

function failure({ host: where }: URL, reason: string): RegistryError {
  return new RegistryError({ where, operation: purpose, reason })
}
