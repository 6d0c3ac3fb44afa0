import { BuildError } from '../../builder/build-error.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import { isLost, mayPublish } from '../../plan/gate.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { TagRules } from '../../plan/tag-move.ts'
import { watchProgress } from '../../push/progress.ts'
import { outcomeWithout } from '../../push/target-outcome.ts'
import { openPushes, type Pushes } from '../../push/targets.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { warnIfNothingRequired } from '../read/required.ts'

/** A publication in progress: its targets, and what can stop it. */
export interface PublishSession extends AsyncDisposable {
  readonly pushes: Pushes['all']
  readonly contents: Pushes['contents']
  /** Publishes to more targets. */
  readonly add: Pushes['add']
  readonly rules: TagRules
  /** Whether to check content that is expected to exist. */
  readonly verifiesContent: boolean
  /** Whether so many targets have failed that nothing can be published any more. The reasons are with them. */
  readonly isLost: boolean
}

/** Throws InputError if there is no target, or credentials are incomplete. */
export function checkTargets({ named, incompleteLogins, environment }: Job): void {
  throwAll(incompleteLogins)
  if (named.targets.length === 0) throw new InputError('tags', whyNothing(environment.variables.GITHUB_EVENT_NAME))
}

/** Prepares publishing to all targets. Throws InputError if there are none, or credentials are incomplete. */
export async function openPublishSession(job: Job): Promise<PublishSession> {
  const { inputs, environment } = job
  checkTargets(job)
  const pushes = await openTargets(job)
  warnIfNothingRequired(inputs, job.named.targets, environment.log)
  const progress = watchProgress(pushes.contents, environment.log)
  return {
    pushes: pushes.all,
    contents: pushes.contents,
    add: pushes.add,
    verifiesContent: verifiesContent(job),
    rules: { existing: inputs.existingTags, immutable: inputs.immutableTags },
    get isLost() {
      const failed = pushes.contents.filter(({ failure }) => failure).map(({ name }) => name)
      return isLost(failed, [...new Set(pushes.all.map(({ name }) => name))], inputs.required)
    },
    async [Symbol.asyncDispose]() {
      progress[Symbol.dispose]()
      await pushes[Symbol.asyncDispose]()
    },
  }
}

/** A job is usually re-run because something is wrong. */
function verifiesContent({ inputs, environment }: Job): boolean {
  return inputs.verifyContent || Number(environment.variables.GITHUB_RUN_ATTEMPT) > 1
}

async function openTargets(job: Job): Promise<Pushes> {
  const { inputs, named, registries, stop, environment } = job
  const names = new Set(named.targets.map(formatTarget))
  const failed: string[] = []
  const pushes = await openPushes(named.targets, {
    registries,
    mountFrom: inputs.mountFrom,
    required: inputs.required,
    verifyContent: verifiesContent(job),
    elapsed: environment.elapsed,
    signal: stop.network,
    onFailure({ name }) {
      failed.push(name)
      if (isLost(failed, [...names], inputs.required)) {
        stop.stopBuilding(new Error('no target is left to publish to'))
      }
    },
  })
  return {
    ...pushes,
    async add(more) {
      for (const target of more) names.add(formatTarget(target))
      return await pushes.add(more)
    },
  }
}

function whyNothing(event = 'this event'): string {
  const rule = event.startsWith('pull_request') ? 'type=ref,event=pr' : 'type=ref,event=branch'
  return `no rule produced a tag for '${event}', so there is nothing to publish. Add a rule for it, such as ${rule}, or set 'push: false' for it`
}

/** The result of a run whose targets failed before there was anything to publish. */
export function abandonedResult({ pushes }: PublishSession, { named }: Job): Result {
  const outcomes = pushes.map((push) => {
    const tags = push.target.tags.map((tag) => ({ tag, status: 'withheld' as const }))
    return outcomeWithout(push, tags)
  })
  return { names: named.names, outcomes, isDone: false }
}

/** The result of a run that ended early because its targets, or its build, failed. Throws any other error. */
export function endedEarly(error: unknown, session: PublishSession, job: Job): Result {
  if (session.isLost && error === job.stop.building.reason) return abandonedResult(session, job)
  if (error instanceof BuildError) return { ...abandonedResult(session, job), failure: error }
  throw error
}

/** Whether enough targets succeeded. */
export function isSuccess(outcomes: readonly Outcome[], { inputs }: Job): boolean {
  const targets = outcomes.map(({ target, status }) => ({
    target: formatTarget(target),
    ready: status === 'published' || status === 'planned',
  }))
  return mayPublish(targets, inputs.required)
}
