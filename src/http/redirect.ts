import type { HttpRequest, HttpResponse, ResponseHead } from './message.ts'
import { resolveLocation, sameOrigin, whyNotFollow } from './origin.ts'
import type { Transport } from './transport.ts'

const redirects = new Set([301, 302, 303, 307, 308])
export const redirectLimit = 5

/** A redirect that must not be followed; the message completes "a redirect was not followed:". */
export class BadRedirect extends Error {
  override readonly name = 'BadRedirect'
}

/**
 * Sends a request and follows redirects. Reads may be redirected to another origin, without Authorization from then on;
 * writes only within their own. All responses together have the time limit of one. (GHSA-vh4v-2xq2-g5cg: the port and
 * the scheme are part of an origin.) `answered` is called with each response.
 */
export async function followRedirects(
  request: HttpRequest,
  home: URL,
  transport: Pick<Transport, 'request'>,
  answered?: (response: ResponseHead) => void
): Promise<HttpResponse> {
  let current: HttpRequest = { ...request, waited: { milliseconds: 0 } }
  for (let hops = 0; hops <= redirectLimit; hops++) {
    const response = await transport.request(current)
    answered?.(response)
    const location = response.header('location')
    if (!redirects.has(response.status) || !location) return response
    await response.discard()
    current = next(current, response.status, location, home)
  }
  throw new BadRedirect(`it is the ${redirectLimit + 1}th in a row`)
}

function next(request: HttpRequest, status: number, location: string, home: URL): HttpRequest {
  const { method, url, headers } = request
  const target = resolveLocation(location, url)
  const objection = target ? whyNotFollow(url, target, home) : 'its Location is not a URL'
  if (!target || objection) throw new BadRedirect(`${objection} (${target?.origin ?? 'no URL'})`)
  const isRead = method === 'GET' || method === 'HEAD'
  if (!isRead && (status < 307 || !sameOrigin(url, target))) {
    throw new BadRedirect(
      `a ${method} may be redirected only within its origin, and only with 307 or 308 (${target.origin})`
    )
  }
  if (sameOrigin(url, target)) return { ...request, url: target }
  const { authorization: _, ...harmless } = headers
  return { ...request, url: target, headers: harmless }
}
