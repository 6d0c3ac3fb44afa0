// Stands in for @actions/http-client and undici under @actions/core and @actions/github: see docs/decisions/0006.
const refuse = () => {
  throw new Error('Send requests through src/http/transport.ts, not through the HTTP client of @actions')
}

/** @actions/github asks it for its agents when it is loaded, and @actions/core for the token of getIDToken. */
export class HttpClient {
  getAgent() {}

  getAgentDispatcher() {}

  async getJson() {
    refuse()
  }
}

export class BearerCredentialHandler {}

/** The default of Octokit's option of this name. */
export const fetch = async () => refuse()
