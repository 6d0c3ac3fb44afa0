import { Attaching } from '../../attach/release/attaching.ts'
import { describeAttached } from '../../attach/release/describe-attached.ts'
import { InputError, problemsOf, throwAll } from '../../input-error.ts'
import type { JsonRecord } from '../../json.ts'
import type { Check } from '../../push/phases/check.ts'
import type { CheckJob } from './check-job.ts'
import { GitHubAttestations } from './github-attestations.ts'
import { openSigners } from './open-signers.ts'
import { readDocuments } from './read-documents.ts'

/**
 * Signs the images and attaches documents to them. Keys and files are read before anything is built. Undefined, with a
 * notice, in a run that does not publish. Throws InputError, or an AggregateError.
 */
export async function openSigning(job: CheckJob): Promise<Check | undefined> {
  const { inputs, publishes, found, environment } = job
  const { log } = environment
  const asked = [...(inputs.sign.length > 0 ? ['sign'] : []), ...(inputs.attach.length > 0 ? ['attach'] : [])]
  if (!publishes) {
    if (asked.length > 0) log.notice(`Nothing is published, so '${asked.join("' and '")}' and their keys are not used`)
    return undefined
  }
  const signing = openSigners(inputs, environment)
  const claims = signing.then(
    (signers): JsonRecord | undefined => signers.find((signer) => signer.claims)?.claims,
    () => undefined
  )
  const reading = [signing, readDocuments(inputs, environment, claims)] as const
  const results = await Promise.allSettled([...reading, checkCombination(inputs)])
  throwAll(results.flatMap((result) => (result.status === 'rejected' ? problemsOf(result.reason) : [])))
  const attachments = {
    signers: await reading[0],
    documents: await reading[1],
    found,
    isScanned: inputs.attach.includes('scan'),
  }
  for (const { description } of attachments.signers) log.info(`Signing with ${description}`)
  const attaching = new Attaching(attachments, log)
  const github = new GitHubAttestations(job)
  return {
    name: asked[0] ?? 'sign',
    stage: 'attachment',
    isForParts: false,
    begin: (uploads) => attaching.begin(uploads),
    mayKeep: attaching.mayKeep,
    approve: (ready, late) => attaching.approve(ready, late),
    async confirm(attached) {
      await attaching.confirm(attached)
      await github.store(attaching.attached.filter(({ isByWorkflow }) => isByWorkflow))
    },
    report: (outcomes) =>
      describeAttached(attaching.attached, outcomes, (each, image) =>
        each.isByWorkflow ? github.commandFor(each, image) : undefined
      ),
  }
}

/** Rejects inputs that have no effect or lack another one. */
async function checkCombination(inputs: CheckJob['inputs']): Promise<void> {
  const words: readonly string[] = inputs.sign.map(({ word }) => word)
  const onlyFor = (users: readonly string[], given: Readonly<Record<string, unknown>>) => {
    const unused = Object.keys(given).filter((name) => given[name] && !users.some((word) => words.includes(word)))
    const remedy = users.map((word) => `'sign: ${word}'`).join(' or ')
    return unused.map((name) => new InputError(name, `it has no effect without ${remedy}. Add that, or remove it`))
  }
  throwAll([
    ...onlyFor(['cosign', 'notation'], { 'sign-key': inputs.signKey, 'sign-password': inputs.signPassword }),
    ...onlyFor(['notation'], { 'sign-certificate': inputs.signCertificate }),
    ...onlyFor(['cosign'], { 'sign-format': inputs.signFormat === 'legacy' }),
    ...onlyFor(['keyless'], {
      'fulcio-url': inputs.fulcioUrl,
      'rekor-url': inputs.rekorUrl,
      'timestamp-url': inputs.timestampUrl,
      'trusted-root':
        inputs.trustedRoot !== '' && [...inputs.verifyBase, ...inputs.verifySource].every((line) => 'key' in line),
    }),
    ...(inputs.attach.includes('scan') && !inputs.scan
      ? [new InputError('attach', "nothing is scanned: add the input 'scan', or remove 'scan' here")]
      : []),
    ...(inputs.attach.includes('provenance') ? problemsWithProvenance(words) : []),
  ])
}

function problemsWithProvenance(words: readonly string[]): readonly InputError[] {
  if (words.some((word) => word !== 'notation')) return []
  const reason =
    words.length === 0
      ? "it proves nothing unsigned. Add 'sign: keyless' or 'sign: cosign'"
      : "notation cannot sign it. Add 'keyless' or 'cosign' to 'sign'"
  return [new InputError('attach', `'provenance' has to be signed: ${reason}`)]
}
