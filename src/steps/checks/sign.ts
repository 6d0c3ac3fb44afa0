import { Attaching } from '../../attach/release/attaching.ts'
import { describeAttached } from '../../attach/release/describe-attached.ts'
import { InputError, throwAll } from '../../input-error.ts'
import type { Check } from '../../push/phases/check.ts'
import type { CheckJob } from './check-job.ts'
import { openSigners } from './open-signers.ts'
import { readDocuments } from './read-documents.ts'

/**
 * Signs the images and attaches documents to them. Keys and files are read before anything is built. Undefined, with a
 * notice, in a run that does not publish. Throws InputError, or an AggregateError.
 */
export async function openSigning(job: CheckJob): Promise<Check | undefined> {
  const { inputs, publishes, environment } = job
  const { log } = environment
  const asked = [...(inputs.sign.length > 0 ? ['sign'] : []), ...(inputs.attach.length > 0 ? ['attach'] : [])]
  if (!publishes) {
    if (asked.length > 0) log.notice(`Nothing is published, so '${asked.join("' and '")}' and their keys are not used`)
    return undefined
  }
  const reading = [openSigners(inputs, environment), readDocuments(inputs, environment)] as const
  const results = await Promise.allSettled([...reading, checkCombination(inputs)])
  throwAll(results.flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : [])))
  const attachments = { signers: await reading[0], documents: await reading[1] }
  for (const { description } of attachments.signers) log.info(`Signs with ${description}`)
  const attaching = new Attaching(attachments, log)
  return {
    name: asked[0] ?? 'sign',
    stage: 'attachment',
    isForParts: false,
    begin: (uploads) => attaching.begin(uploads),
    approve: (ready, late) => attaching.approve(ready, late),
    confirm: (attached) => attaching.confirm(attached),
    report: (outcomes) => describeAttached(attaching.attached, outcomes),
  }
}

/** Whether these inputs are given for nothing, or lack another. */
async function checkCombination(inputs: CheckJob['inputs']): Promise<void> {
  const words = inputs.sign.map(({ word }) => word)
  const uses = (word: string) => words.some((each) => each === word)
  const problems: InputError[] = []
  const refuse = (input: string, problem: string) => void problems.push(new InputError(input, problem))
  const unused = "it has no effect without 'sign'. Add 'sign: cosign' or 'sign: notation', or remove it"
  if (inputs.signKey && words.length === 0) refuse('sign-key', unused)
  if (inputs.signCertificate && !uses('notation')) {
    refuse('sign-certificate', "only notation uses it. Add 'sign: notation', or remove it")
  }
  if (inputs.signFormat === 'legacy' && !uses('cosign')) {
    refuse('sign-format', "only cosign has a legacy format. Add 'sign: cosign', or remove it")
  }
  if (inputs.attach.includes('provenance') && words.every((word) => word === 'notation')) {
    const reason =
      words.length === 0
        ? "it is worth nothing unsigned. Add 'sign: cosign'"
        : "notation cannot sign it. Add 'cosign' to 'sign'"
    refuse('attach', `'provenance' has to be signed: ${reason}`)
  }
  throwAll(problems)
}

function problemsOf(reason: unknown): readonly unknown[] {
  return reason instanceof AggregateError ? reason.errors : [reason]
}
