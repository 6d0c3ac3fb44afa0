import { type Outcome, overtakenTags } from '../../plan/outcome.ts'
import { isPublication } from '../../plan/parts/part-report.ts'
import type { JobSummary } from './job-summary.ts'

/** The heading of a run: the result, and for which image. The jobs of a matrix share one page. */
export function titleOf(run: JobSummary): string {
  const { outcomes, subject } = run
  const { mark, words } = verdictOf(run)
  const done = outcomes.filter(({ status }) => status === 'published').length
  const count = done > 0 && done < outcomes.length ? `${done} of ${outcomes.length}` : outcomes.length
  const targets = outcomes.length > 1 ? ` (${count} targets)` : ''
  return `### ${mark} ${words} \`${subject.replaceAll('`', '')}\`${targets}`
}

interface Verdict {
  readonly mark: string
  readonly words: string
}

const replaced: Verdict = { mark: '⚠️', words: 'Published, but not every tag points at the image:' }

function verdictOf(run: JobSummary): Verdict {
  const { outcomes, failure, goal, isDone } = run
  if (failure !== undefined) return { mark: '❌', words: isBuildError(failure) ? failedWords[goal] : 'Failed:' }
  const statuses = new Set(outcomes.map(({ status }) => status))
  if (outcomes.length === 0) return { mark: '✅', words: doneWords[goal] }
  if (run.part && isDone && !isPublication(run.part))
    return { mark: '🧩', words: `Brought ${run.part.part.join(', ')} of` }
  return verdictOn(statuses, run)
}

function verdictOn(statuses: ReadonlySet<Outcome['status']>, { outcomes, isDone }: JobSummary): Verdict {
  if (statuses.has('planned')) return { mark: isDone ? '📝' : '❌', words: 'Dry run, nothing was published:' }
  if (!statuses.has('published')) return { mark: '❌', words: wordsWithout(statuses) }
  if (statuses.size > 1) return { mark: isDone ? '⚠️' : '❌', words: 'Partly published:' }
  return outcomes.some((outcome) => overtakenTags(outcome).length > 0) ? replaced : { mark: '✅', words: 'Published' }
}

function wordsWithout(statuses: ReadonlySet<Outcome['status']>): string {
  return statuses.has('unconfirmed') ? 'Accepted, but not visible yet:' : 'Not published:'
}

const doneWords: Readonly<Record<JobSummary['goal'], string>> = {
  build: 'Built, not pushed:',
  run: 'The command succeeded, nothing was published:',
  read: 'Read, not pushed:',
  check: 'Build check passed:',
  call: 'Done:',
}

const failedWords: Readonly<Record<JobSummary['goal'], string>> = {
  build: 'Build failed:',
  run: 'The command failed:',
  read: 'Failed:',
  check: 'Build check failed:',
  call: 'Failed:',
}

function isBuildError(failure: unknown): boolean {
  return failure instanceof Error && failure.name === 'BuildError'
}
