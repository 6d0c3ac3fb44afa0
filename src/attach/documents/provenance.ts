import type { Variables } from '../../environment.ts'
import type { JsonRecord } from '../../json.ts'
import type { Document } from './document.ts'

/** Claims of the workflow's OIDC token, and the variables of the runner that say the same: docs.github.com */
const needed = {
  repository: 'GITHUB_REPOSITORY',
  ref: 'GITHUB_REF',
  sha: 'GITHUB_SHA',
  workflow_ref: 'GITHUB_WORKFLOW_REF',
  run_id: 'GITHUB_RUN_ID',
  run_attempt: 'GITHUB_RUN_ATTEMPT',
} as const

/**
 * The SLSA provenance of an image that this run of a workflow published: slsa.dev/spec/v1.0/provenance, and
 * actions.github.io/buildtypes/workflow/v1, as actions/attest makes it. `claims` are those of the workflow's OIDC token, if it
 * has one, which take precedence over variables. Throws Error, with the end of a sentence, outside of a workflow.
 */
export function provenanceOf(variables: Variables, claims: JsonRecord = factsIn(variables)): Document {
  const server = variables.GITHUB_SERVER_URL || 'https://github.com'
  const { repository, ref, sha: gitCommit, run_id: run, run_attempt: attempt } = claims
  const { event_name, repository_id, repository_owner_id, runner_environment } = claims
  const source = `${server}/${repository}`
  const workflow = String(claims.workflow_ref)
  const [, path = '', workflowRef = ref] = /^[^/]+\/[^/]+\/(.*?)(?:@(.*))?$/.exec(workflow) ?? []
  const github = { event_name, repository_id, repository_owner_id, runner_environment }
  const provenance = {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref: workflowRef, repository: source, path } },
      internalParameters: { github },
      resolvedDependencies: [{ uri: `git+${source}@${ref}`, digest: { gitCommit } }],
    },
    runDetails: {
      // Only the token names the reusable workflow that the job is in.
      builder: { id: `${server}/${claims.job_workflow_ref ?? workflow}` },
      metadata: { invocationId: `${source}/actions/runs/${run}/attempts/${attempt}` },
    },
  }
  const predicate = { type: 'https://slsa.dev/provenance/v1', text: JSON.stringify(provenance) }
  return { predicate, title: 'provenance.json' }
}

function factsIn(variables: Variables): JsonRecord {
  const missing = Object.values(needed).find((name) => !variables[name])
  if (missing !== undefined) throw new Error(`needs the environment of a workflow run, but ${missing} is not set`)
  return {
    ...Object.fromEntries(Object.entries(needed).map(([claim, name]) => [claim, variables[name]])),
    event_name: variables.GITHUB_EVENT_NAME,
    repository_id: variables.GITHUB_REPOSITORY_ID,
    repository_owner_id: variables.GITHUB_REPOSITORY_OWNER_ID,
    runner_environment: variables.RUNNER_ENVIRONMENT,
  }
}
