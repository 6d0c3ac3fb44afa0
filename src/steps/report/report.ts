import { tmpdir } from 'node:os'
import { publishedMetadata } from '../../builder/buildx/metadata-file.ts'
import type { Environment, Log } from '../../environment.ts'
import { annotateWarnings } from '../../github/report/annotate.ts'
import { reportErrors } from '../../github/report/report-errors.ts'
import { type OutputName, writeOutputs } from '../../github/report/step-outputs.ts'
import { summaryMarkdown, writeSummary } from '../../github/summary/summary.ts'
import { annotationLevelsIn, formatOutputs, type NameOutputs } from '../../names/name-outputs.ts'
import type { Digest } from '../../oci/digest.ts'
import type { Image } from '../../oci/image.ts'
import { mergeOutcomes } from '../../plan/merged-outcome.ts'
import { commonDigest } from '../../plan/outcome.ts'
import { complaintsOf, describeOutcome, describeTags, publishedImages, resultJson } from '../../plan/outcome-text.ts'
import type { Result } from '../job/result.ts'
import { writeBakeFiles } from '../name/bake-files.ts'
import { redacted, redactedBuild } from './redacted.ts'
import { describeKept, publishedRoot, type RunDone, summaryOf } from './summarize.ts'

/** Images to name in the log. */
const shownImages = 20

/** Reports a result to the log, the outputs and the job summary. Returns whether the outputs could be written. */
export async function report(given: Result, run: RunDone, environment: Environment): Promise<boolean> {
  const { log, variables } = environment
  const result = redacted(given, log.redact)
  const done = { ...run, build: redactedBuild(run.build, log.redact) }
  logResult(result, log)
  annotateWarnings(done.build?.warnings ?? [], log, variables)
  const { texts, bakeFiles } = nameOutputs(result, done.inputs.bakeTarget, environment)
  const values = { ...texts, ...imageOutputs(result) }
  const areWritten = await attemptTo('The outputs', log.error, () => writeOutputs(values, variables), advice(values))
  // Written last: a full disk must not cost us the digest.
  await attemptTo('The bake files', log.warning, async () => {
    writeOutputs(await writeBakeFiles(bakeFiles, variables.RUNNER_TEMP || tmpdir()), variables)
  })
  await attemptTo('The summary', log.warning, () => writeSummary(summaryMarkdown(summaryOf(result, done)), variables))
  return areWritten
}

/** Without outputs a later step would sign or deploy nothing, which must not look like success. */
function advice({ image }: Partial<Record<OutputName, string>>): string {
  const remedy = 'Later steps would have no outputs: make the file writable, and re-run the job'
  return image ? `The image was still published, as ${image}. ${remedy}` : remedy
}

async function attemptTo(
  what: string,
  complain: (message: string) => void,
  write: () => void | Promise<void>,
  consequence = 'The image is not affected'
): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    complain(`${what} could not be written: ${(error as Error).message}. ${consequence}.`)
    return false
  }
}

function logResult({ outcomes, image, metadata, kept, isDone, failure }: Result, log: Log): void {
  if (failure !== undefined) reportErrors(failure, log)
  const complain = isDone ? log.warning : log.error
  for (const outcome of mergeOutcomes(outcomes)) {
    log.info(describeOutcome(outcome))
    for (const complaint of complaintsOf(outcome)) complain(complaint)
  }
  const plans = describeTags(outcomes.filter(({ status }) => status === 'planned'))
  const digest = image?.root.digest ?? metadata?.digest
  const unpushed = outcomes.length === 0 && digest ? [`Not pushed: ${digest}`] : []
  if (kept) unpushed.push(describeKept(kept))
  const images = publishedImages(outcomes, image?.root.digest)
  for (const line of [...plans, ...firstOf(images), ...unpushed]) log.info(line)
}

/** The first of many: the output has all of them. */
function firstOf(images: readonly string[]): readonly string[] {
  const rest = images.length - shownImages
  return rest > 0 ? [...images.slice(0, shownImages), `and ${rest} more`] : images
}

function imageOutputs({ outcomes, image, metadata }: Result): Partial<Record<OutputName, string>> {
  const root = image && publishedRoot({ outcomes, image })
  const images = publishedImages(outcomes, root?.digest)
  const digest = root?.digest ?? metadata?.digest ?? commonDigest(outcomes) ?? ''
  const isPublished = metadata && root
  return {
    digest,
    image: images[0] ?? '',
    images: images.join('\n'),
    result: resultJson(outcomes, root?.digest),
    imageid: metadata?.configDigest ?? configOf(image) ?? digest,
    metadata: isPublished ? publishedMetadata(metadata, root, outcomes) : (metadata?.text ?? ''),
  }
}

/** The digest of the config; undefined if the root is an index of several images. */
function configOf(image: Image | undefined): Digest | undefined {
  return image?.manifests.at(-1)?.blobs[0]?.digest
}

function nameOutputs({ names }: Result, bakeTarget: string, { variables }: Environment): NameOutputs {
  return formatOutputs(names, { annotationLevels: annotationLevelsIn(variables), bakeTarget })
}
