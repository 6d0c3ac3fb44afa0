import type { Environment } from './environment.ts'
import { readFacts } from './github/repository.ts'
import { readAccess } from './steps/access.ts'
import { buildOnly } from './steps/build-only.ts'
import { chooseMode } from './steps/mode.ts'
import { marksOf, nameTargets } from './steps/name.ts'
import { publishImage } from './steps/publish-image.ts'
import { all, readOrder } from './steps/read.ts'
import { report } from './steps/report.ts'
import { requestFrom } from './steps/request.ts'

/** The whole story: names an image, builds it, brings it to every registry that it belongs in, and says whether it is. */
export async function action(environment: Environment): Promise<boolean> {
  const { inputs, naming } = await readOrder(environment)
  const run = await readFacts(environment, { context: 'workflow', token: inputs.githubToken })
  const named = await nameTargets(naming, run, environment)
  const [request, access] = await all(
    requestFrom(inputs, marksOf(named, inputs, environment.variables.DOCKER_METADATA_ANNOTATIONS_LEVELS), environment),
    readAccess(inputs, environment)
  )
  const mode = chooseMode(inputs, run.event)
  if (mode.notice) environment.log.notice(mode.notice)
  const order = { inputs, named, request, access, environment }
  const result = mode.do === 'build' ? await buildOnly(order) : await publishImage(order, mode.do)
  await report(result, inputs, environment)
  return result.isDone
}
