import type { ImageSource } from '../../oci/image-source.ts'
import { isBake } from '../bake/check-bake.ts'
import type { Job } from '../job/job.ts'
import { checkAllUnpublished } from './compose-checks.ts'

/** Whether any check looks at images that are not published. */
export function hasUnpublishedChecks({ checks }: Pick<Job, 'checks'>): boolean {
  return checks.some(({ checkUnpublished }) => checkUnpublished !== undefined)
}

/** Logs a notice that images are not checked although the inputs ask for that. */
export function noticeUnchecked(
  why: string,
  { checks, environment: { log } }: Pick<Job, 'checks' | 'environment'>
): void {
  if (hasUnpublishedChecks({ checks })) log.notice(`Not checked: ${why}`)
}

/**
 * Tests and scans images that are not published, without credentials. `loaded` are their names in the Docker engine.
 * Throws CheckError, or an AggregateError of several.
 */
export async function checkUnpublished(
  sources: readonly ImageSource[],
  job: Pick<Job, 'checks' | 'inputs' | 'request' | 'environment'>,
  loaded: readonly string[] = loadedNames(job)
): Promise<void> {
  const { checks, environment } = job
  const { log } = environment
  if (!hasUnpublishedChecks({ checks })) return
  const away = sources.find(({ image, blob }) => image.blobs.some(({ digest }) => blob(digest) === undefined))
  if (away) return log.notice(`Not checked: the content of ${away.name} is not on this machine`)
  await log.group('Checks', () => checkAllUnpublished(checks, { sources, loaded }))
}

/** The names of the image in the Docker engine, if this step has built and loaded it. */
function loadedNames({ inputs, request }: Pick<Job, 'inputs' | 'request'>): readonly string[] {
  return inputs.load && !inputs.source && !inputs.run && !isBake(inputs) ? request.names : []
}
