import type { Outcome } from '../plan/outcome.ts'
import type { Completion } from '../push/completion.ts'
import { publish } from '../push/publish.ts'
import { rehearse } from '../push/rehearse.ts'
import type { Mode } from './mode.ts'
import type { Order } from './order.ts'
import type { Publishing } from './publishing.ts'

/** Publishes an image. A rehearsal only finds out what that would involve. */
export async function publishCompletions(
  completions: readonly Completion[],
  { inputs, environment: { log, signal: cancelled } }: Order,
  mode: Mode['do'],
  { rules, stop }: Publishing
): Promise<readonly Outcome[]> {
  if (mode !== 'publish') return await Promise.all(completions.map((completion) => rehearse(completion, rules)))
  return await publish(completions, { ...inputs, rules, cancelled, log, shield: () => stop.shield() })
}
