import { isRecord, type JsonRecord } from '../../json.ts'

/** github.com/secure-systems-lab/dsse, envelope.md, as far as it is used: one payload, signed once. */
export interface Envelope {
  readonly payload: Buffer
  readonly payloadType: string
  readonly signature: Buffer
}

export const inTotoType = 'application/vnd.in-toto+json'

/** The bytes that are signed: github.com/secure-systems-lab/dsse, protocol.md, "PAE". */
export function preAuthEncoding(type: string, payload: Uint8Array): Buffer {
  const header = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `
  return Buffer.concat([Buffer.from(header), payload])
}

/** An envelope as JSON. Sigstore's bundles have no key identifier; older clients expect an empty one. */
export function formatEnvelope({ payload, payloadType, signature }: Envelope, extra: { keyid?: string } = {}): object {
  const signatures = [{ ...extra, sig: signature.toString('base64') }]
  return { payload: payload.toString('base64'), payloadType, signatures }
}

/** Reads an envelope with a single signature. Throws Error, with the end of a sentence. */
export function parseEnvelope({ payload, payloadType, signatures }: JsonRecord): Envelope {
  const [only, ...others] = Array.isArray(signatures) ? (signatures as readonly unknown[]) : []
  const isComplete = typeof payload === 'string' && typeof payloadType === 'string'
  if (!isComplete || !isRecord(only) || typeof only.sig !== 'string' || others.length > 0) {
    throw new Error('is not an envelope with one signature')
  }
  const signature = Buffer.from(only.sig, 'base64')
  return { payload: Buffer.from(payload, 'base64'), payloadType, signature }
}
