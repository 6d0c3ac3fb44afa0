import { BuildError } from '../../builder/build-error.ts'
import type { BuildWithLoginOptions } from '../../builder/buildx/build.ts'
import type { Run } from '../../environment.ts'
import { ContentUpload } from '../../push/content/content-upload.ts'
import { warmUp } from '../../push/warm-up.ts'
import { type Built, pushFromBuilder } from '../../sources/built.ts'
import { baseImages } from '../request/base-images.ts'
import type { Mode } from '../request/mode.ts'
import { buildOptionsFor, type Job } from './job.ts'
import { lossOf, lostAnnotations } from './lost-annotations.ts'
import { publishEverywhere } from './publish-everywhere.ts'
import { abandonedResult, isSuccess, Lost, openPublishSession } from './publish-session.ts'
import type { Result } from './result.ts'
import { warnOfUnbound } from './subjects.ts'

/** Builds an image and publishes it to its targets; a rehearsal only finds out what that would involve. */
export async function publishImage(order: Job, mode: Mode['do']): Promise<Result> {
  const { named, request, environment } = order
  await using publishing = await openPublishSession(order)
  const { pushes, rules, keyring, stop } = publishing
  const sources = await baseImages(request, environment.workspace)
  const begin = () => {
    for (const push of pushes) void warmUp(push, { beforeBuild: true, rules, madeOf: sources })
  }
  const options = onceStarted(await buildOptionsFor(order, keyring, stop.building), begin)

  async function finish({ image, contentOf, metadata, wherever }: Built): Promise<Result> {
    const lost = lostAnnotations(request.annotations, image)
    if (lost.length > 0) environment.log.warning(lossOf(lost))
    await warnOfUnbound(image, contentOf, environment.log)
    const completions = pushes.map((push) => new ContentUpload(push, image, contentOf, wherever))
    const outcomes = await publishEverywhere(completions, order, mode, publishing)
    return { names: named.names, outcomes, image, metadata, isDone: isSuccess(outcomes, order) }
  }

  const receivers = mode === 'publish' ? pushes : []
  const { targets } = named
  const directory = environment.temp
  const onBroken = stop.stopBuilding
  try {
    return await pushFromBuilder({ request, pushes: receivers, targets, options, directory, onBroken }, finish)
  } catch (error) {
    if (error instanceof Lost) return abandonedResult(publishing, order)
    if (error instanceof BuildError) return { ...abandonedResult(publishing, order), failure: error }
    throw error
  }
}

/** Calls `begin` once Docker has been started: the registry client is loaded while Docker starts up. */
function onceStarted(options: BuildWithLoginOptions, begin: () => void): BuildWithLoginOptions {
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
