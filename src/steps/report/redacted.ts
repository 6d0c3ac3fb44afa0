import type { Secrets } from '../../environment.ts'
import { parseJson } from '../../json.ts'
import { isDigest } from '../../oci/digest.ts'
import type { BuildReport } from '../../plan/build-report.ts'
import type { Result } from '../job/result.ts'

type Redact = Secrets['redact']

/**
 * A result with secrets redacted from third-party text, for outputs and files, which the runner does not mask. Digests
 * and image names are kept: redacting a short secret that happens to occur in one would break its grammar.
 */
export function redacted(result: Result, redact: Redact): Result {
  const { metadata, failure, base } = result
  return {
    ...result,
    outcomes: result.outcomes.map((outcome) => {
      const error = outcome.error && (withoutSecrets(outcome.error, redact) as Error)
      const objection = outcome.objection && (withoutSecrets(outcome.objection, redact) as Error)
      return { ...outcome, ...(error && { error }), ...(objection && { objection }) }
    }),
    ...(base && { base: { ...base, name: redact(base.name) } }),
    ...(failure !== undefined && { failure: withoutSecrets(failure, redact) }),
    ...(metadata && { metadata: { ...metadata, text: redactJson(metadata.text, redact) } }),
  }
}

/** Redacts the warnings of a build, which may quote a line of the Dockerfile. */
export function redactedBuild(build: BuildReport | undefined, redact: Redact): BuildReport | undefined {
  const warnings = build?.warnings.map((warning) => ({ ...warning, message: redact(warning.message) })) ?? []
  return build && { ...build, warnings }
}

/** Redacts an error's texts, and keeps its other properties: its name and its place in a file. */
function withoutSecrets(error: unknown, redact: Redact): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redact(error) : error
  const message = redact(error.message)
  if (error instanceof AggregateError) {
    const errors = error.errors.map((each) => withoutSecrets(each, redact))
    return new AggregateError(errors, message, { cause: error })
  }
  const texts = Object.entries(error).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value])
  return Object.assign(new Error(message, { cause: error }), Object.fromEntries(texts), { name: error.name })
}

function redactJson(text: string, redact: Redact): string {
  if (redact(text) === text) return text
  const shown = (key: string, value: unknown) =>
    typeof value !== 'string' || isGrammatical(key, value) ? value : redact(value)
  return JSON.stringify(parseJson(text), shown, 2)
}

function isGrammatical(key: string, value: string): boolean {
  return key === 'image.name' || isDigest(value) || /^[0-9a-f]{40,128}$/.test(value)
}
