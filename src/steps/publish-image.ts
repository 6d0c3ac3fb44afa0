import { describeTags } from '../github/report.ts'
import { InputError, throwAll } from '../input-error.ts'
import { formatBytes } from '../oci/bytes.ts'
import type { Image } from '../oci/image.ts'
import { isLost, mayPublish } from '../plan/gate.ts'
import type { Outcome } from '../plan/outcome.ts'
import type { TagRules } from '../plan/tag-move.ts'
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
import type { Keyring } from '../registry/credentials/keyring.ts'
import { buildOptionsFor, keyringFor, type Order } from './order.ts'
import type { Result } from './result.ts'
import { type Stop, stopWith } from './stop.ts'

/** Stops a build whose image could not be published any more. The reasons are with the targets that failed. */
class Lost extends Error {}

/** Builds an image and brings it to its targets, or, in a rehearsal, only looks what that would take. */
export async function publishImage(order: Order, mode: 'publish' | 'rehearse'): Promise<Result> {
  const { inputs, named, request, access, environment } = order
  const { names, targets } = named
  throwAll(access.problems)
  using stop = stopWith(environment.signal)
  const keyring = keyringFor(order, stop.network)
  await using pushes = await open(order, keyring, stop)
  using _ = watchProgress(pushes.all, environment.log)
  const rules = { existing: inputs.existingTags, immutable: inputs.immutableTags }
  const warm = Promise.all(pushes.all.map((push) => warmUp(push, { beforeBuild: true, rules })))
  const options = await buildOptionsFor(order, keyring, stop.building)

  async function finish({ image, contentOf, metadata }: Built): Promise<Result> {
    await warm
    const completions = pushes.all.map((push) => new Completion(push, image, contentOf))
    const outcomes = await (mode === 'publish'
      ? publishAll(completions, order, rules, stop)
      : Promise.all(pushes.all.map((push) => rehearse(push, image, rules))))
    return { names, outcomes, root: image.root, metadata, isDone: isDone(outcomes, order) }
  }

  const receivers = mode === 'publish' ? pushes.all : []
  const directory = environment.temp
  try {
    return await pushFromBuilder(
      { request, pushes: receivers, targets, options, directory, onBroken: stop.stopBuilding },
      finish
    )
  } catch (error) {
    if (!(error instanceof Lost)) throw error
    return { names, outcomes: pushes.all.map(givenUp), isDone: false }
  }
}

async function open({ inputs, named, access, environment }: Order, keyring: Keyring, stop: Stop): Promise<Pushes> {
  const { targets } = named
  if (targets.length === 0) {
    throw new InputError('tags', 'no tag comes of the rules for this event, so there is nothing to publish')
  }
  const failed: string[] = []
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

/** Both phases: the content to all targets, then the tags. */
async function publishAll(
  completions: readonly Completion[],
  { inputs, environment: { log } }: Order,
  rules: TagRules,
  stop: Stop
): Promise<readonly Outcome[]> {
  await log.group('Push', async () => {
    for (const { image } of completions.slice(0, 1)) log.info(describe(image))
    await completeAll(completions)
  })
  using _ = stop.shield()
  return await log.group('Tags', async () => {
    const publications = await publish(completions, { ...inputs, rules })
    const outcomes = publications.map(({ push, outcomes: tags }, index) =>
      outcomeOf(push, completions[index]?.image, tags)
    )
    for (const line of outcomes.flatMap(describeTags)) log.info(line)
    return outcomes
  })
}

function describe({ root, manifests, blobs }: Image): string {
  const bytes = blobs.reduce((sum, { size }) => sum + size, 0)
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return `${root.digest}: ${count(manifests.length, 'manifest')}, ${count(blobs.length, 'blob')} (${formatBytes(bytes)})`
}

function givenUp(push: Push): Outcome {
  const tags = push.target.tags.map((tag) => ({ tag, status: 'withheld' as const }))
  return outcomeOf(push, undefined, tags)
}

function isDone(outcomes: readonly Outcome[], { inputs }: Order): boolean {
  const targets = outcomes.map(({ target, status }) => ({
    target: formatTarget(target),
    ready: status === 'published' || status === 'planned',
  }))
  return mayPublish(targets, inputs.required)
}
