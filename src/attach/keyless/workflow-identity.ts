import { exchange } from '../../identity/exchange.ts'
import { claimsIn, requestOidcToken } from '../../identity/oidc-token.ts'
import type { JsonRecord } from '../../json.ts'
import type { ServiceContext } from './services.ts'

/** What the workflow's OIDC token says: docs.github.com, "OpenID Connect reference". */
export interface WorkflowClaims {
  readonly issuer: string
  /** The subject of certificates for this workflow: `https://github.com/acme/app/.github/workflows/ci.yml@refs/heads/main` */
  readonly identity: string
  /** Whether the repository is public. */
  readonly isPublic: boolean
  readonly all: JsonRecord
}

/** The audience that Fulcio expects in tokens. */
const audience = 'sigstore'

/** Whether the job may request OIDC tokens. */
export function mayRequestToken({ variables }: Pick<ServiceContext, 'variables'>): boolean {
  return Boolean(variables.ACTIONS_ID_TOKEN_REQUEST_URL && variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN)
}

/** Requests a token, which is valid for minutes, and masks it. Throws RegistryError. */
export async function requestWorkflowToken({ variables, now, log, signal }: ServiceContext): Promise<string> {
  const registry = "signing with 'keyless'"
  const options = { registry, variables, now, signal, redact: (text: string) => log.redact(text) }
  return await requestOidcToken(audience, {
    registry,
    variables,
    exchange: (request) => exchange(request, options),
    mask: (secret) => log.mask(secret),
  })
}

/** Reads the claims of a token. */
export function workflowClaims(token: string, { variables }: Pick<ServiceContext, 'variables'>): WorkflowClaims {
  const all = claimsIn(token)
  const server = variables.GITHUB_SERVER_URL || 'https://github.com'
  return {
    issuer: String(all.iss),
    identity: `${server}/${all.job_workflow_ref}`,
    isPublic: all.repository_visibility === 'public',
    all,
  }
}
