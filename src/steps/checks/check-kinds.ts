import type { Inputs } from '../../github/inputs/inputs.ts'
import type { Check } from '../../push/phases/check.ts'
import type { CheckJob } from './check-job.ts'

/** A kind of check. */
export interface CheckKind {
  readonly isAsked: (inputs: Inputs) => boolean
  /**
   * Prepares the check before anything is built, so that a missing program or a wrong key is known in the first second.
   * Undefined if there is nothing to do in this run. Throws InputError, or an AggregateError.
   */
  readonly open: (job: CheckJob) => Promise<Check | undefined>
}

/** All kinds, in the order in which the checks of one stage run. Each loads its code when it is asked for. */
export const checkKinds: readonly CheckKind[] = [
  {
    isAsked: ({ verifyBase }) => verifyBase.length > 0,
    open: async (job) => await (await import('./policy/open-policy.ts')).openBasePolicy(job),
  },
  {
    isAsked: ({ verifySource }) => verifySource.length > 0,
    open: async (job) => await (await import('./policy/open-policy.ts')).openSourcePolicy(job),
  },
  {
    isAsked: ({ test }) => test !== '',
    open: async (job) => (await import('./proof/open-test.ts')).openTest(job),
  },
  {
    isAsked: ({ scan }) => scan !== undefined,
    open: async (job) => await (await import('./proof/open-scan.ts')).openScan(job),
  },
  {
    isAsked: ({ verifyBase, verifySource, trustedRoot, ...inputs }) =>
      // `trusted-root` is also used to verify identities.
      (trustedRoot !== '' && [...verifyBase, ...verifySource].every((line) => 'key' in line)) || isSigning(inputs),
    open: async (job) => await (await import('./sign.ts')).openSigning(job),
  },
]

type SigningInputs = Pick<
  Inputs,
  | 'sign'
  | 'attach'
  | 'signKey'
  | 'signPassword'
  | 'signCertificate'
  | 'signFormat'
  | 'fulcioUrl'
  | 'rekorUrl'
  | 'timestampUrl'
>

function isSigning(inputs: SigningInputs): boolean {
  const { sign, attach, signKey, signPassword, signCertificate, signFormat } = inputs
  const { fulcioUrl, rekorUrl, timestampUrl } = inputs
  const isGiven = [sign, attach, signKey, signPassword, signCertificate].some(({ length }) => length > 0)
  return isGiven || signFormat === 'legacy' || [fulcioUrl, rekorUrl, timestampUrl].some((url) => url !== undefined)
}
