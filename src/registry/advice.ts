import type { RegistryProblem } from '../oci/error-code.ts'
import { certificateRefused } from './cause.ts'
import { isRateLimit } from './rate-limit.ts'

/** What a piece of advice may depend on. `code` is that of a system or TLS error. */
export interface Trouble {
  readonly where: string
  readonly operation: string
  readonly status?: number
  readonly problems?: readonly RegistryProblem[]
  readonly signedIn?: boolean
  readonly hasToken?: boolean
  readonly begins?: boolean
  readonly isRegistry?: boolean
  readonly code?: string | undefined
  readonly mediaType?: string | undefined
  readonly place?: string | undefined
  readonly proxy?: { readonly variable: string; readonly status: number | undefined } | undefined
}

interface Advice {
  readonly when: (trouble: Trouble) => boolean
  readonly say: (trouble: Trouble) => string
}

const registryOf = ({ where }: Trouble) => where.split('/')[0] ?? where
const isAt = (host: RegExp) => (trouble: Trouble) => host.test(registryOf(trouble))
const isGhcr = isAt(/^ghcr\.io$/)
const isEcr = isAt(/^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.aws)$/)
const names = (code: string) => (trouble: Trouble) =>
  trouble.problems?.some((problem) => problem.code === code) ?? false
const isDenied = ({ status }: Trouble) => status === 401 || status === 403
/** Whether what begins an upload is not known where it was asked for. */
const isNowhere = ({ begins, status = 0 }: Trouble) => begins === true && [404, 405].includes(status)
const isCoded = ({ problems = [] }: Trouble) => problems.some(({ code }) => code !== '')
const isProxy =
  (answer: number | 'answered' | 'silent') =>
  ({ proxy }: Trouble) =>
    proxy !== undefined && [proxy.status, proxy.status === undefined ? 'silent' : 'answered'].includes(answer)
const has = (pattern: RegExp) => (trouble: Trouble) => pattern.test(trouble.code ?? '')
const isUntrusted = has(/^(?:UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_SIGNATURE_FAILURE)/)
const isInsecure = has(/^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO)/)

/** Whether the registry sent a request where it has nobody to take it. */
const isMisdirected = (trouble: Trouble) =>
  trouble.place !== undefined &&
  (trouble.status === undefined ? !isUntrusted(trouble) : [404, 405].includes(trouble.status))
/** Whether a refusal is not the registry's own, so that nothing is wrong with what may be done there. */
const isAway = (trouble: Trouble) => trouble.place !== undefined && isDenied(trouble)

const says =
  (pattern: RegExp) =>
  ({ problems = [] }: Trouble) =>
    problems.some(({ code, message, explanation = '' }) => pattern.test(`${code} ${message} ${explanation}`))
/** Whether a refusal speaks of room. Harbor says it with 403 or 412, others with 413 or 507. */
const isFull = (trouble: Trouble) =>
  [403, 405, 412, 413, 507].includes(trouble.status ?? 0) &&
  says(/quota|storage limit|exceeds? the (?:storage|space)|no space left|insufficient storage/i)(trouble)
/** Whether nobody may write there: distribution says it of an upload with no more than a 405. */
const isReadOnly = (trouble: Trouble) =>
  (trouble.status === 405 && trouble.begins === true && (trouble.isRegistry === true || isCoded(trouble))) ||
  ([403, 405, 503].includes(trouble.status ?? 0) && says(/\bread[- _]?only\b/i)(trouble))
/** Codes that say of a manifest no more than that it was not taken. */
const isVague = ({ problems = [] }: Trouble) =>
  problems.every(({ code }) => ['', 'UNKNOWN', 'UNSUPPORTED', 'MANIFEST_INVALID', 'MANIFEST_UNVERIFIED'].includes(code))
/** What registries answer to a manifest of a type that they do not know. */
const isUnknownType = (trouble: Trouble) =>
  trouble.mediaType !== undefined &&
  [400, 404, 405, 406, 415, 501].includes(trouble.status ?? 0) &&
  (isVague(trouble) || trouble.status === 415)

