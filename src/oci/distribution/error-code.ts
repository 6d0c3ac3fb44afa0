import { isRecord, type JsonRecord, parseJson, recordOf } from '../../json.ts'

/** The codes of the distribution-spec ("Error Codes") that are sent or recognized here, with their status. */
export const errorStatus = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 404,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 400,
  UNAUTHORIZED: 401,
  DENIED: 403,
  UNSUPPORTED: 405,
  TOOMANYREQUESTS: 429,
} as const

export type ErrorCode = keyof typeof errorStatus

/** One entry of an error response. Registries define codes of their own, so `code` is any text. */
export interface RegistryProblem {
  readonly code: string
  readonly message: string
  readonly detail?: unknown
  /** The human-readable part of the detail. */
  readonly explanation?: string
}

/** The body of an error response: distribution-spec, "Error Codes". */
export function formatProblem(code: ErrorCode, message: string): string {
  return JSON.stringify({ errors: [{ code, message }] })
}

/** Redacts secrets. */
type Redact = (text: string) => string
/** The part of a field that may be shown. */
type Shown = (text: unknown) => string

/** How much of a proxy's error page is read, in characters. */
const pageLimit = 8 * 1024

/**
 * Parses the body of an error response: the envelope of the spec, or one entry without it. Anything else, perhaps from
 * a proxy, becomes one message without a code: its text without the markup. What is shown is redacted, then put on one
 * line without control characters, then truncated.
 */
export function parseProblems(body: string, redact: Redact): readonly RegistryProblem[] {
  const shown: Shown = (text) => printable(typeof text === 'string' ? redact(text) : '')
  try {
    const fields = recordOf(parseJson(body))
    const { errors } = fields
    if (Array.isArray(errors)) return errors.flatMap((entry) => parseEntry(entry, shown))
    const bare = parseEntry(bareEntry(fields), shown).filter(({ message }) => message !== '')
    if (bare.length > 0) return bare
  } catch {
    // Not JSON: an HTML page or plain text from a proxy.
  }
  const text = redact(body)
    .slice(0, pageLimit)
    .replaceAll(/<(?:style|script)\b.*?<\/(?:style|script)>|<[^>]*>/gis, ' ')
  const message = shown(text).slice(0, 200)
  return message === '' ? [] : [{ code: '', message }]
}

/**
 * zot's errors have no envelope; token services use the names of OAuth 2.0 (RFC 6749, 5.2), or `details`; Docker Hub's API
 * has a `detail` alone.
 */
function bareEntry({ code, message, error, error_description, details, detail }: JsonRecord): JsonRecord {
  return { code: code ?? error, message: message ?? error_description ?? details ?? detail, detail }
}

function parseEntry(entry: unknown, shown: Shown): RegistryProblem[] {
  if (!isRecord(entry)) return []
  const { code, message, detail } = entry
  const explanation = explain(detail, shown).slice(0, 200)
  return [
    {
      code: shown(code),
      message: shown(message),
      ...(detail !== undefined && { detail }),
      ...(explanation !== '' && { explanation }),
    },
  ]
}

/**
 * Quay puts the explanation in `detail.message`, Artifactory in `detail.description`; for others the detail is a text.
 */
function explain(detail: unknown, shown: Shown): string {
  if (!isRecord(detail)) return shown(detail)
  const { message, description, reason } = detail
  return [message, description, reason].map(shown).find(Boolean) ?? ''
}

function printable(text: string): string {
  const flat = text.replaceAll(/[\p{C}\s]+/gu, ' ')
  return flat.trim().slice(0, 500)
}
