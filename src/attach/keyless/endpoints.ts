import type { WorkflowClaims } from './workflow-identity.ts'

/** The services that sign without a key. At least one of `rekor` and `timestamp` is set. */
export interface Endpoints {
  /** Issues certificates. */
  readonly fulcio: URL
  /** The transparency log. */
  readonly rekor?: URL
  /** Timestamps: RFC 3161. */
  readonly timestamp?: URL
}

/** What the inputs say about the services. */
export interface GivenServices {
  readonly fulcioUrl: URL | undefined
  readonly rekorUrl: URL | undefined
  readonly timestampUrl: URL | undefined
  /** JSON; empty if none is given. */
  readonly trustedRoot: string
}

/** The public services of sigstore: docs.sigstore.dev, "Public deployment". */
const publicGood: Endpoints = {
  fulcio: new URL('https://fulcio.sigstore.dev'),
  rekor: new URL('https://rekor.sigstore.dev'),
}
/** GitHub's own, which publish nothing: github.com/actions/toolkit, packages/attest/src/endpoints.ts. */
const ofGitHub: Endpoints = {
  fulcio: new URL('https://fulcio.githubapp.com'),
  timestamp: new URL('https://timestamp.githubapp.com'),
}
/** The issuer whose tokens these two accept. */
const knownIssuer = 'https://token.actions.githubusercontent.com'

/**
 * The services to use: those given or, as actions/attest does, the public ones for public repositories and GitHub's own
 * for others. Throws what `refuse` makes.
 */
export function chooseEndpoints(
  { fulcioUrl, rekorUrl, timestampUrl }: GivenServices,
  { issuer, isPublic }: Pick<WorkflowClaims, 'issuer' | 'isPublic'>,
  refuse: (input: string, problem: string) => Error
): Endpoints {
  if (!fulcioUrl && issuer !== knownIssuer && !issuer.startsWith(`${knownIssuer}/`)) {
    throw refuse('fulcio-url', `is missing: sigstore's public services do not accept the tokens of ${issuer}`)
  }
  const usual: Partial<Endpoints> = fulcioUrl ? {} : isPublic ? publicGood : ofGitHub
  const chosen = {
    ...usual,
    ...(fulcioUrl && { fulcio: fulcioUrl }),
    ...(rekorUrl && { rekor: rekorUrl }),
    ...(timestampUrl && { timestamp: timestampUrl }),
  }
  if (chosen.rekor || chosen.timestamp) return { fulcio: publicGood.fulcio, ...chosen }
  const why = 'its certificates are valid for minutes, so verifiers need to know when they were used'
  throw refuse('fulcio-url', `needs 'rekor-url' or 'timestamp-url': ${why}`)
}

/** Whether these are the services that cosign trusts by itself. */
export function isPublicGood({ fulcio, rekor }: Endpoints): boolean {
  return fulcio.origin === publicGood.fulcio.origin && isPublicLog(rekor)
}

/** Whether the certificates are GitHub's own, which are in no log either. */
export function isOfGitHub({ fulcio }: Endpoints): boolean {
  return fulcio.origin === ofGitHub.fulcio.origin
}

/** Whether anyone can read the entries of the log. */
export function isPublicLog(rekor: URL | undefined): boolean {
  return rekor?.hostname.endsWith('.sigstore.dev') ?? false
}
