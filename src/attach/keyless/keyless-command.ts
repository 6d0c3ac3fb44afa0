import type { Predicate } from '../claim.ts'
import { quoted } from '../cosign/verify-command.ts'
import type { CertifiedIdentity } from './certified-identity.ts'
import { type Endpoints, isOfGitHub, isPublicGood } from './endpoints.ts'

/** cosign's command for what a workflow signed, without the name of the image. */
export function keylessCommand(
  predicate: Predicate | undefined,
  { identity, issuer }: CertifiedIdentity,
  endpoints: Endpoints
): string {
  const command = predicate ? `verify-attestation --type ${quoted(predicate.type)}` : 'verify'
  const who = `--certificate-identity ${quoted(identity)} --certificate-oidc-issuer ${quoted(issuer)}`
  const trust = isPublicGood(endpoints) ? [] : ['--trusted-root trusted-root.json']
  const log = endpoints.rekor ? [] : ['--insecure-ignore-tlog', '--use-signed-timestamps']
  const certificates = isOfGitHub(endpoints) ? ['--insecure-ignore-sct'] : []
  return ['cosign', command, who, ...trust, ...log, ...certificates].join(' ')
}
