import { join } from 'node:path'
import type { BuildRequest, Secret } from '../../builder/build-request.ts'
import { isRemote } from '../../builder/dockerfile/build-context.ts'
import { parseGitContext } from '../../builder/dockerfile/git-context.ts'
import type { Environment, Variables } from '../../environment.ts'
import type { WorkflowEvent } from '../../github/event/event.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { serverUrl } from '../../github/repository/github-server.ts'
import { writeSecret } from './secrets.ts'

/** The secret that BuildKit authenticates to git servers with; with a host appended, to that server only. */
const gitToken = 'GIT_AUTH_TOKEN'

type Sources = Pick<BuildRequest, 'context' | 'file' | 'secrets'>
type Source = Pick<WorkflowEvent, 'repository' | 'ref' | 'sha'>

/**
 * The job's token, for a build of this very repository that the builder fetches: a Dockerfile can read every secret of
 * its build, and any other Dockerfile is third-party code. A token that the user passes takes precedence.
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

function isOurs(context: string, server: string, source: Source, variables: Variables): boolean {
  const { url, ref = '' } = parseGitContext(context) ?? {}
  return server.startsWith('https://') && isOwnRepository(url, server, source) && isTrustedRef(ref, source, variables)
}

/** Compares the URL as written: each normalization would be one more way to get it wrong. */
function isOwnRepository(url: string | undefined, server: string, { repository }: Pick<Source, 'repository'>): boolean {
  const given = url?.replace(/^github\.com\//, 'https://github.com/').toLowerCase()
  const ours = `${server}/${repository}`.toLowerCase()
  return given === ours || given === `${ours}.git`
}

/** The path of a Dockerfile in this repository, if the builder fetches it from there. */
export function fileInRepository(
  { context, file }: Pick<BuildRequest, 'context' | 'file'>,
  source: Pick<Source, 'repository'>,
  variables: Variables
): string | undefined {
  const { url, folder = '' } = (isRemote(context) && parseGitContext(context)) || {}
  return isOwnRepository(url, serverUrl(variables), source) ? join(folder, file || 'Dockerfile') : undefined
}

/**
 * Whether only users with write access can push a ref. Servers serve the commits of pull requests and forks under this
 * repository's URL, by `pull/7/head` and by SHA, so of those only the event's own are accepted.
 */
function isTrustedRef(ref: string, source: Source, { GITHUB_SHA }: Variables): boolean {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)) return [source.sha, GITHUB_SHA].includes(ref.toLowerCase())
  const [, space, name = ''] = /^(?:refs\/)?(pull)\/(.*?)(?:\/merge|\/head)?$/s.exec(ref) ?? []
  if (space) return source.ref.kind === 'pull-request' && source.ref.name.replace(/\/head$/, '') === name
  return !/^refs\/(?!heads\/|tags\/)/.test(ref)
}
