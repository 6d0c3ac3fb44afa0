import { BuildWatch } from './build/watch.ts'
import type { Environment } from './environment.ts'
import { readFacts } from './github/repository.ts'
import { attempt } from './steps/attempt.ts'
import { buildOnly } from './steps/build-only.ts'
import { chooseMode } from './steps/mode.ts'
import { nameTargets } from './steps/name.ts'
import { publishImage } from './steps/publish-image.ts'
import { publishSource } from './steps/publish-source.ts'
import { withPublishedTags } from './steps/published-tags.ts'
import { readWishes } from './steps/read.ts'
import { report } from './steps/report.ts'
import { requestFrom } from './steps/request.ts'
import { environmentFor, trustIn } from './steps/trust.ts'

/**
 * The whole story: names an image, builds it or takes an existing one, publishes it to every registry it belongs in,
 * and returns whether that succeeded.
 */
export async function action(environment: Environment): Promise<boolean> {
  const { inputs, naming, access } = await readWishes(environment)
  const run = await readFacts(environment, { context: 'workflow', token: inputs.githubToken })
  const trust = trustIn({ ...run.event, author: await run.author() }, inputs)
  const lookups = trust.isTrusted
    ? withPublishedTags(run.lookups, naming, { inputs, access, environment })
    : run.lookups
  const named = await nameTargets(naming, { ...run, lookups }, inputs, environment)
  const confined = environmentFor(trust, environment)
  const { request, leftOut } = await requestFrom(inputs, named, { event: run.event, trust }, confined)
  const mode = chooseMode(inputs, trust, leftOut)
  if (mode.notice) environment.log.notice(mode.notice)
  const watch = new BuildWatch()
  const order = { inputs, named, request, trust, access, watch, environment: confined }
  const result = await attempt(named.names, async () => {
    if (inputs.source) return await publishSource(order, inputs.source, mode.do)
    return await (mode.do === 'build' ? buildOnly(order) : publishImage(order, mode.do))
  })
  const isReported = await report(result, { inputs, mode, build: watch.report() }, environment)
  return result.isDone && isReported
}
