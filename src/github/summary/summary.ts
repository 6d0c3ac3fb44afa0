import { appendFileSync } from 'node:fs'
import type { Variables } from '../../environment.ts'
import { problemsOf } from '../../input-error.ts'
import type { Outcome } from '../../plan/outcome.ts'
import { complaintsOf, objectionsTo } from '../../plan/outcome-text.ts'
import { describePart, isPublication } from '../../plan/parts/part-report.ts'
import { writeRunnerFile } from '../report/runner-file.ts'
import { isDisabled } from '../report/switch.ts'
import { buildLine, warningsList } from './build-line.ts'
import { imageSections } from './image/image-sections.ts'
import type { JobSummary } from './job-summary.ts'
import { markdownText } from './markdown.ts'
import { partsTable } from './parts-table.ts'
import { codeBlock } from './summary-text.ts'
import { copyBlocks, tagsList } from './tags-list.ts'
import { savingsLine, targetsTable } from './targets-table.ts'
import { titleOf } from './title.ts'

/** The job summary: what to copy, what happened at each target, and how the build went. Markdown. */
export function summaryMarkdown(run: JobSummary): string {
  const { outcomes, digest, failure, build, unpushed, part } = run
  const isImage = !part || isPublication(part)
  const parts = [
    titleOf(run),
    unpushed && markdownText(unpushed),
    part && markdownText(describePart(part)),
    ...(failure === undefined ? [] : failureParts(failure)),
    list([...outcomes.flatMap(complaintsOf), ...objectionsTo(outcomes)]),
    ...excerptsOf(outcomes),
    ...(isImage ? copyBlocks(outcomes, digest) : []),
    ...(run.checks ?? []),
    digest && outcomes.length === 0 && `**Digest:** \`${digest}\``,
    tagsList(shown(run)),
    part && partsTable(part),
    targetsTable(shown(run)),
    savingsLine(outcomes),
    ...imageSections(run.image),
    build && buildLine(build),
    build && warningsList(build.warnings),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** After a failed build, only targets that failed as well are worth reporting. */
function shown({ outcomes, failure }: JobSummary): readonly Outcome[] {
  return failure === undefined ? outcomes : outcomes.filter(({ status }) => status !== 'withheld')
}

function failureParts(failure: unknown): readonly (string | undefined)[] {
  const errors = problemsOf(failure)
  const { excerpt } = Object(failure) as { readonly excerpt?: string }
  const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)))
  return [errors.length === 1 ? markdownText(messages.join()) : list(messages), excerpt && codeBlock(excerpt)]
}

/** What failing checks printed last; all targets have the same objection. */
function excerptsOf(outcomes: readonly Outcome[]): readonly string[] {
  const objections = outcomes.flatMap(({ objection }) => (objection ? [objection] : []))
  const errors = objections.flatMap(problemsOf)
  const excerpts = errors.map((error) => (Object(error) as { readonly excerpt?: string }).excerpt)
  return [...new Set(excerpts.filter((excerpt) => excerpt !== undefined && excerpt !== ''))].map((excerpt) =>
    codeBlock(excerpt ?? '')
  )
}

function list(lines: readonly string[]): string | undefined {
  return lines.map((line) => `- ${markdownText(line)}`).join('\n') || undefined
}

/**
 * Writes the job summary if the runner takes one, unless DOCKER_BUILD_SUMMARY turns it off. Throws if it cannot be
 * written.
 */
export function writeSummary(markdown: string, variables: Variables): void {
  const { GITHUB_STEP_SUMMARY, DOCKER_BUILD_SUMMARY } = variables
  if (!GITHUB_STEP_SUMMARY || isDisabled(DOCKER_BUILD_SUMMARY)) return
  writeRunnerFile('GITHUB_STEP_SUMMARY', variables, (file) => appendFileSync(file, markdown))
}
