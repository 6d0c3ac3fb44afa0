import type { IdentityProvider } from './identity.ts'

/** GitHub's own registry takes the token that every job has. */
export const jobToken: IdentityProvider = {
  name: "the job's token",
  fields: [],
  identify({ registry, entry, variables, job }) {
    if (entry || registry !== job.registry || job.token === '') return undefined
    const username = variables.GITHUB_ACTOR || 'x-access-token'
    return {
      description: "the job's token",
      signIn: async () => ({ kind: 'password', username, password: job.token }),
    }
  },
}
