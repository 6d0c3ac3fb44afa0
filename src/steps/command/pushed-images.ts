import type { Log } from '../../environment.ts'
import { InputError, throwAll } from '../../input-error.ts'
import type { Target } from '../../oci/distribution/target.ts'
import type { CommandIntake } from '../../sources/command/command-intake.ts'
import { openPushed, type PushedImage, shownName } from '../../sources/command/pushed-image.ts'
import { targetsBelow } from './command-targets.ts'

/** Digests to list in a notice. */
const shownDigests = 5

/**
 * The images that a command has pushed, that of `$MANIFOLD_REPOSITORY` first. Throws InputError if there is none, or if
 * one cannot be told from others, and ContentError if a part of one is missing.
 */
export async function pushedImages(
  { host, name, blobs, repositories }: CommandIntake,
  targets: readonly Target[],
  log: Pick<Log, 'notice'>
): Promise<readonly PushedImage[]> {
  const results = await Promise.allSettled(
    repositories.map(async (repository) => {
      await repository.opened
      const { path } = repository
      const builtName = [host, name, path].filter(Boolean).join('/')
      return await openPushed(repository, { blobs, builtName, targets: targetsBelow(targets, path) })
    })
  )
  throwAll(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])))
  const found = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []))
  if (found.length === 0) throw new InputError('run', nothing)
  for (const { path, left } of found) {
    if (left.length === 0) continue
    const [are, they, their] = left.length === 1 ? ['is', 'it', 'its'] : ['are', 'them', 'their']
    const shown = [
      ...left.slice(0, shownDigests),
      ...(left.length > shownDigests ? [`${left.length - shownDigests} more`] : []),
    ]
    log.notice(
      `${shown.join(', ')} ${are} not published: the command pushed ${they} to ${shownName(path)} without a tag of ${their} own, and no published image refers to ${they}`
    )
  }
  return found.toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

const nothing =
  'the command ended successfully, but pushed no image to publish. Have it push to the repository in the variable MANIFOLD_REPOSITORY, such as \'docker push "$MANIFOLD_REPOSITORY"\': docs/run.md says how for each tool'
