import { contentOfBytes } from '../../oci/blob-content.ts'
import { digestOf } from '../../oci/digest.ts'
import type { TargetUpload } from '../../push/push.ts'
import { emptyConfig } from '../artifact.ts'

/** Maximum number of sessions to open in advance: more signatures are rare, and registries limit sessions. */
const mostSessions = 8

/**
 * Prepares a repository for `count` artifacts, while the image is sent: sends the config that they have in common, and
 * opens sessions for their layers. Does nothing if the image is there already, since it may be signed. Never
 * rejects.
 */
export async function prepareRepository({ push, image }: TargetUpload, count: number): Promise<void> {
  const { content } = push
  await content.preparation.warmedUp
  if (content.failure || content.presence.knows(image.root.digest)) return
  const config = { digest: digestOf(emptyConfig), size: emptyConfig.length }
  const open = async () => content.spares.reserve(await content.remote.blobs.openSession())
  const sessions = Array.from({ length: Math.min(count, mostSessions) }, () => content.spares.whileOpen(open))
  await Promise.allSettled([content.ensure(config, contentOfBytes(emptyConfig)), ...sessions])
}
