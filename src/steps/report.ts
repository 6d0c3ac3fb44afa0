import { tmpdir } from 'node:os'
import type { Environment, Log } from '../environment.ts'
import type { Inputs } from '../github/inputs.ts'
import { type OutputName, writeOutputs } from '../github/outputs.ts'
import { describeOutcome, describeTags, publishedImages, resultJson } from '../github/report.ts'
import { summaryMarkdown, writeSummary } from '../github/summary.ts'
import { defaultFormat, formatOutputs } from '../tags/outputs.ts'
import { writeBakeFiles } from './bake-files.ts'
import type { Result } from './result.ts'

/** Tells a run's result to the log, to later steps, and to who looks at the job. */
export async function report(
  result: Result,
  inputs: Pick<Inputs, 'bakeTarget'>,
  environment: Environment
): Promise<void> {
  const { outcomes, digest } = result
  logResult(result, environment.log)
  writeOutputs({ ...(await nameOutputs(result, inputs.bakeTarget, environment)), ...imageOutputs(result) })
  if (outcomes.length > 0) await writeSummary(summaryMarkdown(outcomes, digest), environment.variables)
}

function logResult({ outcomes, digest, isDone }: Result, log: Log): void {
  for (const outcome of outcomes) {
    for (const line of [describeOutcome(outcome), ...describeTags(outcome)]) log.info(line)
    if (outcome.error) (isDone ? log.warning : log.error)(outcome.error.message)
  }
  for (const image of publishedImages(outcomes, digest)) log.info(image)
}

function imageOutputs({ outcomes, digest, metadata }: Result): Partial<Record<OutputName, string>> {
  const images = publishedImages(outcomes, digest)
  const built = digest ?? metadata?.digest ?? ''
  return {
    digest: built,
    image: images[0] ?? '',
    images: images.join('\n'),
    result: resultJson(outcomes, digest),
    imageid: metadata?.configDigest ?? built,
    metadata: metadata?.text ?? '',
  }
}

async function nameOutputs(
  { names }: Result,
  bakeTarget: string,
  { variables }: Environment
): Promise<Partial<Record<OutputName, string>>> {
  const annotationLevels = variables.DOCKER_METADATA_ANNOTATIONS_LEVELS || defaultFormat.annotationLevels
  const { texts, bakeFiles } = formatOutputs(names, { ...defaultFormat, annotationLevels, bakeTarget })
  return { ...texts, ...(await writeBakeFiles(bakeFiles, variables.RUNNER_TEMP || tmpdir())) }
}
