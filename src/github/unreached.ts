/** A request to GitHub that got no answer. Octokit gives these the status 500, and words that name nobody. */
class Unreached extends Error {
  override readonly name = 'Unreached'
  /** What it would be as an answer; decides whether it may go well another time. */
  readonly status: number

  constructor(message: string, cause: unknown, status: number) {
    super(message, { cause })
    this.status = status
  }
}

/** What went wrong with a request to GitHub, in words that say who did not answer; an answer of GitHub's stays as it is. */
export function explainUnreached(error: unknown, { host }: URL): unknown {
  const innermost = rootOf(error)
  const [, status] = /Proxy response \((\d{3})\)/.exec(innermost.message) ?? []
  if (status !== undefined) {
    const remedy = `let it pass what is for ${host}, or list that in NO_PROXY`
    return new Unreached(`the proxy did not let us through to ${host} (${status}): ${remedy}`, error, Number(status))
  }
  if (innermost.name === 'TimeoutError') return new Unreached(`${host} did not answer in time`, error, 500)
  if (innermost === error || (error as { response?: unknown }).response !== undefined) return error
  return new Unreached(`${host} was not reached: ${innermost.message}`, error, 500)
}

function rootOf(error: unknown): Error {
  const { cause } = error as Error
  return cause instanceof Error ? rootOf(cause) : (error as Error)
}
