import { rememberImage } from '../../github/report/state.ts'
import { InputError } from '../../input-error.ts'
import { ContentError } from '../../oci/content-error.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import { CommandIntake } from '../../sources/command/command-intake.ts'
import type { PushedImage } from '../../sources/command/pushed-image.ts'
import { keepSource } from '../../sources/kept/keep-source.ts'
import { keptFolder } from '../../sources/kept/record.ts'
import { checkUnpublished } from '../checks/check-unpublished.ts'
import type { Job } from '../job/job.ts'
import type { Result } from '../job/result.ts'
import { namesBelow } from './command-targets.ts'
import { pushedImages } from './pushed-images.ts'
import { runIn } from './run-in.ts'

/**
 * Runs the command without publishing anything. What it pushes is checked, and thrown away or kept for a later step.
 * Throws InputError or ContentError.
 */
export async function runOnly(job: Job): Promise<Result> {
  const { inputs, named, subjects, stop, environment } = job
  await using intake = await CommandIntake.open({
    directory: environment.temp,
    onMachineFailure: stop.stopBuilding,
    open: async () => [],
  })
  await runIn(intake, job)
  const images = await pushedImages(intake, subjects ?? named.targets, environment.log)
  for (const { source } of images) {
    checkBlobs(source, 'its image')
    for (const referrer of (await source.referrers?.open()) ?? []) checkBlobs(referrer.source, 'what it attached')
  }
  await checkUnpublished(
    images.map(({ source }) => source),
    job
  )
  const [only, ...others] = images
  const kept = inputs.keepImage ? await keepOnly(images, job) : undefined
  const paths = images.map(({ path }) => path)
  return {
    names: namesBelow(named.names, paths),
    outcomes: [],
    ...(only && others.length === 0 && { image: only.source.image }),
    ...(kept !== undefined && { kept }),
    isDone: true,
  }
}

/** Throws ContentError if a blob is missing. A publication would find it in a registry, or fail. */
function checkBlobs({ name, image, blob }: ImageSource, what: string): void {
  const missing = image.blobs.find(({ digest }) => !blob(digest))
  if (missing) throw new ContentError(`${name}: the command did not push the blob ${missing.digest} of ${what}.`)
}

/** Keeps the image for later steps. Returns how they name it. */
async function keepOnly(images: readonly PushedImage[], { trust, stop, environment }: Job): Promise<string> {
  const [only, ...others] = images
  if (!only || others.length > 0 || only.path !== '') {
    throw new InputError(
      'keep-image',
      'only one image can be kept: have the command push to $MANIFOLD_REPOSITORY alone'
    )
  }
  const { variables, temp, log, now } = environment
  const step = variables.GITHUB_ACTION || 'unnamed'
  const folder = keptFolder(temp)
  rememberImage(folder, environment)
  const record = { step, isTrusted: trust.isTrusted, time: now().getTime() }
  await keepSource(only.source, { directory: temp, folder, record, variables }, stop.building)
  const count = await only.source.referrers?.count()
  if (count)
    log.notice(
      `The image is kept without what the command attached to it (signatures, attestations or SBOMs: ${count})`
    )
  return `previous:${step}`
}
