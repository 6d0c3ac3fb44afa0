import { mayPublish, type Required } from '../plan/gate.ts'
import type { TagRules } from '../plan/tag-move.ts'
import { RegistryError } from '../registry/registry-error.ts'
import type { Completion } from './completion.ts'
import { Publication } from './publication.ts'
import type { Push } from './push.ts'
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
  await Promise.all(completions.map(({ push }) => readStaleTags(push)))
  const publications = completions.map((completion) => new Publication(completion, rules))
  for (const { push, refusal } of publications) if (refusal) push.fail(refusal)
  const isOpen = () =>
    mayPublish(
      publications.map(({ push }) => ({ target: push.name, ready: !push.failure })),
      required
    )
  if (!isOpen()) return publications

  const live = publications.filter(({ push }) => !push.failure)
  await Promise.all(live.map((publication) => write(publication, live.length === 1)))
  if (onFailure === 'keep') return publications
  const everywhere = !isOpen()
  const undone = publications.filter(({ push }) => everywhere || push.failure)
  await Promise.all(undone.map((publication) => publication.putBack()))
  return publications
}

/** The push may have taken a while, in which others may have moved the tags. */
async function readStaleTags(push: Push): Promise<void> {
  if (push.failure || !push.tags.isStale) return
  await push.tags.read().catch((error: Error) => push.fail(error))
}

async function write(publication: Publication, isOnly: boolean): Promise<void> {
  const { push } = publication
  try {
    await push.meter.timed(() => publication.write())
  } catch (error) {
    if (!(error instanceof MissingBlobs)) return push.fail(error as Error)
    if (isOnly && publication.isUntouched) throw error
    const reason = `it has lost ${error.digests.join(', ')}, which it had before`
    push.fail(new RegistryError({ where: push.name, operation: 'writing of tags', reason }))
  }
}
