import type { BuildRequest } from '../../builder/build-request.ts'
import { builderKind } from '../../builder/builders.ts'
import { isRemote } from '../../builder/dockerfile/build-context.ts'
import type { Environment } from '../../environment.ts'
import type { WorkflowEvent } from '../../github/event/event.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import { labelsAndAnnotations } from '../name/labels-and-annotations.ts'
import type { JobNames } from '../name/name.ts'
import { splitOutputs } from '../read/build-outputs.ts'
import { expandContext, expandPaths } from '../read/context.ts'
import { type Confined, confine } from './confine.ts'
import { fileInRepository, writeGitToken } from './git-token.ts'
import { attestWithBuilder, withBuilder } from './provenance-builder.ts'
import { writeSecrets } from './secrets.ts'
import type { Trust } from './trust.ts'
import { checkWithinCheckout } from './within-checkout.ts'

/** Turns the inputs into a build request, and writes the secrets that the builder reads to files. Throws InputError. */
export async function requestFrom(
  inputs: Inputs,
  named: Pick<JobNames, 'names' | 'targets'>,
  { event, trust }: { readonly event: WorkflowEvent; readonly trust: Trust },
  environment: Environment
): Promise<Confined> {
  if (!trust.isTrusted) await checkWithinCheckout(inputs, environment.workspace)
  const { others, imageAttributes } = splitOutputs({
    ...inputs,
    push: (inputs.push || inputs.keepImage) && trust.isTrusted,
  })
  const paths = expandPaths(inputs)
  const inRepository = fileInRepository(paths, event, environment.variables)
  const request: BuildRequest = {
    ...inputs,
    ...labelsAndAnnotations(named, inputs, environment),
    ...paths,
    ...(inRepository !== undefined && { inRepository }),
    provenance: withBuilder(inputs.provenance, environment.variables),
    attests: inputs.attests.map((text) => attestWithBuilder(text, environment.variables)),
    buildContexts: inputs.buildContexts.map(expandContext),
    secrets: await writeSecrets(inputs, environment),
    outputs: others,
    imageAttributes,
    names: named.targets.flatMap((target) => target.tags.map((tag) => `${formatTarget(target)}:${tag}`)),
  }
  if (!trust.isTrusted) return confine(request, trust)
  if (!builderKind(request.builder).usesGitToken) return { request, leftOut: [] }
  const source = expandContext(inputs.bakeSource)
  const fetched = isRemote(source) ? { ...request, context: source } : request
  const ours = await writeGitToken(fetched, event, inputs, environment)
  return { request: { ...request, secrets: [...request.secrets, ...ours] }, leftOut: [] }
}
