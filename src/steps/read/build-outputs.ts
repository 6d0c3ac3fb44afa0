import { isPushed, isPushedByDigest } from '../../builder/buildx/options/attributes.ts'
import {
  describesPublished,
  type ImageOutput,
  imageAttributesOf,
  namesIn,
  parseImageOutput,
} from '../../builder/buildx/options/output-option.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'

type OutputInputs = Pick<Inputs, 'outputs' | 'push'>

/** What `outputs` asks for. */
export interface BuildOutputs {
  /** The outputs besides the published image. */
  readonly others: readonly string[]
  /** The attributes that say how the published image is made. */
  readonly imageAttributes: ReadonlyMap<string, string>
}

/**
 * If an image is published, the output of type `image` or `registry` that pushes describes it: its attributes say how
 * the image is made, and the builder itself does not push. An output that does not push is kept, too. If nothing is
 * published, all outputs go to buildx.
 */
export function splitOutputs({ outputs, push }: OutputInputs): BuildOutputs {
  if (!push) return { others: outputs, imageAttributes: new Map() }
  const published = findPublished(outputs)
  return {
    others: outputs.filter((text) => !(parseImageOutput(text) && isPushed(text))),
    imageAttributes: published ? imageAttributesOf(published) : new Map(),
  }
}

/** The images named by the output that pushes: they are published if nothing else is named. */
export function namesToPublish({ outputs }: Pick<Inputs, 'outputs'>, isPushRequested: boolean): readonly string[] {
  const published = findPublished(outputs)
  if (!published || !(isPushRequested || isPushed(published.text))) return []
  return namesIn(published).map((name) => (/:[^/]*$/.test(name) ? name : `${name}:latest`))
}

/** The output that describes the published image: the one that pushes, else the only one that could. */
function findPublished(outputs: readonly string[]): ImageOutput | undefined {
  const described = describing(outputs)
  const [only, ...others] = described
  return described.find(({ text }) => isPushed(text)) ?? (others.length === 0 ? only : undefined)
}

function describing(outputs: readonly string[]): readonly ImageOutput[] {
  const found = outputs.map(parseImageOutput).filter((output) => output !== undefined)
  return found.filter(describesPublished)
}

const byDigest =
  "'push-by-digest' leaves the tags to a later step. Remove this output: this step builds all platforms ('platforms: linux/amd64,linux/arm64'), or each job of a matrix builds one of them ('part: linux/amd64', beside the 'platforms' of the whole image) and the last publishes the image, without a job that merges. With 'push: false', buildx pushes by digest"

/** Checks the outputs. Throws InputError, or an AggregateError of several. */
export function checkOutputs({ outputs, push }: OutputInputs): void {
  const pushed = describing(outputs).filter(({ text }) => isPushed(text))
  if (!push) return
  const problems = [
    ...(pushed.some(({ text }) => isPushedByDigest(text)) ? [byDigest] : []),
    ...(pushed.length > 1
      ? ["only one image is published: use a single line with 'push=true' or 'type=registry'"]
      : []),
  ]
  throwAll(problems.map((problem) => new InputError('outputs', problem)))
}
