/** What a piece of advice may depend on. `code` is that of a system or TLS error. */
export interface Trouble {
  readonly where: string
  readonly status?: number
  readonly problems?: readonly { readonly code: string; readonly message: string }[]
  readonly signedIn?: boolean
  readonly code?: string | undefined
}

interface Advice {
  readonly when: (trouble: Trouble) => boolean
  readonly say: (trouble: Trouble) => string
}

const registryOf = ({ where }: Trouble) => where.split('/')[0] ?? where
const isAt = (host: RegExp) => (trouble: Trouble) => host.test(registryOf(trouble))
const isGhcr = isAt(/^ghcr\.io$/)
const isEcr = isAt(/^\d{12}\.dkr[.-]ecr[.-][a-z0-9.-]+$/)
const names = (code: string) => (trouble: Trouble) =>
  trouble.problems?.some((problem) => problem.code === code) ?? false
const isDenied = ({ status }: Trouble) => status === 401 || status === 403
const isCertificate = ({ code = '' }: Trouble) => /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS_CERT)/.test(code)
const isPlain = ({ code = '' }: Trouble) => /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/.test(code)

/** The first that applies is said. */
const table: readonly Advice[] = [
  {
    when: (trouble) => isDenied(trouble) && trouble.signedIn === false,
    say: (trouble) =>
      `No credentials are known for ${registryOf(trouble)}: give 'username' and 'password', or 'registry-auth'.`,
  },
  {
    when: (trouble) => isGhcr(trouble) && isDenied(trouble),
    say: () =>
      "Give the job 'permissions: packages: write', or give this repository the role Write in the package's settings.",
  },
  {
    when: (trouble) => isEcr(trouble) && names('NAME_UNKNOWN')(trouble),
    say: () => 'Create the repository first, or set up a creation template: ECR makes none by itself.',
  },
  {
    when: (trouble) => trouble.status === 401,
    say: (trouble) => `Check the username and password for ${registryOf(trouble)}.`,
  },
  { when: (trouble) => trouble.status === 403, say: (trouble) => `Check that this user may push to ${trouble.where}.` },
  { when: names('NAME_UNKNOWN'), say: () => 'Create the repository or project first, and check its name.' },
  {
    when: ({ status }) => status === 413,
    say: () => 'A proxy before the registry limits the size of an upload: raise its limit.',
  },
  {
    when: ({ status }) => status === 429,
    say: () => 'The registry limits requests: try later, or sign in to raise the limit.',
  },
  {
    when: isCertificate,
    say: (trouble) => `Give the authority's certificate as 'ca' of ${registryOf(trouble)} in 'registry-auth'.`,
  },
  {
    when: isPlain,
    say: (trouble) => `If it is plain http, set 'insecure: true' for ${registryOf(trouble)} in 'registry-auth'.`,
  },
  { when: ({ code }) => code === 'ENOTFOUND', say: () => "Check the host's name." },
  { when: ({ code }) => code === 'ECONNREFUSED', say: () => 'Check that the registry is up, and its port.' },
]

/** One sentence on what to do; undefined where there is nothing better to say than what happened. */
export function advise(trouble: Trouble): string | undefined {
  return table.find(({ when }) => when(trouble))?.say(trouble)
}
