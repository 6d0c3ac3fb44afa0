import type { HttpRequest, HttpResponse } from '../../http/message.ts'
import { followRedirects } from '../../http/redirect.ts'
import type { Transport } from '../../http/transport.ts'

/** What Octokit passes to `fetch` with the URL. */
interface FetchOptions extends Pick<HttpRequest, 'method' | 'headers' | 'signal'> {
  readonly body?: string | Uint8Array | undefined
}

/** What Octokit reads from the Response that `fetch` returns. */
interface FetchResponse {
  readonly status: number
  readonly statusText: string
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  text(): Promise<string>
  arrayBuffer(): Promise<ArrayBuffer>
}

export type ApiFetch = (url: string, options: FetchOptions) => Promise<FetchResponse>

/** In bytes; a commit may list thousands of files. */
const bodyLimit = 32 * 1024 * 1024

/**
 * A `fetch` for Octokit that sends requests by the same rules as to a registry. The body has arrived when it resolves,
 * so it rejects if the body is too large or ends early.
 */
export function apiFetch(transport: Pick<Transport, 'request'>, home: URL): ApiFetch {
  return async (url, { method, headers, body, signal }) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? new TextEncoder().encode(body) : body }
    const request = { method, url: new URL(url), headers, signal, ...sent }
    const response = await followRedirects(request, home, transport)
    const content = await read(response)
    return {
      status: response.status,
      statusText: '',
      url: response.url.href,
      headers: headersOf(response),
      text: async () => new TextDecoder().decode(content),
      arrayBuffer: async () => new Uint8Array(content).buffer,
    }
  }
}

/** If the body of an error does not arrive, the status says enough. */
async function read(response: HttpResponse): Promise<Uint8Array> {
  if (response.status < 400) return await response.bytes(bodyLimit)
  return await response.bytes(bodyLimit, 'good to know').catch(() => new Uint8Array())
}

/** Octokit parses JSON only where the type says so; JSON is what it has asked for. */
function headersOf(response: HttpResponse): ReadonlyMap<string, string> {
  const lines = response.headerNames.map((name) => [name, response.headers(name).join(', ')] as const)
  return new Map([['content-type', 'application/json'], ...lines])
}
