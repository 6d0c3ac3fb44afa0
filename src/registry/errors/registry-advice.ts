import { type Advice, isAt, isDenied, isForbidden, names, registryOf, says } from './trouble.ts'

const isGhcr = isAt(/^(?:ghcr\.io|containers\..*\.ghe\.com)$/)
/** The registry of a GitHub Enterprise Server has this kind of name, but others may have it, too. */
const isLikeGitHub = isAt(/^containers\./)
const isEcr = isAt(
  /^(?:public\.ecr\.aws|ecr-public\.aws\.com)$|^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.aws(?:\.ic\.gov|\.hci\.ic\.gov|\.scloud)?|on\.amazonwebservices\.(?:com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk|on\.cloud-aws\.adc-e\.uk)$/
)
/** Artifact Registry serves the hosts of Container Registry, too. */
const isGoogle = isAt(/^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/)
const isAcr = isAt(/^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/)
export const isDockerHub = isAt(/^docker\.io$/)
const isGitLab = isAt(/^registry\.gitlab\.com$/)
/** Quay, GitLab and Harbor can run on any host, but their messages identify them. */
const isQuays = says(/access to the requested resource is not authorized/i)
const isGitLabs = says(/^DENIED access forbidden|HTTP Basic: Access denied/)
const isHarbors = says(/unauthorized to access repository: /)

/** What to do at a registry that its host or its messages identify. The first entry that applies is used. */
export const adviceByRegistry: readonly Advice[] = [
  {
    when: (trouble) => isGhcr(trouble) && isDenied(trouble),
    say: () =>
      "Give the job 'permissions: packages: write', or give this repository the Write role in the package settings.",
  },
  {
    when: (trouble) => isLikeGitHub(trouble) && isDenied(trouble),
    say: ({ where }) =>
      `Check that this user may push to ${where}. If it is GitHub's registry, give the job 'permissions: packages: write', or give this repository the Write role in the package settings.`,
  },
  {
    when: (trouble) => isGoogle(trouble) && isForbidden(trouble),
    say: ({ where }) =>
      `Grant this account roles/artifactregistry.writer on ${where}, and create the repository if it does not exist: Artifact Registry does not create it on push.`,
  },
  {
    when: (trouble) => isAcr(trouble) && isDenied(trouble) && says(/\bfirewall\b|client with IP/i)(trouble),
    say: () =>
      "Allow the runner's address in the registry's firewall, or use a runner in its network: GitHub's runners have no fixed addresses.",
  },
  {
    when: (trouble) => isAcr(trouble) && isForbidden(trouble),
    say: (trouble) =>
      `Assign this identity the role AcrPush on ${registryOf(trouble)}, or 'Container Registry Repository Writer' if the registry uses ABAC.`,
  },
  {
    when: (trouble) => isEcr(trouble) && names('NAME_UNKNOWN')(trouble),
    say: () =>
      "Create the repository first, set 'create-repository: true' for it in 'registry-auth', or set up a repository creation template.",
  },
  {
    when: (trouble) => isDockerHub(trouble) && isDenied(trouble) && says(/insufficient scopes/i)(trouble),
    say: () => "Use an access token with 'Read & Write' permissions.",
  },
  {
    // Docker Hub says the same in all of these cases.
    when: (trouble) => isDockerHub(trouble) && isDenied(trouble) && trouble.hasToken === true,
    say: ({ where }) =>
      `Check that this user may push to ${where}, that the access token has 'Read & Write' permissions, and that the plan allows another private repository.`,
  },
  {
    when: (trouble) => isDenied(trouble) && isQuays(trouble),
    say: ({ where }) =>
      `Give this user or robot account Write permission for ${where}, or the Creator role in a team if the repository does not exist.`,
  },
  {
    when: (trouble) => isDenied(trouble) && (isGitLabs(trouble) || (isGitLab(trouble) && isForbidden(trouble))),
    say: ({ where }) =>
      `Use a deploy token or an access token with the scopes read_registry and write_registry for the project of ${where}.`,
  },
  {
    when: (trouble) => isDenied(trouble) && isHarbors(trouble) && /^robot(?:\+|$)/.test(trouble.username ?? ''),
    say: ({ username }) =>
      `Harbor's robot accounts are named 'robot$NAME', but this user is '${username}': a shell replaces $NAME unless it is in single quotes.`,
  },
  {
    when: (trouble) => isDenied(trouble) && isHarbors(trouble),
    say: () =>
      'Check the username and password: Harbor says the same if they are wrong. If they are right, give the user the role Developer in the project, or the robot account the permission to push.',
  },
  {
    when: says(/registry contains \d+ repositories, limit is \d+/),
    say: () => "Delete a repository, or upgrade the registry's plan.",
  },
]
