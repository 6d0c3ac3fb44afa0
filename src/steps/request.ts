import type { BuildRequest } from '../build/build-request.ts'
import type { Environment } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import { expandContext } from './context.ts'
import { marksOf, type Named } from './name.ts'
import { gitSecrets, writeSecrets } from './secrets.ts'

/** Turns the inputs into a request to the builder, and writes the secrets that it will read to files. */
export async function requestFrom(inputs: Inputs, named: Named, environment: Environment): Promise<BuildRequest> {
  const context = expandContext(inputs.context) || '.'
  const secrets = await writeSecrets(inputs, environment)
  const ours = named.isTrusted ? gitSecrets(context, secrets, inputs, environment.variables) : []
  return {
    ...inputs,
    ...marksOf(named, inputs, environment.variables),
    context,
    buildContexts: inputs.buildContexts.map(expandContext),
    secrets: [...secrets, ...ours],
  }
}
