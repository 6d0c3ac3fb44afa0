import { Stalled } from './exchange.ts'
import { ProxyTrouble } from './proxy.ts'

/** The code of a system or TLS error, which HTTP clients wrap in errors of their own. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const inner = codeOf(error.cause)
  if (inner) return inner
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if ('code' in error && typeof error.code === 'string') return error.code
  // undici gives its parser's errors no code where that has none.
  return error.name === 'HTTPParserError' ? 'HPE_INVALID' : undefined
}

const system = /^E(?:CONN|NET|HOST|AI_AGAIN|PIPE|TIMEDOUT|NOTFOUND|ADDRNOTAVAIL)/
const client =
  /^UND_ERR_(?:SOCKET|ABORTED|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|RES_CONTENT_LENGTH_MISMATCH|PRX)/

/** Whether time may heal it: an error of the network, not one of TLS, of settings or of our own. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ProxyTrouble && (error.status ?? 500) < 500) return false
  const code = codeOf(error) ?? ''
  return system.test(code) || client.test(code) || code === 'HPE_INVALID_EOF_STATE'
}

/** Whether nothing was heard for as long as we wait. */
export function isSilence(error: unknown): boolean {
  return /TIMEDOUT|TIMEOUT/.test(codeOf(error) ?? '')
}

/** Whether somebody answered who does not speak TLS, or nobody where only TLS is spoken. */
export function isPlainAnswer(error: unknown): boolean {
  // A proxy says something of who is behind it only if it was reached, and knows us.
  if (error instanceof ProxyTrouble && [undefined, 407].includes(error.status)) return false
  return plain.test(codeOf(error) ?? '')
}

const plain =
  /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ECONNREFUSED|ECONNRESET|UND_ERR_ABORTED)$/

/** Whether there was no way to the host at all, be it for a moment. */
export function isUnreached(error: unknown): boolean {
  return /^(?:ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(codeOf(error) ?? '')
}

/** What happened, in words: `nothing listens there (ECONNREFUSED)`. */
export function wordsFor(error: unknown): string {
  const code = codeOf(error)
  if (error instanceof Stalled) return error.message
  if (error instanceof ProxyTrouble) return wordsForProxy(error)
  if (code === undefined) return error instanceof Error ? error.message : 'no answer'
  const words = table.find(([pattern]) => pattern.test(code))?.[1] ?? 'the connection broke'
  return code.startsWith('UND_ERR_') ? words : `${words} (${code})`
}

function wordsForProxy({ host, status, cause }: ProxyTrouble): string {
  return status === undefined
    ? `the proxy ${host} was not reached: ${wordsFor(cause)}`
    : `the proxy ${host} did not let us through (${status})`
}

/** What a server says of our certificate in alerts of TLS (RFC 8446, 6.2); without one, Go says «bad certificate». */
export const certificateRefused =
  /^ERR_SSL_.*_ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:EXPIRED|REVOKED|UNKNOWN)|UNKNOWN_CA)$/

const table: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was cut'],
  [/^ENOTFOUND$/, 'there is no such host'],
  [/^EAI_AGAIN$/, 'its name could not be looked up'],
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'connecting to it timed out'],
  [/^(?:ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT)$/, 'it did not respond in time'],
  [
    /^(?:UND_ERR_BODY_TIMEOUT|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/,
    'its answer stopped half-way',
  ],
  [/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, 'it does not speak TLS there'],
  [/^ERR_SSL_.*CERTIFICATE_REQUIRED$/, 'it wants to see a client certificate'],
  [certificateRefused, 'it did not accept the client certificate, or wants to see one'],
  [/^ERR_SSL_/, 'no secure connection could be agreed on'],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired'],
  [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is for another name'],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, 'its certificate is self-signed'],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|CERT_SIGNATURE_FAILURE|UNABLE_TO_)/,
    'its certificate comes from an unknown authority',
  ],
  [/^HPE_/, 'its response is not HTTP'],
  [/^ERR_OSSL_/, 'the certificate or key that was given cannot be used'],
]
