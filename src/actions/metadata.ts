import type { Environment } from '../environment.ts'
import { readInputs } from '../github/inputs/input.ts'
import { metadataInputs } from '../github/inputs/tables/metadata-inputs.ts'
import { exportOutputs, metadataOutputs, writeOutputs } from '../github/report/step-outputs.ts'
import { readFacts } from '../github/repository/run-facts.ts'
import { InputError } from '../input-error.ts'
import { type NamingInputs, parseNaming } from '../names/inputs/naming.ts'
import { lineThatNeedsRef } from '../names/inputs/needs-ref.ts'
import { annotationLevelsIn, formatOutputs, parseSetOutputEnv } from '../names/name-outputs.ts'
import { type Names, nameImages } from '../names/names.ts'
import { writeBakeFiles } from '../steps/name/bake-files.ts'
import type { Action } from './action.ts'

/** Names images for the user's own builder, as docker/metadata-action does: names only, no build. */
async function run(environment: Environment): Promise<boolean> {
  const { variables, log, temp } = environment
  const inputs = await readInputs(metadataInputs, variables)
  const naming = parseNaming({ ...inputs, shortShaLength: variables.DOCKER_METADATA_SHORT_SHA_LENGTH })
  const isExported = parseSetOutputEnv(variables.DOCKER_METADATA_SET_OUTPUT_ENV)
  const { facts, lookups } = await readFacts(environment, { context: inputs.context, token: inputs.githubToken })
  if (inputs.context === 'git' && facts.event.ref.name === '') checkWithoutRef(naming)
  const names = await nameImages(naming, facts, lookups)
  const { texts, bakeFiles } = formatOutputs(names, {
    tagSeparator: inputs.sepTags,
    labelSeparator: inputs.sepLabels,
    annotationSeparator: inputs.sepAnnotations,
    annotationLevels: annotationLevelsIn(variables),
    bakeTarget: inputs.bakeTarget,
  })
  const outputs = { ...texts, ...(await writeBakeFiles(bakeFiles, temp)) }
  writeOutputs(outputs, variables)
  if (isExported) exportOutputs(outputs, variables)
  await log.group('Tags', async () => logLines(texts.tags, environment))
  await log.group('Labels', async () => logLines(texts.labels, environment))
  logRemarks(names, environment)
  return true
}

/** A bare commit has names too, but not those derived from a branch or tag. */
function checkWithoutRef(naming: NamingInputs): void {
  const line = lineThatNeedsRef(naming)
  if (line === undefined) return
  const problem = `no checked-out branch or tag contains HEAD, but this rule needs one: ${line}`
  throw new InputError('context', `${problem}. Set 'fetch-depth: 0' or 'ref' in actions/checkout`)
}

function logLines(text: string, { log }: Environment): void {
  for (const line of text.split('\n')) log.info(line)
}

function logRemarks({ withheld, warnings }: Names, { log }: Environment): void {
  for (const { tag, reason } of withheld) log.notice(`Tag '${tag}' is not moved: ${reason}`)
  for (const warning of warnings) log.warning(warning)
}

export const metadataAction: Action = {
  title: 'Manifold metadata',
  description: 'Names a container image: tags, labels and annotations for a builder of your own',
  inputs: metadataInputs,
  outputs: metadataOutputs,
  keepsFiles: false,
  run,
}
