import { InputError } from '../../input-error.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { openFolder } from '../folder.ts'
import { openLayout } from '../layout.ts'
import { type FoundImage, findKept, type JobPlace, layoutIn } from './record.ts'

const howToKeep = "Set 'push: false' and 'keep-image: true' in the step that builds the image"

/** Which image is meant. */
interface Wanted {
  /** The ID of the step that kept it; empty for the only one. */
  readonly step: string
  /** The digest that it must have, if given. */
  readonly digest?: string | undefined
}

/** Opens the image that an earlier step of the job has kept. Throws InputError or ContentError. */
export async function openPrevious(
  { step, digest }: Wanted,
  context: JobPlace & { readonly publishes: boolean }
): Promise<ImageSource> {
  const kept = choose(await findKept(context), step)
  if (digest !== undefined && kept.digest !== digest) {
    throw new ContentError(`Step '${kept.step}' kept ${kept.digest}, and not ${digest}. Build the image again.`)
  }
  if (context.publishes && !kept.isTrusted) {
    throw new ContentError(
      `Step '${kept.step}' built its image from work that is not allowed to publish here, so this step does not publish it. If that is Dependabot's and you trust it, set 'dependabot: publish' in that step as well.`
    )
  }
  return await open(kept)
}

function choose(all: readonly FoundImage[], step: string): FoundImage {
  const found = step === '' ? all : all.filter((kept) => kept.step === step)
  const [last] = found.slice(-1)
  const names = [...new Set(all.map((kept) => `previous:${kept.step}`))]
  if (last && found.every((kept) => kept.step === last.step)) return last
  if (names.length === 0) throw new InputError('source', `no earlier step of this job has kept an image. ${howToKeep}`)
  const problem = step === '' ? 'several steps have kept an image' : `step '${step}' has not kept an image`
  throw new InputError('source', `${problem}: write ${names.join(' or ')}`)
}

async function open({ step, digest, folder }: FoundImage): Promise<ImageSource> {
  const files = { ...openFolder(layoutIn(folder)), name: `previous:${step}` }
  try {
    const source = await openLayout(files, digest)
    const missing = source.image.blobs.find((blob) => !source.blob(blob.digest))
    if (missing) throw new ContentError(`${files.name} is missing ${missing.digest}`)
    return source
  } catch (error) {
    throw new ContentError(
      `The image that step '${step}' kept was changed or removed since: ${(error as Error).message}. Build it again, and find out which step between changes files below RUNNER_TEMP.`,
      { cause: error }
    )
  }
}
