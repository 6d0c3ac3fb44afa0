import { InputError } from '../input-error.ts'
import { isLost, mayPublish, type Required } from '../plan/gate.ts'
import type { Outcome } from '../plan/outcome.ts'
import { formatTarget } from '../plan/target.ts'
import { completeAll } from '../push/complete.ts'
import { Completion } from '../push/completion.ts'
import { type Built, pushFromBuilder } from '../push/from-builder.ts'
import { outcomeOf } from '../push/outcome.ts'
import { watchProgress } from '../push/progress.ts'
import { publish } from '../push/publish.ts'
import type { Push } from '../push/push.ts'
import { rehearse } from '../push/rehearse.ts'
import { openPushes, type Pushes } from '../push/targets.ts'
import { warmUp } from '../push/warm-up.ts'
import { buildOptionsFor, keyringFor, type Order } from './order.ts'
import type { Result } from './result.ts'
import { type Stop, stopWith } from './stop.ts'

/** Stops a build whose image could not be published any more. The reasons are with the targets that failed. */
class Lost extends Error {}

/** Builds an image and brings it to its targets, or, in a rehearsal, only looks what that would take. */
export async function publishImage(order: Order, mode: 'publish' | 'rehearse'): Promise<Result> {
  const { inputs, named, request, environment } = order
  using stop = stopWith(environment.signal)
  await using pushes = await open(order, stop)
  using _ = watchProgress(pushes.all, environment.log)
  const rules = { existing: inputs.existingTags, immutable: inputs.immutableTags }
  const warm = Promise.all(pushes.all.map((push) => warmUp(push, { beforeBuild: true, rules })))
  const options = await buildOptionsFor(order, keyringFor(order, stop.building), stop.building)

  async function finish({ image, contentOf, metadata }: Built): Promise<Result> {
    await warm
    const { digest } = image.root
    if (mode === 'rehearse') {
      const outcomes = await Promise.all(pushes.all.map((push) => rehearse(push, image, rules)))
      return { names: named.names, outcomes, digest, metadata, isDone: outcomes.every(({ error }) => !error) }
    }
    const completions = pushes.all.map((push) => new Completion(push, image, contentOf))
    await completeAll(completions)
    stop.shield()
    const publications = await publish(completions, { ...inputs, rules })
    const outcomes = publications.map((publication) => outcomeOf(publication.push, image, publication.outcomes))
    return { names: named.names, outcomes, digest, metadata, isDone: isDone(outcomes, inputs.required) }
  }

  const receivers = mode === 'publish' ? pushes.all : []
  const { targets } = named
  try {
    const build = {
      request,
      pushes: receivers,
      targets,
      options,
      directory: environment.temp,
      onBroken: stop.stopBuilding,
    }
    return await pushFromBuilder(build, finish)
  } catch (error) {
    if (!(error instanceof Lost)) throw error
    return { names: named.names, outcomes: pushes.all.map(givenUp), isDone: false }
  }
}

async function open(order: Order, stop: Stop): Promise<Pushes> {
  const { inputs, named, access, environment } = order
  const { targets } = named
  if (targets.length === 0) {
    throw new InputError('tags', 'no tag comes of the rules for this event, so there is nothing to publish')
  }
  const failed: string[] = []
  const keyring = keyringFor(order, stop.network)
  return await openPushes(targets, {
    accessTo: (registry) => access.access.get(registry) ?? {},
    credentialFor: (registry) => keyring.credentialFor(registry),
    mountFrom: inputs.mountFrom,
    environment,
    signal: stop.network,
    onFailure(push) {
      failed.push(push.name)
      if (isLost(failed, targets.map(formatTarget), inputs.required)) stop.stopBuilding(new Lost())
    },
  })
}

function givenUp(push: Push): Outcome {
  return outcomeOf(
    push,
    undefined,
    push.target.tags.map((tag) => ({ tag, status: 'withheld' }))
  )
}

function isDone(outcomes: readonly Outcome[], required: Required): boolean {
  const targets = outcomes.map(({ target, status }) => ({
    target: formatTarget(target),
    ready: status === 'published',
  }))
  return mayPublish(targets, required)
}