/** The first that applies is said. */
const table: readonly Advice[] = [
  {
    when: isProxy(407),
    say: ({ proxy }) => `Write its user and password into ${proxy?.variable}: 'http://USER:PASSWORD@HOST:PORT'.`,
  },
  {
    when: isProxy('answered'),
    say: (trouble) => `Allow requests to ${registryOf(trouble)} in the proxy, or add it to NO_PROXY.`,
  },
  {
    when: (trouble) => isProxy('silent')(trouble) && isUntrusted(trouble),
    say: () => 'Add it to the trust store of the runner, or set NODE_EXTRA_CA_CERTS to its certificate.',
  },
  {
    when: (trouble) => isProxy('silent')(trouble) && isInsecure(trouble),
    say: ({ proxy }) => `Check ${proxy?.variable} in the environment, and the proxy's certificate.`,
  },
  {
    when: isProxy('silent'),
    say: ({ proxy }) => `Check ${proxy?.variable} in the environment, and that the proxy is running.`,
  },
  {
    when: isMisdirected,
    say: () =>
      "Have the proxy before the registry pass on Host with its port, and X-Forwarded-Proto, or set the registry's own public URL.",
  },
  { when: isAway, say: ({ place }) => `Check the storage at ${place}, which is not the registry itself.` },
  { when: isRateLimit, say: () => 'The registry limits requests: try later, or sign in to raise the limit.' },
  {
    when: isReadOnly,
    say: (trouble) =>
      `${registryOf(trouble)} accepts no uploads: it is read-only, or a cache of another registry. Make it writable, or push to the other registry.`,
  },
  {
    when: isFull,
    say: (trouble) => `Free up space at ${registryOf(trouble)}, or raise its quota.`,
  },
  {
    when: (trouble) => isDenied(trouble) && trouble.signedIn === false,
    say: (trouble) =>
      `There are no credentials for ${registryOf(trouble)}: give 'username' and 'password', or 'registry-auth'. A secret that does not exist is empty, as if it were not given.`,
  },
  {
    when: (trouble) => isGhcr(trouble) && isDenied(trouble),
    say: () =>
      "Give the job 'permissions: packages: write', or give this repository the role Write in the package's settings.",
  },
  {
    when: (trouble) => isEcr(trouble) && names('NAME_UNKNOWN')(trouble),
    say: () => 'Create the repository first, or set up a creation template: ECR does not create repositories on push.',
  },
  {
    when: (trouble) => isDenied(trouble) && trouble.hasToken === true,
    say: ({ where }) =>
      `Check that this user may push to ${where} (by its access token, if the password is one), and that it exists.`,
  },
  {
    when: ({ status, operation }) => status === 401 || (status === 403 && operation.startsWith('sign-in')),
    say: (trouble) => `Check the username and password for ${registryOf(trouble)}.`,
  },
  { when: ({ status }) => status === 403, say: (trouble) => `Check that this user may push to ${trouble.where}.` },
  {
    // Harbor says NOT_FOUND of a project.
    when: (trouble) =>
      names('NAME_UNKNOWN')(trouble) || (isNowhere(trouble) && trouble.status === 404 && isCoded(trouble)),
    say: () => 'Create the repository or project first, and check its name.',
  },
  {
    when: isNowhere,
    say: (trouble) => `Check the host and the name: ${registryOf(trouble)} does not accept uploads under this name.`,
  },
  {
    when: isUnknownType,
    say: (trouble) =>
      `The manifest is of the type ${trouble.mediaType}: check that ${registryOf(trouble)} takes that media type.`,
  },
  {
    when: names('DIGEST_INVALID'),
    say: () =>
      'The content was corrupted in transit or at its source: try again; if it fails again, rebuild the image or fetch it again.',
  },
  {
    when: ({ status }) => status === 413,
    say: () => 'A proxy in front of the registry limits the size of uploads: raise its limit.',
  },
  {
    when: isUntrusted,
    say: (trouble) => `Set 'ca' to the certificate of its authority, for ${registryOf(trouble)} in 'registry-auth'.`,
  },
  { when: has(/^CERT_/), say: (trouble) => `${registryOf(trouble)} needs a new certificate.` },
  {
    when: has(/^ERR_TLS_CERT_ALTNAME/),
    say: () => 'Use a host name that the certificate of the registry covers.',
  },
  {
    when: (trouble) => has(/CERTIFICATE_REQUIRED$/)(trouble) || has(certificateRefused)(trouble),
    say: (trouble) => `Give 'cert' and 'key' for ${registryOf(trouble)} in 'registry-auth'.`,
  },
  {
    when: has(/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/),
    say: (trouble) => `If it speaks plain HTTP, set 'insecure: true' for ${registryOf(trouble)} in 'registry-auth'.`,
  },
  { when: has(/^(?:ENOTFOUND|EAI_AGAIN)$/), say: () => "Check the registry's name, and that the runner may reach it." },
  { when: has(/^ECONNREFUSED$/), say: () => 'Check that the registry is running, and its port.' },
  {
    when: has(/^(?:UND_ERR_CONNECT_TIMEOUT|E(?:HOST|NET)UNREACH)$/),
    say: () => 'Check that the runner may reach it: a firewall or a missing proxy setting may be in the way.',
  },
]

/** One sentence on what to do; undefined where there is nothing better to say than what happened. */
export function advise(trouble: Trouble): string | undefined {
  return table.find(({ when }) => when(trouble))?.say(trouble)
}
