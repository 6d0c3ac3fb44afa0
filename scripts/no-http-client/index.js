// Halves the start-up time: @actions/core imports this package only for getIDToken, which is not called here.
export class HttpClient {
  constructor() {
    throw new Error('Request OIDC tokens through registry/transport.ts, not through @actions/core')
  }
}

export class BearerCredentialHandler {}
