/**
 * A request to GitHub without a response. Octokit gives these the status 500, and a message that does not name the
 * host.
 */
class Unreached extends Error {
  override readonly name = 'Unreached'
  /** The status that it would have as a response, which decides whether it is retried. */
  readonly status: number

  constructor(message: string, cause: unknown, status: number) {
    super(message, { cause })
    this.status = status
  }
}

/**
 * Explains why a request to GitHub failed, with the host that did not respond. A response from GitHub stays as it is.
 */
export function explainUnreached(error: unknown, { host }: URL): unknown {
  const innermost = rootOf(error)
  const [, status] = /Proxy response \((\d{3})\)/.exec(innermost.message) ?? []
  if (status !== undefined) {
    const remedy = `allow requests to ${host} through the proxy, or add it to NO_PROXY`
    return new Unreached(`the proxy refused to connect to ${host} (${status}): ${remedy}`, error, Number(status))
  }
  if (innermost.name === 'TimeoutError') return new Unreached(`${host} did not respond in time`, error, 500)
  if (innermost === error || (error as { response?: unknown }).response !== undefined) return error
  return new Unreached(`${host} could not be reached: ${innermost.message}`, error, 500)
}

function rootOf(error: unknown): Error {
  const { cause } = error as Error
  return cause instanceof Error ? rootOf(cause) : (error as Error)
}
