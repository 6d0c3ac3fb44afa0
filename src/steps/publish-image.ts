import type { PushOptions } from '../build/build.ts'
import { BuildError } from '../build/build-error.ts'
import type { Run } from '../environment.ts'
import { Completion } from '../push/completion.ts'
import { type Built, pushFromBuilder } from '../push/from-builder.ts'
import { warmUp } from '../push/warm-up.ts'
import { lossOf, lostAnnotations } from './lost-annotations.ts'
import { madeOf } from './made-of.ts'
import type { Mode } from './mode.ts'
import { buildOptionsFor, type Order } from './order.ts'
import { publishCompletions } from './publish-completions.ts'
import { beginPublishing, givenUp, isDone, Lost } from './publishing.ts'
import type { Result } from './result.ts'
import { warnOfUnbound } from './subjects.ts'

/** Builds an image and publishes it to its targets; a rehearsal only finds out what that would involve. */
export async function publishImage(order: Order, mode: Mode['do']): Promise<Result> {
  const { named, request, environment } = order
  await using publishing = await beginPublishing(order)
  const { pushes, rules, keyring, stop } = publishing
  const sources = await madeOf(request, environment.workspace)
  const begin = () => {
    for (const push of pushes) void warmUp(push, { beforeBuild: true, rules, madeOf: sources })
  }
  const options = onceStarted(await buildOptionsFor(order, keyring, stop.building), begin)

  async function finish({ image, contentOf, metadata, wherever }: Built): Promise<Result> {
    const lost = lostAnnotations(request.annotations, image)
    if (lost.length > 0) environment.log.warning(lossOf(lost))
    await warnOfUnbound(image, contentOf, environment.log)
    const completions = pushes.map((push) => new Completion(push, image, contentOf, wherever))
    const outcomes = await publishCompletions(completions, order, mode, publishing)
    return { names: named.names, outcomes, image, metadata, isDone: isDone(outcomes, order) }
  }

  const receivers = mode === 'publish' ? pushes : []
  const { targets } = named
  const directory = environment.temp
  const onBroken = stop.stopBuilding
  try {
    return await pushFromBuilder({ request, pushes: receivers, targets, options, directory, onBroken }, finish)
  } catch (error) {
    if (error instanceof Lost) return givenUp(publishing, order)
    if (error instanceof BuildError) return { ...givenUp(publishing, order), failure: error }
    throw error
  }
}

/** Calls `begin` once Docker has been started: the registry client is loaded while Docker starts up. */
function onceStarted(options: PushOptions, begin: () => void): PushOptions {
  const { environment } = options
  let isBegun = false
  const run: Run = (command) => {
    const ended = environment.run(command)
    if (!isBegun) begin()
    isBegun = true
    return ended
  }
  return { ...options, environment: { ...environment, run } }
}
