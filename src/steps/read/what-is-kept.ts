import { isPushed } from '../../builder/buildx/options/attributes.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'

type KeepInputs = Pick<Inputs, 'keepImage' | 'push' | 'source' | 'call' | 'outputs'>

/** Rejects inputs that leave nothing to keep, or nothing for a later step to publish. Throws InputError. */
export function checkKeepImage({ keepImage, push, source, call, outputs }: KeepInputs): void {
  if (!keepImage) return
  const problems = [
    source && "it keeps what is built, and 'source' exists already: name that source in the later step as well",
    call !== '' && "'call' builds no image: remove one of the two",
    push && !source && "the image is kept for a later step to publish: set 'push: false' in this step",
    outputs.some(isPushed) && 'the image is kept for a later step to publish: remove the output that pushes',
  ]
  throwAll(problems.filter((problem) => typeof problem === 'string').map((text) => new InputError('keep-image', text)))
}
