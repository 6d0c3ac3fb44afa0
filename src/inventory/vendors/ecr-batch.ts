import { setImmediate } from 'node:timers/promises'
import { type JsonRecord, recordOf } from '../../json.ts'
import type { Removal } from '../inventory.ts'
import { refused, removed } from './listed.ts'

/** One image or one tag to delete: docs.aws.amazon.com/AmazonECR, `ImageIdentifier`. */
export type EcrImageId = { readonly imageDigest: string } | { readonly imageTag: string }

interface Waiting {
  readonly id: EcrImageId
  readonly settle: (removal: Promise<Removal>) => void
}

/** Images that one call may delete. */
const batchLimit = 100

/** Collects what is deleted at the same time into calls of `BatchDeleteImage`, and reads what became of each. */
export class EcrBatch {
  readonly #send: (ids: readonly EcrImageId[]) => Promise<JsonRecord>
  readonly #waiting: Waiting[] = []
  #isRunning = false

  /** `send` gives the response to a call, which is a success even if all of its images could not be deleted. */
  constructor(send: (ids: readonly EcrImageId[]) => Promise<JsonRecord>) {
    this.#send = send
  }

  async remove(id: EcrImageId): Promise<Removal> {
    const { promise, resolve } = Promise.withResolvers<Removal>()
    this.#waiting.push({ id, settle: resolve })
    if (!this.#isRunning) void this.#run()
    return await promise
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    // Those that are removed together are all there by then.
    await setImmediate()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchLimit)
      const answer = this.#send(batch.map(({ id }) => id))
      for (const { id, settle } of batch) settle(answer.then((response) => resultFor(id, response)))
      await answer.catch(() => undefined)
    }
    this.#isRunning = false
  }
}

function resultFor(id: EcrImageId, { imageIds, failures }: JsonRecord): Removal {
  const isAbout = (value: unknown) => Object.entries(id).every(([name, text]) => recordOf(value)[name] === text)
  const failure = [failures]
    .flat()
    .map(recordOf)
    .find(({ imageId }) => isAbout(imageId))
  if (failure) return failed(failure)
  if ([imageIds].flat().some(isAbout)) return removed
  return refused('Amazon ECR did not say what became of it')
}

function failed({ failureCode: code, failureReason: reason }: JsonRecord): Removal {
  if (code === 'ImageNotFound') return removed
  if (code === 'ImageReferencedByManifestList') return refused('an index refers to it')
  return refused(`${String(code)}: ${String(reason ?? 'no reason given')}`)
}
