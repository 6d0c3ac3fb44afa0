import type { SignerContext, SignerRequest } from '../signer.ts'
import { chooseEndpoints, isPublicLog } from './endpoints.ts'
import { KeylessSigner } from './keyless-signer.ts'
import { parseTrustedRoot } from './trusted-services.ts'
import { mayRequestToken, requestWorkflowToken, workflowClaims } from './workflow-identity.ts'

/**
 * Signs with the identity of the workflow. Its token is requested now, so that missing permissions are known before
 * anything is built, and to learn the identity; certificates are requested when something is signed.
 */
export async function openKeyless({ services, refuse }: SignerRequest, context: SignerContext): Promise<KeylessSigner> {
  if (!mayRequestToken(context)) {
    const line = "add 'id-token: write' to the 'permissions' of the job"
    throw refuse('sign', `'keyless' needs the OIDC token of the workflow, which this job may not request: ${line}`)
  }
  const trusted = services.trustedRoot === '' ? undefined : parseRoot(services.trustedRoot, refuse)
  const claims = workflowClaims(await requestWorkflowToken(context), context)
  const endpoints = chooseEndpoints(services, claims, refuse)
  if (isPublicLog(endpoints.rekor) && !claims.isPublic) {
    context.log.warning(
      `The public log at ${endpoints.rekor?.host} will permanently show the names of this repository, which is not public, of its workflow and of its branch. Remove 'rekor-url' to use GitHub's own services, which publish nothing`
    )
  }
  return new KeylessSigner({ endpoints, claims, trusted, context })
}

function parseRoot(text: string, refuse: SignerRequest['refuse']): ReturnType<typeof parseTrustedRoot> {
  try {
    return parseTrustedRoot(text)
  } catch (error) {
    throw refuse('trusted-root', (error as Error).message)
  }
}
