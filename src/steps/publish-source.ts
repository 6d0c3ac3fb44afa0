import { openSource } from '../content/open-source.ts'
import type { Source } from '../content/source.ts'
import type { Image } from '../oci/image.ts'
import { parseReferences, type Reference } from '../oci/reference.ts'
import type { SourceReference } from '../plan/source-reference.ts'
import { completionsFrom } from '../push/from-source.ts'
import { untilDecided } from '../push/until-decided.ts'
import { warmUp } from '../push/warm-up.ts'
import type { Mode } from './mode.ts'
import type { Order } from './order.ts'
import { publishCompletions } from './publish-completions.ts'
import { beginPublishing, givenUp, isDone } from './publishing.ts'
import type { Result } from './result.ts'
import { warnOfUnbound } from './subjects.ts'

/** Publishes an existing image to its targets, or only reads it. Throws ContentError. */
export async function publishSource(order: Order, reference: SourceReference, mode: Mode['do']): Promise<Result> {
  const { named, environment } = order
  await using source = await openSource(reference, environment.workspace)
  if (mode !== 'build') return await publishFrom(source, order, mode)
  return { names: named.names, outcomes: [], image: source.image, isDone: true }
}

/** The base images that an image names. */
function basesOf({ manifests }: Image): readonly Reference[] {
  return parseReferences(new Set(manifests.flatMap(({ base }) => base ?? [])))
}

async function publishFrom(source: Source, order: Order, mode: Mode['do']): Promise<Result> {
  await using publishing = await beginPublishing(order)
  const { pushes, rules, stop } = publishing
  const { image } = source
  await warnOfUnbound(image, (digest) => source.blob(digest), order.environment.log)
  const warm = { beforeBuild: false, rules, image, madeOf: basesOf(image) }
  const works = pushes.map((push) => ({ push, done: warmUp(push, warm) }))
  await untilDecided(works, order.inputs.required, 0)
  // Nothing is sent if the image cannot be published in the end.
  if (stop.building.aborted) return givenUp(publishing, order)
  const outcomes = await publishCompletions(completionsFrom(source, pushes), order, mode, publishing)
  return { names: order.named.names, outcomes, image, isDone: isDone(outcomes, order) }
}
