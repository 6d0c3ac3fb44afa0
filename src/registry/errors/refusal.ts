import { BodyTooLarge, BrokenBody, type HttpResponse } from '../../http/message.ts'
import { UnusableProxy } from '../../http/proxy.ts'
import { BadRedirect } from '../../http/redirect.ts'
import { parseRetryAfter } from '../../http/retry/retry-after.ts'
import { manifestMediaTypes } from '../../oci/descriptor.ts'
import { parseProblems } from '../../oci/distribution/error-code.ts'
import type { RegistryRequest } from '../registry-request.ts'
import { RegistryError } from './registry-error.ts'

/** The sign-in state of a request that was refused. */
interface Standing {
  /** Whether there is a credential. */
  readonly signedIn: boolean
  readonly username: string | undefined
  /** Whether the credential was accepted for a token. */
  readonly hasToken: boolean
  readonly now: Date
  /** The origin that responded, if it is not the registry's own. */
  readonly place: string | undefined
  readonly redact: (text: string) => string
}

const bodyLimit = 64 * 1024

/** Makes an error of a response with an unexpected status. Never rejects. */
export async function refusedResponse(
  request: RegistryRequest,
  response: HttpResponse,
  state: Standing
): Promise<RegistryError> {
  const { where, operation, begins = false } = request
  const { now, redact, ...shown } = state
  // If the body does not arrive, the status says enough.
  const body = await response.bytes(bodyLimit, 'good to know').catch(() => new Uint8Array())
  const text = new TextDecoder().decode(body)
  const retryAfter = parseRetryAfter(response.header('retry-after'), text, now)
  return new RegistryError({
    ...{ where, operation, begins, ...shown },
    status: response.status,
    problems: parseProblems(text, redact),
    isRegistry: response.header('docker-distribution-api-version') !== undefined,
    mediaType: manifestMediaTypes.find((type) => type === request.headers?.['content-type']),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}

/** The error to throw if there was no response, or no usable one; `place` is the origin that was asked. */
export function failureOf({ where, operation }: RegistryRequest, cause: unknown, place: string | undefined): unknown {
  // The content to send is at fault, not the registry.
  if (cause instanceof BrokenBody) return cause.cause
  if (cause instanceof UnusableProxy) return cause
  if (cause instanceof BodyTooLarge) return new RegistryError({ where, operation, reason: cause.message })
  if (cause instanceof BadRedirect)
    return new RegistryError({ where, operation, reason: `a redirect was not followed: ${cause.message}`, cause })
  return new RegistryError({ where, operation, place, cause })
}
