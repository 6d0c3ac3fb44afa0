import { certificateRefused } from '../../http/network-failure.ts'
import { isRateLimit } from './rate-limit.ts'
import { adviceByRegistry, isDockerHub } from './registry-advice.ts'
import { type Advice, isDenied, names, registryOf, says, type Trouble } from './trouble.ts'

/** Whether the endpoint that starts an upload does not exist there. */
const isNoUploadEndpoint = ({ begins, status = 0 }: Trouble) => begins === true && [404, 405].includes(status)
const isCoded = ({ problems = [] }: Trouble) => problems.some(({ code }) => code !== '')
const isProxy =
  (response: number | 'answered' | 'silent') =>
  ({ proxy }: Trouble) =>
    proxy !== undefined && [proxy.status, proxy.status === undefined ? 'silent' : 'answered'].includes(response)
const has = (pattern: RegExp) => (trouble: Trouble) => pattern.test(trouble.code ?? '')
const isUntrusted = has(/^(?:UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_SIGNATURE_FAILURE)/)
const isInsecure = has(/^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO)/)

/** Whether the registry directed a request to a place that cannot serve it. */
const isMisdirected = (trouble: Trouble) =>
  trouble.place !== undefined &&
  (trouble.status === undefined ? !isUntrusted(trouble) : [404, 405].includes(trouble.status))
/** Whether the refusal came from another host, so it says nothing about permissions at the registry. */
const isRefusedElsewhere = (trouble: Trouble) => trouble.place !== undefined && isDenied(trouble)

/** Whether the refusal is about storage space. Harbor uses 403 or 412 for that, others 413 or 507. */
const isFull = (trouble: Trouble) =>
  [403, 405, 412, 413, 507].includes(trouble.status ?? 0) &&
  says(/quota|storage limit|exceeds? the (?:storage|space)|no space left|insufficient storage/i)(trouble)
/** Whether the registry is read-only: distribution answers an upload with a bare 405 then. */
const isReadOnly = (trouble: Trouble) =>
  (trouble.status === 405 && trouble.begins === true && (trouble.isRegistry === true || isCoded(trouble))) ||
  ([403, 405, 503].includes(trouble.status ?? 0) && says(/\bread[- _]?only\b/i)(trouble))
/** Whether Go's server or nginx says that it got plain http on a TLS port. */
const wantsTls = (trouble: Trouble) =>
  trouble.status === 400 && says(/HTTP request (?:to an HTTPS server|was sent to HTTPS port)/i)(trouble)
/** Whether the error codes say no more than that the manifest was rejected. */
const isVague = ({ problems = [] }: Trouble) =>
  problems.every(({ code }) => ['', 'UNKNOWN', 'UNSUPPORTED', 'MANIFEST_INVALID', 'MANIFEST_UNVERIFIED'].includes(code))
/** Whether the response is one that registries give to a manifest of a media type they do not support. */
const isUnknownType = (trouble: Trouble) =>
  trouble.mediaType !== undefined &&
  [400, 404, 405, 406, 415, 501].includes(trouble.status ?? 0) &&
  (isVague(trouble) || trouble.status === 415)
/** Whether a manifest with a subject was refused: see manifestInWords. */
const isReferrer = ({ operation }: Trouble) => operation.startsWith('referrer ')

