import type { Predicate } from '../claim.ts'

/** cosign's command for what was signed with a key, without the name of the image. It asks no transparency log. */
export function verifyCommand(predicate: Predicate | undefined): string {
  const command = predicate ? `verify-attestation --type ${predicate.type}` : 'verify'
  return `cosign ${command} --key cosign.pub --insecure-ignore-tlog`
}
