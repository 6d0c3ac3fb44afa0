import type { Predicate } from '../claim.ts'

/** cosign's command for what was signed with a key, without the name of the image. It queries no transparency log. */
export function verifyCommand(predicate: Predicate | undefined): string {
  const command = predicate ? `verify-attestation --type ${quoted(predicate.type)}` : 'verify'
  return `cosign ${command} --key cosign.pub --insecure-ignore-tlog`
}

/** Quotes an argument for a shell: branch names and predicate URIs may contain special characters. */
export function quoted(text = ''): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
