import type { BuildRequest, Secret } from '../build/build-request.ts'
import { isRemote } from '../build/context.ts'
import type { Environment, Variables } from '../environment.ts'
import type { WorkflowEvent } from '../github/event.ts'
import type { Inputs } from '../github/inputs.ts'
import { serverUrl } from '../github/server.ts'
import { writeSecret } from './secrets.ts'

/** The secret that BuildKit signs in to git servers with; with a host behind it, to that one alone. */
const gitToken = 'GIT_AUTH_TOKEN'

type Sources = Pick<BuildRequest, 'context' | 'file' | 'secrets'>
type Source = Pick<WorkflowEvent, 'repository' | 'ref' | 'sha'>

/**
 * The job's token, for a build of this very repository as the builder fetches it: a Dockerfile can read each secret of its
 * build, and any other Dockerfile is somebody else's. What the user gives goes before.
 */
export async function writeGitToken(
  { context, file, secrets }: Sources,
  source: Source,
  { githubToken }: Pick<Inputs, 'githubToken'>,
  environment: Environment
): Promise<readonly Secret[]> {
  const { variables } = environment
  const server = serverUrl(variables)
  const id = `${gitToken}.${URL.parse(server)?.host}`
  const isGiven = secrets.some((secret) => secret.id === gitToken || secret.id === id)
  if (!githubToken || isGiven || isRemote(file) || !isOurs(context, server, source, variables)) return []
  return [{ id, source: { file: await writeSecret('git-token', githubToken, environment) } }]
}

/** The URL is compared as it is written: each way to write another would be one to be wrong about. */
function isOurs(context: string, server: string, source: Source, variables: Variables): boolean {
  const [, url = '', ref = ''] = /^(.*?)(?:#([^:]*)(?::.*)?)?$/s.exec(context) ?? []
  const given = url.replace(/^github\.com\//, 'https://github.com/').toLowerCase()
  const ours = `${server}/${source.repository}`.toLowerCase()
  return ours.startsWith('https://') && [ours, `${ours}.git`].includes(given) && isOurRef(ref, source, variables)
}

/**
 * Whether a ref can be pushed by none but who may write here. Servers give out the commits of pull requests and forks
 * under this repository's own URL, by `pull/7/head` and by digest, so of those only the event's own count.
 */
function isOurRef(ref: string, source: Source, { GITHUB_SHA }: Variables): boolean {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)) return [source.sha, GITHUB_SHA].includes(ref.toLowerCase())
  const [, space, name = ''] = /^(?:refs\/)?(pull)\/(.*?)(?:\/merge|\/head)?$/s.exec(ref) ?? []
  if (space) return source.ref.kind === 'pull-request' && source.ref.name.replace(/\/head$/, '') === name
  return !/^refs\/(?!heads\/|tags\/)/.test(ref)
}
