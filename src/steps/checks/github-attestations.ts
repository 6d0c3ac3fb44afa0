import { claimId } from '../../attach/claim.ts'
import { quoted } from '../../attach/cosign/verify-command.ts'
import type { Attached } from '../../attach/release/attaching.ts'
import { ApiError } from '../../github/repository/api-error.ts'
import { storeAttestations } from '../../github/repository/store-attestations.ts'
import { parseRecord } from '../../json.ts'
import type { CheckJob } from './check-job.ts'

/** Statuses of GitHub where the job, the token or the repository may not store attestations. */
const refusals: readonly (number | undefined)[] = [401, 403, 404]

/**
 * Stores what the workflow attested with GitHub as well, where `gh attestation verify` looks. A failure does not keep an
 * image from being published, since its registries have the same.
 */
export class GitHubAttestations {
  readonly #job: CheckJob
  readonly #known = new Set<string>()
  #isStored = false

  constructor(job: CheckJob) {
    this.#job = job
  }

  /** Stores what is new, once for all registries. Never rejects, but says why something is not stored. */
  async store(attached: readonly Attached[]): Promise<void> {
    const due = attached.filter(({ claim, content }) => claim.predicate && content && !this.#known.has(claimId(claim)))
    const unique = [...new Map(due.map((each) => [claimId(each.claim), each])).values()]
    if (unique.length === 0) return
    for (const { claim } of unique) this.#known.add(claimId(claim))
    const bundles = unique.map(({ content = new Uint8Array() }) => parseRecord(Buffer.from(content).toString('utf8')))
    const { environment, inputs } = this.#job
    try {
      const token = inputs.githubToken
      if (token === '') throw new ApiError("the input 'github-token' is empty", { transient: false })
      await storeAttestations(this.#repository, bundles, { ...environment, token })
      this.#isStored = true
    } catch (error) {
      environment.signal.throwIfAborted()
      this.#report(error as Error)
    }
  }

  /** The command of GitHub's client for an attestation, with the name of the image; undefined for a signature. */
  commandFor({ claim: { predicate } }: Attached, image: string): string | undefined {
    if (!predicate) return undefined
    const { fulcioUrl } = this.#job.inputs
    const options = [
      ...(predicate.type === 'https://slsa.dev/provenance/v1' ? [] : [`--predicate-type ${quoted(predicate.type)}`]),
      ...(this.#isStored ? [] : ['--bundle-from-oci']),
      ...(fulcioUrl ? ['--custom-trusted-root trusted-root.jsonl'] : []),
    ]
    return [`gh attestation verify oci://${image} --repo ${this.#repository}`, ...options].join(' ')
  }

  get #repository(): string {
    return this.#job.environment.variables.GITHUB_REPOSITORY ?? ''
  }

  #report(error: Error): void {
    const { log } = this.#job.environment
    const what = 'The attestations are in the registries, but not stored with GitHub'
    if (error instanceof ApiError && refusals.includes(error.status)) {
      const remedy =
        "To store them there too, add 'attestations: write' to the 'permissions' of the job; private repositories need a plan that has artifact attestations"
      log.notice(`${what}: ${error.message}. ${remedy}`)
    } else log.warning(`${what}: ${error.message}`)
  }
}
