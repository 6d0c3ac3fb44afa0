import { parseBoolean, parseText } from '../input.ts'
import { parseRegistryAuth } from '../registry-auth.ts'

/** The credentials; these inputs have the names of docker/login-action. */
export const credentialInputs = {
  registry: {
    description: 'Registry that `username` and `password` are for, or `HOST/PATH`. Default: Docker Hub',
    parse: parseText,
  },
  username: { description: 'User name', parse: parseText },
  password: { description: 'Password or token', parse: parseText },
  'registry-auth': {
    description:
      'YAML list of entries with `registry` (`HOST`, or `HOST/PATH` for the repositories under a path), `username` and `password`, or what signs in without a stored secret; each may also have `ca`, `cert`, `key` (PEM or path), `insecure`, `realms`. See docs/registries.md',
    parse: parseRegistryAuth,
  },
  'keep-login': {
    description:
      "Also write the logins that images were published with into the job's Docker configuration, for later steps such as `docker pull` or cosign. They are removed at the end of the job",
    default: 'false',
    parse: parseBoolean,
  },
  'github-token': {
    description:
      "The job's token, used to sign in to the server's own registry (ghcr.io on github.com) and to fetch this repository if it is the `context`",
    default: '${{ github.token }}',
    parse: parseText,
  },
} as const

const { registry, username, password } = credentialInputs

/** The credentials of an action that reads or deletes images; `use` says what the job's token is for. */
export function signInInputs(use: string) {
  return {
    registry,
    username,
    password,
    'registry-auth': credentialInputs['registry-auth'],
    'github-token': { ...credentialInputs['github-token'], description: `The job's token, ${use}` },
  } as const
}
