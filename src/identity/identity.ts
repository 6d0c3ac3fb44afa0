import type { Variables } from '../environment.ts'
import type { JsonRecord } from '../json.ts'
import type { Credential } from '../registry/auth/credential.ts'
import type { KeyedCall } from '../registry/connect.ts'
import type { ExchangeRequest, ExchangeResponse } from './exchange.ts'

/** The texts of a registry's entry in the inputs, by field: `username`, `password`, and what one provider knows. */
export type IdentityFields = Readonly<Record<string, string>>

/** Where an identity is to be used. */
export interface IdentityRequest {
  /** The canonical host, which no provider may match in part: look-alike hosts would get a token (GO-2026-6225). */
  readonly registry: string
  /** The registry's entry in the inputs; undefined if the question is who the job is anyway. */
  readonly entry: IdentityFields | undefined
  /** The job's variables, which earlier steps may have set. */
  readonly variables: Variables
  /** The job's token, and the registry of its GitHub server. */
  readonly job: { readonly token: string; readonly registry: string | undefined }
}

/** A way to get a registry's credential that is not simply given: one file each, and one row in providers.ts. */
export interface IdentityProvider {
  /** For messages: `AWS`. */
  readonly name: string
  /** Fields of an entry of `registry-auth` that only this provider reads. */
  readonly fields: readonly string[]
  /** The identity to use; undefined if this provider has none there. Sends nothing. Throws InputError. */
  identify(request: IdentityRequest): Identity | undefined
}

/** Who to be at a registry. */
export interface Identity {
  /** How it signs in, for the log: `OIDC, role arn:aws:iam::123456789012:role/deploy`. */
  readonly description: string
  /** What decides about the workflow's OIDC token, for errors: `the trust policy of the role`. */
  readonly trustedBy?: string
  /** Gets a credential, which says when it expires. Throws RegistryError. */
  signIn(context: IdentityContext): Promise<Credential>
  /** Creates a repository of this name, unless it exists; only where the entry asks for that. Throws RegistryError. */
  createRepository?(name: string, context: IdentityContext): Promise<void>
  /** Calls the registry's own API, where that takes keys instead of the credential. Throws RegistryError. */
  call?(call: KeyedCall, context: IdentityContext): Promise<JsonRecord>
}

/** What providers may use. */
export interface IdentityContext {
  /** The registry's canonical host. */
  readonly registry: string
  readonly variables: Variables
  /** Sends a request, with retries, and reads the response. Throws RegistryError if it is refused. */
  readonly exchange: (request: ExchangeRequest) => Promise<ExchangeResponse>
  /** Requests the workflow's OIDC token for an audience, and masks it. Throws RegistryError. */
  readonly oidcToken: (audience: string) => Promise<string>
  /** Runs an exchange once for all registries with this key, and again when what it returned has expired. */
  readonly shared: <Result extends { readonly expiresAt: Date }>(
    key: string,
    exchange: () => Promise<Result>
  ) => Promise<Result>
  readonly mask: (secret: string) => void
  readonly now: () => Date
  readonly signal: AbortSignal
}
