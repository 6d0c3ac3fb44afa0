import { describeTags } from '../github/report.ts'
import { formatBytes } from '../oci/bytes.ts'
import type { Image } from '../oci/image.ts'
import type { Outcome } from '../plan/outcome.ts'
import { completeAll } from '../push/complete.ts'
import type { Completion } from '../push/completion.ts'
import { outcomeOf } from '../push/outcome.ts'
import { publish } from '../push/publish.ts'
import { rehearse } from '../push/rehearse.ts'
import type { Mode } from './mode.ts'
import type { Order } from './order.ts'
import type { Publishing } from './publishing.ts'

/** Both phases: the content to all targets, then the tags. A rehearsal only looks what that would take. */
export async function publishCompletions(
  completions: readonly Completion[],
  { inputs, environment: { log, signal: cancelled } }: Order,
  mode: Mode['do'],
  { rules, stop }: Publishing
): Promise<readonly Outcome[]> {
  if (mode !== 'publish') return await Promise.all(completions.map((completion) => rehearse(completion, rules)))
  await log.group('Push', async () => {
    for (const { image } of completions.slice(0, 1)) log.info(describe(image))
    await completeAll(completions)
  })
  using _ = stop.shield()
  return await log.group('Tags', async () => {
    const publications = await publish(completions, { ...inputs, rules, cancelled })
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
