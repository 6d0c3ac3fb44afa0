import { type Check, type CheckStage, objectionOf, type Unpublished } from '../../push/phases/check.ts'
import type { Checks } from '../../push/phases/check-phase.ts'
import type { Release } from '../../push/release.ts'

/** The stages, in the order in which they run. */
const stages: readonly CheckStage[] = ['policy', 'proof', 'attachment']

/**
 * Combines checks into one; undefined if there are none. A stage runs once all checks of the stages before it agree.
 * Within a stage all of them run, one after the other, so that users see all objections at once.
 */
export function composeChecks(checks: readonly Check[]): Checks | undefined {
  if (checks.length === 0) return undefined
  return {
    async begin(uploads) {
      await Promise.all(checks.map((check) => check.begin?.(uploads)))
    },
    async mayKeep(found, content) {
      const answers = await Promise.all(checks.map((check) => check.mayKeep?.(found, content) ?? true))
      return !answers.includes(false)
    },
    async approve(ready, late) {
      const attached: Release[] = []
      for (const stage of stages) {
        const due = checks.filter((check) => check.stage === stage)
        attached.push(...(await askAll(due, (check) => check.approve(ready, late))))
      }
      return attached.flat()
    },
    async confirm(attached) {
      await askAll(checks, async (check) => await check.confirm?.(attached))
    },
  }
}

/** Checks images that are not published, in the same order. Throws like a check. */
export async function checkAllUnpublished(checks: readonly Check[], images: Unpublished): Promise<void> {
  for (const stage of stages) {
    const due = checks.filter((check) => check.stage === stage)
    await askAll(due, async (check) => await check.checkUnpublished?.(images))
  }
}

/** Throws the only objection, or an AggregateError of several. */
async function askAll<Answer>(
  checks: readonly Check[],
  ask: (check: Check) => Promise<Answer>
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  const objections: Error[] = []
  for (const check of checks) {
    try {
      answers.push(await ask(check))
    } catch (error) {
      objections.push(objectionOf(check, error))
    }
  }
  const [only, ...others] = objections
  if (!only) return answers
  throw others.length === 0 ? only : new AggregateError(objections, objections.map(({ message }) => message).join(' '))
}
