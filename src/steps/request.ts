import { access, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { BuildRequest, Secret } from '../build/build-request.ts'
import type { Environment } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import { InputError } from '../input-error.ts'

/** What names say to put on the image. */
export interface Marks {
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
}

const gitToken = 'GIT_AUTH_TOKEN'

/** Turns the inputs into a request to the builder, and writes the secrets that it will read to files. */
export async function requestFrom(inputs: Inputs, marks: Marks, environment: Environment): Promise<BuildRequest> {
  const context = expandContext(inputs.context)
  const isLocal = !isRemote(context)
  if (isLocal) await checkDockerfile(context, inputs.file, environment.workspace)
  const secrets = await writeSecrets(inputs, environment)
  return {
    ...inputs,
    ...marks,
    context,
    secrets: isLocal || !inputs.githubToken ? secrets : [...secrets, { id: gitToken, source: { variable: gitToken } }],
  }
}

/** The variables that hold secrets of the request, for its child alone. */
export function secretVariables({ secrets }: BuildRequest, inputs: Inputs): Readonly<Record<string, string>> {
  return secrets.some(({ id, source }) => id === gitToken && 'variable' in source)
    ? { [gitToken]: inputs.githubToken }
    : {}
}

/** docker/build-push-action's word for the checkout's own repository; here the checkout is what is built. */
function expandContext(context: string): string {
  const [, folder] = /^\{\{\s*defaultContext\s*\}\}(?::(.*))?$/.exec(context) ?? [undefined, context]
  return folder || '.'
}

function isRemote(context: string): boolean {
  return /^(?:https?|git|ssh|oci-layout|docker-image|target):|^git@|^github\.com\//.test(context)
}

/** A build without a Dockerfile is known to fail before anything is started. */
async function checkDockerfile(context: string, file: string, workspace: string): Promise<void> {
  if (file === '-' || /^https?:/.test(file)) return
  const path = file ? resolve(workspace, file) : resolve(workspace, context, 'Dockerfile')
  const isThere = await access(path).then(
    () => true,
    () => false
  )
  if (isThere) return
  const name = file || join(context, 'Dockerfile')
  throw new InputError('file', `there is no ${name}. Is actions/checkout a step before this one?`)
}

async function writeSecrets(inputs: Inputs, { temp, log }: Environment): Promise<readonly Secret[]> {
  const written = inputs.secrets.map(async ([id, value], index): Promise<Secret> => {
    log.mask(value)
    const file = join(temp, `secret-${index}`)
    await writeFile(file, value, { mode: 0o600 })
    return { id, source: { file } }
  })
  return [
    ...(await Promise.all(written)),
    ...inputs.secretEnvs.map(([id, variable]): Secret => ({ id, source: { variable } })),
    ...inputs.secretFiles.map(([id, file]): Secret => ({ id, source: { file } })),
  ]
}
