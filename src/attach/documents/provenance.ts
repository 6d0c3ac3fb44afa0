import type { Variables } from '../../environment.ts'
import type { Document } from './document.ts'

/** What a runner's variables say about the run: docs.github.com, "Default environment variables". */
const needed = [
  'GITHUB_SERVER_URL',
  'GITHUB_REPOSITORY',
  'GITHUB_REF',
  'GITHUB_SHA',
  'GITHUB_WORKFLOW_REF',
  'GITHUB_RUN_ID',
  'GITHUB_RUN_ATTEMPT',
] as const

/**
 * The SLSA provenance of an image that this run of a workflow published: slsa.dev/spec/v1.0/provenance, and
 * actions.github.io/buildtypes/workflow/v1. Throws Error, with the end of a sentence, outside of a workflow.
 */
export function provenanceOf(variables: Variables): Document {
  const missing = needed.find((name) => !variables[name])
  if (missing !== undefined) throw new Error(`needs the environment of a workflow run, but ${missing} is not set`)
  const [server, repository, ref, commit, workflow = '', run, attempt] = needed.map((name) => variables[name])
  const source = `${server}/${repository}`
  const [, path = ''] = /^[^/]+\/[^/]+\/(.*?)(?:@.*)?$/.exec(workflow) ?? []
  const github = {
    event_name: variables.GITHUB_EVENT_NAME,
    repository_id: variables.GITHUB_REPOSITORY_ID,
    repository_owner_id: variables.GITHUB_REPOSITORY_OWNER_ID,
    runner_environment: variables.RUNNER_ENVIRONMENT,
  }
  const provenance = {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref, repository: source, path } },
      internalParameters: { github },
      resolvedDependencies: [{ uri: `git+${source}@${ref}`, digest: { gitCommit: commit } }],
    },
    runDetails: {
      builder: { id: `${server}/${workflow}` },
      metadata: { invocationId: `${source}/actions/runs/${run}/attempts/${attempt}` },
    },
  }
  const predicate = { type: 'https://slsa.dev/provenance/v1', text: JSON.stringify(provenance) }
  return { predicate, title: 'provenance.json' }
}
