// Stands in for the HTTP client of @actions/core and @actions/github: see docs/decisions/0006.

/** @actions/github asks it for its agents when it is loaded, and getIDToken of @actions/core for a response. */
export class HttpClient {
  getAgent() {}

  getAgentDispatcher() {}

  async getJson() {
    throw new Error('Request OIDC tokens through src/http/transport.ts, not through @actions/core')
  }
}

export class BearerCredentialHandler {}
