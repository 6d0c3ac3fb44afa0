import { ownLabels } from '../../builder/dockerfile/own-labels.ts'
import type { Log } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { isBake } from '../bake/check-bake.ts'

type LabelInputs = Pick<
  Inputs,
  'defaultLabels' | 'source' | 'run' | 'target' | 'buildArgs' | 'bakeFiles' | 'bakeTargets' | 'bakeSource'
>

/** Which labels not to fill in from the repository: those that the Dockerfile sets, unless the input says otherwise. */
export function labelsTaken(inputs: LabelInputs, dockerfile: string, log: Log): (key: string) => boolean {
  if (inputs.defaultLabels === 'none') return () => true
  // Each target of a bake definition has a Dockerfile of its own.
  if (inputs.defaultLabels === 'overwrite' || inputs.source || inputs.run || isBake(inputs)) return () => false
  const own = ownLabels(dockerfile, inputs)
  if (own) return own
  const instead = "Add them with 'labels', or set 'default-labels' to 'overwrite'."
  log.notice(
    `No repository labels are added to the image, because the labels set by its Dockerfile are not known. ${instead}`
  )
  return () => true
}
