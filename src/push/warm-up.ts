import { InputError } from '../input-error.ts'
import type { Descriptor } from '../oci/descriptor.ts'
import { isManifest } from '../oci/descriptor.ts'
import type { Digest } from '../oci/digest.ts'
import { dockerHub } from '../oci/reference.ts'
import { isImmutable, type TagRules } from '../plan/tag-move.ts'
import type { Push } from './push.ts'

/** Manifests that are read to learn what is there; enough for an index of many platforms. */
const readLimit = 24

export interface WarmUp {
  /** Whether a build follows that would be in vain if the push were refused. */
  readonly beforeBuild: boolean
  readonly rules: TagRules
}

/**
 * Does for one target, while the image is built, all that does not need the image: signs in, opens connections, proves
 * that a push is allowed, and learns what its tags point at and so what is there. A failure fails the push.
 */
export async function warmUp(push: Push, { beforeBuild, rules }: WarmUp): Promise<void> {
  try {
    await Promise.all([beforeBuild && provePush(push), readTags(push, rules)])
  } catch (error) {
    push.fail(error as Error)
  }
}

/** Only trying tells: a token may grant less than was asked for, and says so nowhere. */
async function provePush({ remote }: Push): Promise<void> {
  const session = await remote.blobs.openSession('permission to push')
  await remote.blobs.cancel(session)
}

async function readTags(push: Push, rules: TagRules): Promise<void> {
  const { tags } = push.target
  const digests = await Promise.all(tags.map((tag) => push.remote.manifests.head(tag)))
  tags.forEach((tag, index) => {
    const digest = digests[index]
    push.before.set(tag, digest)
    if (digest && rules.existing === 'fail' && !isImmutable(tag, rules)) {
      throw new InputError('existing-tags', `${push.name}:${tag} exists already; nothing was published`)
    }
  })
  // Docker Hub counts a GET of a manifest as a pull.
  if (push.target.repository.registry === dockerHub) return
  const roots = new Set(digests.filter((digest) => digest !== undefined))
  await Promise.all([...roots].map((digest) => learn(push, digest))).catch(() => undefined)
}

/** What a manifest at the target reaches is there, too: registries refuse a manifest without its content. */
async function learn(push: Push, root: Digest): Promise<void> {
  const manifest = await push.remote.manifests.get(root)
  if (!manifest) return
  const children = manifest.children.filter(isManifest).slice(0, readLimit)
  const read = await Promise.all(children.map(({ digest }) => push.remote.manifests.get(digest)))
  const reached: Descriptor[] = [manifest, ...read].flatMap((one) => (one ? [one.descriptor, ...one.blobs] : []))
  push.addPresent(reached.map(({ digest }) => digest))
}
