import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { X509Certificate as ParsedCertificate } from '@sigstore/core'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify'
import { isRecord, parseJson, recordOf } from '../../json.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { Endpoints } from './endpoints.ts'
import { callService, type ServiceContext } from './services.ts'
import { timestampPath } from './witnesses.ts'

/** Keys and certificates of services, to verify what they state. */
export type ServiceTrust = Pick<TrustMaterial, 'timestampAuthorities' | 'tlogs'>

const always = { start: new Date(0), end: new Date(8_640_000_000_000_000) }
const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/**
 * Reads a trusted root, or several, one per line, as `gh attestation trusted-root` prints them. Throws Error, with the
 * end of a sentence. github.com/sigstore/protobuf-specs, protos/sigstore_trustroot.proto
 */
export function parseTrustedRoot(text: string): TrustMaterial {
  const all = rootsIn(text).map(materialIn)
  const material = {
    certificateAuthorities: all.flatMap((each) => each.certificateAuthorities),
    timestampAuthorities: all.flatMap((each) => each.timestampAuthorities),
    tlogs: all.flatMap((each) => each.tlogs),
    ctlogs: all.flatMap((each) => each.ctlogs),
  }
  if (material.certificateAuthorities.length === 0) throw new Error('names no certificate authority')
  return { ...material, publicKey: () => unknownKey() }
}

function materialIn(root: unknown): TrustMaterial {
  try {
    return toTrustMaterial(TrustedRoot.fromJSON(root))
  } catch (cause) {
    throw new Error('holds a key or certificate that cannot be read. Is it complete?', { cause })
  }
}

function rootsIn(text: string): readonly unknown[] {
  try {
    const roots =
      tryJson(text) ??
      text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parseJson)
    if (roots.every(isRecord)) return roots
  } catch {}
  throw new Error("is not a trusted root in JSON, as 'cosign trusted-root create' writes it")
}

function tryJson(text: string): readonly unknown[] | undefined {
  try {
    return [parseJson(text)]
  } catch {
    return undefined
  }
}

function unknownKey(): never {
  throw new Error('is signed with a key')
}

/** Requests the keys of the services from the services themselves, over TLS. Throws RegistryError. */
export async function requestTrust({ rekor, timestamp }: Endpoints, context: ServiceContext): Promise<ServiceTrust> {
  const [tlogs, timestampAuthorities] = await Promise.all([
    rekor ? requestLogKey(rekor, context) : [],
    timestamp ? requestTimestampChain(timestamp, context) : [],
  ])
  return { tlogs, timestampAuthorities }
}

/** The authorities that Fulcio lists; none if it lists none. An earlier run may have a certificate by an older one. */
export async function requestAuthorities(
  { fulcio }: Endpoints,
  context: ServiceContext
): Promise<readonly X509Certificate[]> {
  try {
    const request = { path: '/api/v2/trustBundle', purpose: 'request of its authorities' }
    const { json } = await callService(fulcio, request, context)
    const chains = Array.isArray(json.chains) ? (json.chains as readonly unknown[]) : []
    return chains.flatMap((chain) =>
      certificatesIn(JSON.stringify(recordOf(chain).certificates).replaceAll('\\n', '\n'))
    )
  } catch {
    context.signal.throwIfAborted()
    return []
  }
}

async function requestLogKey(rekor: URL, context: ServiceContext): Promise<TrustMaterial['tlogs']> {
  const purpose = 'request of the public key of the log'
  const { text } = await callService(rekor, { path: '/api/v1/log/publicKey', purpose }, context)
  try {
    const publicKey = createPublicKey(text)
    const der = publicKey.export({ type: 'spki', format: 'der' })
    return [{ logID: createHash('sha256').update(der).digest(), baseURL: rekor.href, publicKey, validFor: always }]
  } catch {
    throw unreadable(rekor, purpose)
  }
}

/** github.com/sigstore/timestamp-authority, openapi.yaml: getTimestampCertChain */
async function requestTimestampChain(
  timestamp: URL,
  context: ServiceContext
): Promise<TrustMaterial['timestampAuthorities']> {
  const purpose = 'request of the certificates for timestamps'
  const path = `${timestamp.pathname === '/' ? timestampPath : ''}/certchain`
  const { text } = await callService(timestamp, { path, purpose }, context)
  const chain = certificatesIn(text).map(({ raw }) => ParsedCertificate.parse(raw))
  if (chain.length === 0) throw unreadable(timestamp, purpose)
  return [{ certChain: chain, validFor: always }]
}

function certificatesIn(text: string): readonly X509Certificate[] {
  return (text.match(pem) ?? []).map((each) => new X509Certificate(each))
}

function unreadable({ host: where }: URL, operation: string): RegistryError {
  const reason = "the response cannot be read. Give the input 'trusted-root'"
  return new RegistryError({ where, operation, reason })
}
