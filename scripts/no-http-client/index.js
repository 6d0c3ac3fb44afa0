// Saves half of the start-up time: @actions/core imports this package for getIDToken alone, which is not called here.
export class HttpClient {
  constructor() {
    throw new Error('Ask for OIDC tokens through registry/transport.ts, not through @actions/core')
  }
}

export class BearerCredentialHandler {}
