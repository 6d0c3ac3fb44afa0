import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildRequest, Secret } from '../build/build-request.ts'
import type { Environment, Variables } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'

/** The secret that BuildKit signs in to git servers with; with a host behind it, to that one alone. */
const gitToken = 'GIT_AUTH_TOKEN'
/** A variable that nobody else uses. */
const tokenVariable = 'MANIFOLD_GITHUB_TOKEN'

/** Writes the secrets of the inputs to files that the builder's client reads, and lists them with the others. */
export async function writeSecrets(inputs: Inputs, { temp, log }: Environment): Promise<readonly Secret[]> {
  const written = inputs.secrets.map(async ([id, value], index): Promise<Secret | undefined> => {
    if (value === '') {
      log.warning(`Secret '${id}' is empty, and so the build does not get it`)
      return undefined
    }
    log.mask(value)
    const file = join(temp, `secret-${index}`)
    await writeFile(file, value, { mode: 0o600 })
    return { id, source: { file } }
  })
  return [
    ...(await Promise.all(written)).filter((secret) => secret !== undefined),
    ...inputs.secretEnvs.map(([id, variable]): Secret => ({ id, source: { variable } })),
    ...inputs.secretFiles.map(([id, file]): Secret => ({ id, source: { file } })),
  ]
}

/** The job's token, for a context that is fetched from the server that it is for. What the user gives goes before. */
export function gitSecrets(
  context: string,
  given: readonly Secret[],
  { githubToken }: Inputs,
  variables: Variables
): readonly Secret[] {
  const host = URL.parse(variables.GITHUB_SERVER_URL || 'https://github.com')?.host
  const url = URL.parse(context.replace(/^github\.com\//, 'https://github.com/'))
  if (!githubToken || url?.protocol !== 'https:' || url.host !== host) return []
  const id = `${gitToken}.${host}`
  if (given.some((secret) => secret.id === gitToken || secret.id === id)) return []
  return [{ id, source: { variable: tokenVariable } }]
}

/** The variables of a request's secrets that only the builder's client is to know. */
export function secretVariables({ secrets }: BuildRequest, { githubToken }: Inputs): Variables {
  const isNeeded = secrets.some(({ source }) => 'variable' in source && source.variable === tokenVariable)
  return isNeeded ? { [tokenVariable]: githubToken } : {}
}
