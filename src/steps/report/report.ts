import { tmpdir } from 'node:os'
import type { Environment, Log } from '../../environment.ts'
import { annotateWarnings } from '../../github/report/annotate.ts'
import { reportErrors } from '../../github/report/report-errors.ts'
import { type OutputName, writeOutputs } from '../../github/report/step-outputs.ts'
import { describeSizes } from '../../plan/comparison/image-comparison.ts'
import { mergeOutcomes } from '../../plan/merged-outcome.ts'
import { complaintsOf, describeOutcome, describeTags, objectionsTo, publishedImages } from '../../plan/outcome-text.ts'
import { describePart, describePartLine, isPublication, type PartReport } from '../../plan/parts/part-report.ts'
import type { Result } from '../job/result.ts'
import { writeBakeFiles } from '../name/bake-files.ts'
import { comparedImages } from './compared-images.ts'
import { outputValues } from './output-values.ts'
import { redacted, redactedBuild } from './redacted.ts'
import { describeKept, type RunDone, summaryOf } from './summarize.ts'

/** Images to name in the log, and those whose sizes are logged. */
const shownImages = 20
const sizedImages = 3

/** Reports a result to the log, the outputs and the job summary. Returns whether the outputs could be written. */
export async function report(given: Result, run: RunDone, environment: Environment): Promise<boolean> {
  const { log, variables } = environment
  const result = redacted(given, log.redact)
  const done = { ...run, build: redactedBuild(run.build, log.redact) }
  logResult(result, log)
  annotateWarnings(done.build?.warnings ?? [], log, variables)
  const { texts: values, bakeFiles } = outputValues(result, done.inputs, environment, done.checks)
  const areWritten = await attemptTo('The outputs', log.error, () => writeOutputs(values, variables), advice(values))
  // Written last: a full disk must not cost us the digest.
  await attemptTo('The bake files', log.warning, async () => {
    writeOutputs(await writeBakeFiles(bakeFiles, variables.RUNNER_TEMP || tmpdir()), variables)
  })
  await attemptTo('The summary', log.warning, async () => {
    const { summaryMarkdown, writeSummary } = await import('../../github/summary/summary.ts')
    writeSummary(summaryMarkdown(summaryOf(result, done, variables)), variables)
  })
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

function logResult(result: Result, log: Log): void {
  const { outcomes, isDone, failure, part } = result
  if (failure !== undefined) reportErrors(failure, log)
  const complain = isDone ? log.warning : log.error
  for (const outcome of mergeOutcomes(outcomes)) {
    log.info(describeOutcome(outcome))
    for (const complaint of complaintsOf(outcome)) complain(complaint)
  }
  for (const objection of objectionsTo(outcomes)) log.error(objection)
  for (const line of linesOn(result)) log.info(line)
  if (part) logPart(part, log)
}

function linesOn(result: Result): readonly string[] {
  const { outcomes, image, metadata, kept, part } = result
  const plans = describeTags(outcomes.filter(({ status }) => status === 'planned'))
  const digest = image?.root.digest ?? metadata?.digest
  const unpushed = outcomes.length === 0 && digest ? [`Not pushed: ${digest}`] : []
  if (kept) unpushed.push(describeKept(kept))
  const isImage = !part || isPublication(part)
  const images = isImage ? publishedImages(outcomes, image?.root.digest) : []
  const compared = comparedImages(result)
  const sizes = compared.length > sizedImages ? [] : compared.flatMap(({ comparison }) => describeSizes(comparison))
  return [...plans, ...sizes, ...firstOf(images), ...unpushed]
}

/** What became of a part, and which parts there are. */
function logPart(part: PartReport, log: Log): void {
  log.notice(describePart(part))
  for (const line of part.parts) log.info(describePartLine(line))
}

/** The first of many: the output has all of them. */
function firstOf(images: readonly string[]): readonly string[] {
  const rest = images.length - shownImages
  return rest > 0 ? [...images.slice(0, shownImages), `and ${rest} more`] : images
}
