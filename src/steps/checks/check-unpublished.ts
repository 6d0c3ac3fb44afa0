import type { ImageSource } from '../../oci/image-source.ts'
import type { Job } from '../job/job.ts'
import { checkAllUnpublished } from './compose-checks.ts'

/** Whether any check looks at images that are not published. */
export function hasUnpublishedChecks({ checks }: Pick<Job, 'checks'>): boolean {
  return checks.some(({ checkUnpublished }) => checkUnpublished !== undefined)
}

/** Says so where images are not checked although the inputs ask for that. */
export function tellUnchecked(
  why: string,
  { checks, environment: { log } }: Pick<Job, 'checks' | 'environment'>
): void {
  if (hasUnpublishedChecks({ checks })) log.notice(`Not checked: ${why}`)
}

/** Tests and scans images that are not published, without credentials. Throws CheckError, or an AggregateError of several. */
export async function checkUnpublished(
  sources: readonly ImageSource[],
  { checks, inputs, request, environment: { log } }: Pick<Job, 'checks' | 'inputs' | 'request' | 'environment'>
): Promise<void> {
  if (!hasUnpublishedChecks({ checks })) return
  const away = sources.find(({ image, blob }) => image.blobs.some(({ digest }) => blob(digest) === undefined))
  if (away) return log.notice(`Not checked: the content of ${away.name} is not on this machine`)
  const isLoaded = inputs.load && !inputs.source && !inputs.run
  await log.group('Checks', () => checkAllUnpublished(checks, { sources, loaded: isLoaded ? request.names : [] }))
}
