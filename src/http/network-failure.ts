import { Stalled } from './message.ts'
import { ProxyTrouble } from './proxy.ts'

/** The code of a system or TLS error, unwrapped from the HTTP client's errors. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const inner = errorCodeOf(error.cause)
  if (inner) return inner
  if (error instanceof AggregateError) return errorCodeOf(error.errors[0])
  if ('code' in error && typeof error.code === 'string') return error.code
  // Errors of undici's parser have no code if the parser gives none.
  return error.name === 'HTTPParserError' ? 'HPE_INVALID' : undefined
}

const system = /^E(?:CONN|NET|HOST|AI_AGAIN|PIPE|TIMEDOUT|NOTFOUND|ADDRNOTAVAIL)/
const client =
  /^UND_ERR_(?:SOCKET|ABORTED|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT|RES_CONTENT_LENGTH_MISMATCH|PRX)/

/** Whether the error is transient: a network error, not one of TLS, of the settings or of our code. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ProxyTrouble && (error.status ?? 500) < 500) return false
  const code = errorCodeOf(error) ?? ''
  return system.test(code) || client.test(code) || code === 'HPE_INVALID_EOF_STATE'
}

/** Whether it is a timeout. */
export function isTimeout(error: unknown): boolean {
  return /TIMEDOUT|TIMEOUT/.test(errorCodeOf(error) ?? '')
}

/** Whether the server does not speak TLS, or nothing accepts connections on the TLS port. */
export function suggestsPlainHttp(error: unknown): boolean {
  // A proxy's error says something about the server only if the proxy was reached and accepted our credentials.
  if (error instanceof ProxyTrouble && [undefined, 407].includes(error.status)) return false
  return plain.test(errorCodeOf(error) ?? '')
}

const plain =
  /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ECONNREFUSED|ECONNRESET|UND_ERR_ABORTED)$/

/** Whether the host could not be reached at all, perhaps only temporarily. */
export function isUnreachable(error: unknown): boolean {
  return /^(?:ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(errorCodeOf(error) ?? '')
}

/** What happened, in words: `the connection was refused (ECONNREFUSED)`. */
export function describeNetworkFailure(error: unknown): string {
  const code = errorCodeOf(error)
  if (error instanceof Stalled) return error.message
  if (error instanceof ProxyTrouble) return wordsForProxy(error)
  if (code === undefined) return error instanceof Error ? error.message : 'no response'
  const words = table.find(([pattern]) => pattern.test(code))?.[1] ?? 'the connection failed'
  return code.startsWith('UND_ERR_') ? words : `${words} (${code})`
}

function wordsForProxy({ host, status, cause }: ProxyTrouble): string {
  return status === undefined
    ? `the proxy ${host} could not be reached: ${describeNetworkFailure(cause)}`
    : `the proxy ${host} refused the connection (${status})`
}

/** TLS alerts about the client certificate (RFC 8446, 6.2); if there is none, Go sends bad_certificate. */
export const certificateRefused =
  /^ERR_SSL_.*_ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:EXPIRED|REVOKED|UNKNOWN)|UNKNOWN_CA)$/

const table: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'the connection was refused'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was lost'],
  [/^ENOTFOUND$/, 'no such host'],
  [/^EAI_AGAIN$/, 'its name could not be resolved'],
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'connecting to it timed out'],
  [/^(?:ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT)$/, 'it did not respond in time'],
  [/^(?:UND_ERR_BODY_TIMEOUT|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/, 'its response ended early'],
  [/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, 'it does not speak TLS on this port'],
  [/^ERR_SSL_.*CERTIFICATE_REQUIRED$/, 'it requires a client certificate'],
  [certificateRefused, 'it rejected the client certificate, or requires one'],
  [/^ERR_SSL_/, 'the TLS handshake failed'],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired'],
  [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is for another name'],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, 'its certificate is self-signed'],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|CERT_SIGNATURE_FAILURE|UNABLE_TO_)/,
    'its certificate is signed by an unknown authority',
  ],
  [/^HPE_/, 'its response is not HTTP'],
  [/^ERR_OSSL_/, 'the given certificate or key cannot be used'],
]
