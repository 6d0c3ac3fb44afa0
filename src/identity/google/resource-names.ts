const provider =
  /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{1,40}\/providers\/[a-z0-9-]{1,40}$/
const serviceAccount = /^[a-z0-9-]+@(?:[a-z0-9-]+\.)+gserviceaccount\.com$/

/** Whether a text is the full resource name of a workload identity provider, with its project's number. */
export function isWorkloadIdentityProvider(text: string): boolean {
  return provider.test(text)
}

/** Whether a text is a service account's email address. */
export function isServiceAccount(text: string): boolean {
  return serviceAccount.test(text)
}

/** The type of a subject token that is an OIDC token (RFC 8693, 3). */
export const jwtType = 'urn:ietf:params:oauth:token-type:jwt'
