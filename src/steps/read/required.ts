import type { Log } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'
import type { NamingInputs } from '../../names/inputs/naming.ts'
import { formatRepository, parseReferences } from '../../oci/distribution/reference.ts'
import { formatTarget, type Target } from '../../oci/distribution/target.ts'
import { unmatched } from '../../plan/gate.ts'

type Wish = Pick<Inputs, 'required'>

/** Each entry must match an image, which may be a disabled one. Throws InputError, or an AggregateError. */
export function checkRequired(
  { required }: Wish,
  { images, references }: Pick<NamingInputs, 'images' | 'references'>
): void {
  const found = parseReferences([...images, ...references].map(({ name }) => name))
  const named = [...new Set(found.map(({ repository }) => formatRepository(repository)))]
  const advice = `list registries, owners or images of these targets: ${named.join(', ')}`
  throwAll(
    unmatched(named, required).map((entry) => new InputError('required', `no target matches '${entry}': ${advice}`))
  )
}

/** An image that is disabled or has no tag in this run is not required; logs a notice if only such images are. */
export function warnIfNothingRequired({ required }: Wish, targets: readonly Target[], log: Log): void {
  const idle = unmatched(targets.map(formatTarget), required)
  if (idle.length === 0 || idle.length < required.length) return
  log.notice("None of the targets in 'required' is published in this run, so one successful target is enough")
}
