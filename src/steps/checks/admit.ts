import type { ImageSource } from '../../oci/image-source.ts'
import { objectionOf } from '../../push/phases/check.ts'
import type { Job } from '../job/job.ts'

/** Opens an image in a registry, and has the checks look at it before anything is copied. Throws CheckError. */
export async function openAdmitted(
  opening: Promise<ImageSource>,
  { checks, stop }: Pick<Job, 'checks' | 'stop'>
): Promise<ImageSource> {
  const source = await opening
  try {
    for (const check of checks) {
      await check.admit?.(source).catch((error: unknown) => {
        stop.network.throwIfAborted()
        throw objectionOf(check, error)
      })
    }
    return source
  } catch (error) {
    await source[Symbol.asyncDispose]()
    throw error
  }
}
