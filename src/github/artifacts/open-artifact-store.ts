import type { Environment, Variables } from '../../environment.ts'
import { InputError } from '../../input-error.ts'
import { serverKind, serverUrl } from '../repository/github-server.ts'
import { ArtifactCalls } from './artifact-calls.ts'
import { ArtifactHttp, type ArtifactHttpOptions } from './artifact-http.ts'
import type { ArtifactStore } from './artifact-store.ts'
import { type BackendIds, backendIdsIn } from './backend-ids.ts'
import { RunArtifacts } from './run-artifacts.ts'

type ArtifactEnvironment = Pick<Environment, 'variables' | 'log' | 'signal' | 'now'>

/**
 * Opens the artifact store of the workflow run. Sends nothing yet. Throws InputError if the runner or the server does
 * not have one, as do the first requests to a server that turns out not to have one.
 */
export function openArtifactStore(
  { variables, log, signal, now }: ArtifactEnvironment,
  settings: Pick<ArtifactHttpOptions, 'retryPolicy' | 'timeouts'> = {}
): ArtifactStore & AsyncDisposable {
  const { home, token, ids } = accessIn(variables, log.mask)
  const http = new ArtifactHttp({ ...settings, home, variables, signal, now, redact: log.redact })
  const calls = new ArtifactCalls(http, { home, token, ids, missing })
  return new RunArtifacts({ home, http, calls, ids, now, mask: log.mask, retention: retentionIn(variables) })
}

interface ArtifactAccess {
  readonly home: URL
  readonly token: string
  readonly ids: BackendIds
}

/** docs.github.com does not name these variables: actions/toolkit, packages/artifact, internal/shared/config.ts. */
function accessIn(variables: Variables, mask: (secret: string) => void): ArtifactAccess {
  const { ACTIONS_RESULTS_URL: service = '', ACTIONS_RUNTIME_TOKEN: token = '' } = variables
  if (token !== '') mask(token)
  if (serverKind(variables) === 'enterprise')
    throw missing(`GitHub Enterprise Server (${serverUrl(variables)}) does not have it`)
  if (service === '' || token === '') {
    throw missing('this runner does not set ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN for the step')
  }
  const home = URL.parse(service)
  if (!home || !/^https?:$/.test(home.protocol)) throw missing('ACTIONS_RESULTS_URL is not an http or https URL')
  const ids = backendIdsIn(token)
  if (!ids) throw missing("ACTIONS_RUNTIME_TOKEN does not have the scope 'Actions.Results'")
  return { home, token, ids }
}

/** Days in which GitHub re-runs a job, and in which a job may wait for its approval. */
const daysNeeded = 30

/** Milliseconds for which notes are kept: the service may refuse more than the repository allows. */
function retentionIn({ GITHUB_RETENTION_DAYS: text = '' }: Variables): number {
  const days = /^[1-9]\d{0,4}$/.test(text) ? Math.min(Number(text), daysNeeded) : daysNeeded
  return days * 24 * 60 * 60 * 1000
}

/** The error for a run without an artifact service, which names the other ways. */
function missing(reason: string): InputError {
  return new InputError(
    'meeting',
    `the jobs of this run cannot find each other's parts in its artifact service: ${reason}. Either write 'meeting: registry', or combine the parts in a job of your own, with one line 'docker://NAME@DIGEST' for each part in 'source'`
  )
}