/** The first entry that applies is used. */
const table: readonly Advice[] = [
  {
    when: isProxy(407),
    say: ({ proxy }) =>
      `Put the proxy's user name and password in ${proxy?.variable}: 'http://USER:PASSWORD@HOST:PORT'.`,
  },
  {
    when: isProxy('answered'),
    say: (trouble) => `Allow requests to ${registryOf(trouble)} in the proxy, or add it to NO_PROXY.`,
  },
  {
    when: (trouble) => isProxy('silent')(trouble) && isUntrusted(trouble),
    say: () =>
      "Add the proxy's CA to the runner's trust store, or set NODE_EXTRA_CA_CERTS to the path of its certificate.",
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
      "Configure the proxy in front of the registry to pass on Host with the port, and X-Forwarded-Proto, or set the public URL in the registry's own configuration.",
  },
  { when: isRefusedElsewhere, say: ({ place }) => `Check the storage at ${place} that the registry redirects to.` },
  {
    when: (trouble) => isDockerHub(trouble) && isRateLimit(trouble) && says(/pull rate limit/i)(trouble),
    say: ({ signedIn }) =>
      signedIn === true
        ? 'Docker Hub limits the pulls of this account: try again later, or upgrade its plan.'
        : 'Sign in to Docker Hub: it limits anonymous pulls by IP address.',
  },
  {
    when: isRateLimit,
    say: () => 'The registry limits the rate of requests: try again later, or sign in to raise the limit.',
  },
  {
    when: wantsTls,
    say: (trouble) =>
      `It only accepts https: set 'ca' for ${registryOf(trouble)} in 'registry-auth' to the certificate of its CA.`,
  },
  {
    when: isReadOnly,
    say: (trouble) =>
      `${registryOf(trouble)} accepts no uploads: it is read-only, or a cache of another registry. Make it writable, or push to the other registry.`,
  },
  {
    when: isFull,
    say: (trouble) => `Free up space at ${registryOf(trouble)}, or raise its quota.`,
  },
  // The code that asked an identity service knows what it needs; no general advice fits.
  { when: (trouble) => isDenied(trouble) && trouble.isExchange === true, say: () => '' },
  {
    when: (trouble) => isDenied(trouble) && trouble.signedIn === false,
    say: (trouble) =>
      `No credentials for ${registryOf(trouble)}: set 'username' and 'password', or 'registry-auth'. A secret that does not exist is an empty string, which counts as not set.`,
  },
  ...adviceByRegistry,
  {
    when: (trouble) => isDenied(trouble) && trouble.hasToken === true,
    say: ({ where }) =>
      `Check that ${where} exists, and that this user, or the access token used as its password, may push to it.`,
  },
  {
    when: ({ status, operation }) => status === 401 || (status === 403 && operation.startsWith('sign-in')),
    say: (trouble) => `Check the username and password for ${registryOf(trouble)}.`,
  },
  { when: ({ status }) => status === 403, say: (trouble) => `Check that this user may push to ${trouble.where}.` },
  {
    // Harbor answers NOT_FOUND for a missing project.
    when: (trouble) =>
      names('NAME_UNKNOWN')(trouble) || (isNoUploadEndpoint(trouble) && trouble.status === 404 && isCoded(trouble)),
    say: () => 'Create the repository or project first, and check its name.',
  },
  {
    when: isNoUploadEndpoint,
    say: (trouble) => `Check the host and the name: ${registryOf(trouble)} does not accept uploads under this name.`,
  },
  {
    when: (trouble) => isUnknownType(trouble) && isReferrer(trouble),
    say: (trouble) =>
      `Check that ${registryOf(trouble)} accepts manifests that refer to others ('subject', OCI 1.1). Signatures of cosign can do without: set 'sign-format' to 'legacy'.`,
  },
  {
    when: isUnknownType,
    say: (trouble) =>
      `The media type of the manifest is ${trouble.mediaType}: check that ${registryOf(trouble)} supports it.`,
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
    say: (trouble) => `Set 'ca' for ${registryOf(trouble)} in 'registry-auth' to the certificate of its CA.`,
  },
  { when: has(/^CERT_/), say: (trouble) => `${registryOf(trouble)} needs a new certificate.` },
  {
    when: has(/^ERR_TLS_CERT_ALTNAME/),
    say: () => "Use a host name that the registry's certificate covers.",
  },
  {
    when: (trouble) => has(/CERTIFICATE_REQUIRED$/)(trouble) || has(certificateRefused)(trouble),
    say: (trouble) => `Set 'cert' and 'key' for ${registryOf(trouble)} in 'registry-auth'.`,
  },
  {
    when: has(/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/),
    say: (trouble) => `If it speaks plain HTTP, set 'insecure: true' for ${registryOf(trouble)} in 'registry-auth'.`,
  },
  { when: has(/^(?:ENOTFOUND|EAI_AGAIN)$/), say: () => "Check the registry's name, and that the runner can reach it." },
  { when: has(/^ECONNREFUSED$/), say: () => 'Check that the registry is running, and that the port is right.' },
  {
    when: has(/^(?:UND_ERR_CONNECT_TIMEOUT|E(?:HOST|NET)UNREACH)$/),
    say: () => 'Check that the runner can reach it: a firewall or a missing proxy setting may be in the way.',
  },
]

/** One sentence on what to do; undefined if there is nothing to add to what happened. */
export function advise(trouble: Trouble): string | undefined {
  return table.find(({ when }) => when(trouble))?.say(trouble)
}
