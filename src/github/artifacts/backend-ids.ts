import { claimsIn } from '../../identity/oidc-token.ts'

/** The service's ids of an attempt of a run and of a job in it, which every request names. */
export interface BackendIds {
  readonly run: string
  readonly job: string
}

const scope = /(?:^| )Actions\.Results:([\w-]{1,128}):([\w-]{1,128})(?= |$)/

/** The ids in the `scp` claim of the job's runtime token; undefined if the token gives no access to the service. */
export function backendIdsIn(token: string): BackendIds | undefined {
  const { scp } = claimsIn(token)
  const [, run, job] = scope.exec(typeof scp === 'string' ? scp : '') ?? []
  return run === undefined || job === undefined ? undefined : { run, job }
}
