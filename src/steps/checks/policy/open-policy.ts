import type { Inputs } from '../../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../../input-error.ts'
import { ContentError } from '../../../oci/content-error.ts'
import type { ImageSource } from '../../../oci/image-source.ts'
import type { Check } from '../../../push/phases/check.ts'
import type { CheckJob } from '../check-job.ts'
import { openAuthorities } from './open-authorities.ts'
import { repositoryToVerify, requireSignature, type SignaturePolicy } from './signed-image.ts'
import { verifyBases } from './verify-base.ts'

/**
 * Prepares `verify-base`, which looks at what an image was built from once it is known. Undefined, with a notice, in a run
 * that neither publishes nor keeps the image. Throws InputError, or an AggregateError.
 */
export async function openBasePolicy(job: CheckJob): Promise<Check | undefined> {
  const { inputs, environment } = job
  const given = inputs.source ? 'source' : inputs.run ? 'run' : inputs.call ? 'call' : undefined
  if (given) throw new InputError('verify-base', `it has no effect with '${given}', since nothing is built: remove it`)
  const policy = await open('verify-base', job)
  if (!policy) return undefined
  const verify = async (sources: readonly Pick<ImageSource, 'builtFrom'>[]) => await verifyBases(sources, policy, job)
  return {
    name: policy.input,
    stage: 'policy',
    // The jobs that build them know their base images.
    isForParts: true,
    async approve(ready, late) {
      const sources = [...ready, ...late].map(({ source }) => source).filter(({ attachedTo }) => !attachedTo)
      await environment.log.group('Base images', () => verify([...new Set(sources)]))
      return []
    },
    ...(!job.publishes && { checkUnpublished: async ({ sources }) => await verify(sources) }),
  }
}

/** Prepares `verify-source`, which looks at images before they are copied. Otherwise like `verify-base`. */
export async function openSourcePolicy(job: CheckJob): Promise<Check | undefined> {
  checkSources(job.inputs)
  const policy = await open('verify-source', job)
  if (!policy) return undefined
  let admitted = 0
  return {
    name: policy.input,
    stage: 'policy',
    isForParts: true,
    async admit(source) {
      await verifySource(source, policy, job)
      admitted += 1
    },
    async approve() {
      if (admitted > 0) return []
      throw new ContentError('no image was verified. This is a bug in this action: report it')
    },
  }
}

async function open(input: SignaturePolicy['input'], job: CheckJob): Promise<SignaturePolicy | undefined> {
  const { inputs, publishes, trust, environment } = job
  const lines = input === 'verify-base' ? inputs.verifyBase : inputs.verifySource
  const isLater = trust.isTrusted && (inputs.keepImage || inputs.dryRun)
  if (publishes || isLater)
    return { input, authorities: await openAuthorities(input, lines, inputs.trustedRoot, environment) }
  environment.log.notice(`Nothing is published, so '${input}' verifies nothing`)
  return undefined
}

function checkSources({ source, run }: Inputs): void {
  if (!source || run) {
    throw new InputError('verify-source', "it has no effect without 'source: docker://…': remove it")
  }
  const others = source.filter(({ kind }) => kind !== 'docker').map(({ kind }) => kind)
  throwAll(
    [...new Set(others)].map((kind) => {
      return new InputError(
        'verify-source',
        `it verifies signatures in registries, and '${kind}' images have none: use 'docker://…', or remove this input`
      )
    })
  )
}

async function verifySource(source: ImageSource, policy: SignaturePolicy, job: CheckJob): Promise<void> {
  const { digest } = source.image.root
  const repository = source.origin?.(digest)
  if (!repository) throw new ContentError(`${source.name} cannot be verified, since it is in no registry`)
  const name = `the image ${source.name} (${digest})`
  const remote = await repositoryToVerify(repository, job)
  const { description } = await requireSignature(remote, { name, repository, digest }, policy)
  job.environment.log.info(`Verified ${name}: signed with ${description}`)
}
