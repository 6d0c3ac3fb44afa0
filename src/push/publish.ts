import { mayPublish, type Required } from '../plan/gate.ts'
import type { TagRules } from '../plan/tag-move.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { Completion } from './completion.ts'
import { Publication } from './publication.ts'
import { MissingBlobs } from './settle.ts'

export interface PublishOptions {
  readonly required: Required
  readonly rules: TagRules
  readonly onFailure: 'rollback' | 'keep'
}

/**
 * The second phase: moves the tags, at all targets at once, if and only if every required target has the image whole.
 * Where that fails half-way, the tags that were moved are put back, unless that is not wanted. Throws MissingBlobs,
 * before anything was moved, where an only target turns out to lack content.
 */
export async function publish(
  completions: readonly Completion[],
  { required, rules, onFailure }: PublishOptions
): Promise<readonly Publication[]> {
  const publications = completions.map((completion) => new Publication(completion, rules))
  for (const { push, refusal } of publications) if (refusal) push.fail(refusal)
  const isOpen = () =>
    mayPublish(
      publications.map(({ push }) => ({ target: push.name, ready: !push.failure })),
      required
    )
  if (!isOpen()) return publications

  await Promise.all(publications.filter(({ push }) => !push.failure).map(write))
  if (onFailure === 'keep') return publications
  const everywhere = !isOpen()
  const undone = publications.filter(({ push }) => everywhere || push.failure)
  await Promise.all(undone.map((publication) => publication.putBack()))
  return publications
}

async function write(publication: Publication, _: number, { length }: readonly Publication[]): Promise<void> {
  const { push } = publication
  try {
    await push.meter.timed(() => publication.write())
  } catch (error) {
    if (!(error instanceof MissingBlobs)) return push.fail(error as Error)
    if (length === 1 && publication.isUntouched) throw error
    const reason = `it has lost ${error.digests.join(', ')}, which it had before`
    push.fail(new RegistryError({ where: push.name, operation: 'writing of tags', reason }))
  }
}
