import type { Environment } from '../environment.ts'
import { readInputs } from '../github/inputs/input.ts'
import { inspectInputs } from '../github/inputs/inspect-inputs.ts'
import { inspectOutputs, writeOutputs } from '../github/report/step-outputs.ts'
import { writeSummary } from '../github/summary/summary.ts'
import { inspectAll } from '../steps/inspect/inspect-all.ts'
import { isFailed } from '../steps/inspect/inspection.ts'
import { logInspection } from '../steps/inspect/report/inspection-log.ts'
import { inspectionOutputs } from '../steps/inspect/report/inspection-outputs.ts'
import { inspectionSummary } from '../steps/inspect/report/inspection-summary.ts'
import type { Action } from './action.ts'

/** Finds out what is at a registry: images, tags, repositories. No layer is read. */
async function run(environment: Environment): Promise<boolean> {
  const { variables, log } = environment
  const inputs = await readInputs(inspectInputs, variables)
  const result = await inspectAll(inputs, environment)
  logInspection(result, log)
  writeOutputs(inspectionOutputs(result, log.redact), variables)
  writeSummary(inspectionSummary(result, log.redact), variables)
  return ![...result.inspected, ...result.catalogs].some(isFailed)
}

export const inspectAction: Action = {
  title: 'Manifold inspect',
  description: 'Finds out what is at a registry without pulling it: images, tags and repositories',
  inputs: inspectInputs,
  outputs: inspectOutputs,
  keepsFiles: false,
  run,
}
