import { readInputs } from '../../src/github/inputs/input.ts'
import { inspectInputs } from '../../src/github/inputs/inspect-inputs.ts'
import type { InspectOutputName } from '../../src/github/report/step-outputs.ts'
import { problemsOf } from '../../src/input-error.ts'
import { inspectAll } from '../../src/steps/inspect/inspect-all.ts'
import { logInspection } from '../../src/steps/inspect/report/inspection-log.ts'
import { inspectionOutputs } from '../../src/steps/inspect/report/inspection-outputs.ts'
import { inspectionSummary } from '../../src/steps/inspect/report/inspection-summary.ts'
import { testEnvironment } from '../support/environment.ts'

/** What the action finds out with these inputs, in this process. */
export async function inspect(inputs: Readonly<Record<string, string>>, variables = {}) {
  const given = Object.fromEntries(Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]))
  const environment = testEnvironment({ variables: { ...variables, ...given } })
  const { log } = environment
  const result = await inspectAll(await readInputs(inspectInputs, environment.variables), environment)
  logInspection(result, log)
  const outputs = inspectionOutputs(result, log.redact)
  return {
    outputs,
    /** An output that is JSON. */
    json: (name: InspectOutputName) => JSON.parse(outputs[name]),
    summary: inspectionSummary(result, log.redact),
    lines: log.lines,
  }
}

/** The messages of the errors that refuse the inputs. */
export async function refusalOf(inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return await inspect(inputs).then(
    () => [],
    (error: unknown) => messagesOf(error)
  )
}

function messagesOf(error: unknown): readonly string[] {
  const problems = problemsOf(error)
  return problems[0] === error ? [(error as Error).message] : problems.flatMap(messagesOf)
}
