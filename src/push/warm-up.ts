import { InputError } from '../input-error.ts'
import type { Digest } from '../oci/digest.ts'
import type { Image } from '../oci/image.ts'
import type { Manifest } from '../oci/manifest.ts'
import { dockerHub, parseReference, type Reference } from '../oci/reference.ts'
import { isImmutable, planTagMove, refusalOf, type TagRules } from '../plan/tag-move.ts'
import { awhile } from './awhile.ts'
import { findEquivalent } from './equivalent.ts'
import { explore } from './explore.ts'
import type { Push } from './push.ts'

export interface WarmUp {
  /** Whether a build follows that would be in vain if the push were refused. */
  readonly beforeBuild: boolean
  readonly rules: TagRules
  /** The image, where that is known already. */
  readonly image?: Image
  /** Images that the new one has content in common with, wherever they are. */
  readonly madeOf?: readonly Reference[]
}

/**
 * Does for one target, while the image is built, all that does not need the image: signs in, opens connections, proves
 * that a push is allowed, and learns what its tags point at and so what is there. A failure fails the push.
 */
export function warmUp(push: Push, options: WarmUp): Promise<void> {
  const { promise: explored, resolve } = Promise.withResolvers<void>()
  const all = warm(push, options, resolve)
    .catch((error: Error) => push.fail(error))
    .finally(resolve)
  push.warmUp(all, explored)
  return all
}

async function warm(
  push: Push,
  { beforeBuild, rules, image, madeOf = [] }: WarmUp,
  explored: () => void
): Promise<void> {
  // Artifactory denies what is not there. Where nothing depends on what a tag shows, it may be that.
  if (rules.existing === 'overwrite' && rules.immutable.length === 0) push.tags.takeDenialAsMissing()
  // Who may not write is challenged by all registries, who reads by some: what goes first is answered for all.
  const proof = beforeBuild ? provePush(push) : undefined
  const [manifest] = await Promise.all([readTags(push), proof, image && findRoot(push, image.root.digest)])
  push.presence.add(push.tags.digests)
  const root = image && (await rootOf(push, image))
  checkTags(push, rules, root)
  if (root && push.presence.knows(root)) return
  const others = beforeBuild && !isPullCounted(push) ? push.tags.digests : []
  const learned = learn(push, [...(manifest ? [manifest] : []), ...others], madeOf, explored)
  // What is not learned by then is asked for, blob by blob.
  await awhile(learned.then(() => (beforeBuild ? push.prepareMounts() : undefined)))
}

/** Only trying tells: a token may grant less than was asked for, and says so nowhere. The first upload may go there. */
async function provePush({ remote, spares }: Push): Promise<void> {
  spares.keepFree(await remote.blobs.openSession('permission to push'))
}

/** Docker Hub counts a GET of a manifest as a pull. */
function isPullCounted({ target }: Push): boolean {
  return target.repository.registry === dockerHub
}

async function readTags(push: Push): Promise<Manifest | undefined> {
  if (isPullCounted(push)) return await push.tags.read().then(() => undefined)
  const manifest = await push.tags.readWithManifest()
  if (manifest) push.manifests.add(manifest)
  return manifest
}

/** The root that the target gets, which may be one that is there already. */
async function rootOf(push: Push, image: Image): Promise<Digest> {
  return ((await findEquivalent(push, image)) ?? image).root.digest
}

async function findRoot({ remote, presence }: Push, root: Digest): Promise<void> {
  if (await remote.manifests.head(root)) presence.add([root])
}

/** Refuses what can be known to end in a refusal. */
function checkTags({ target, tags, name }: Push, rules: TagRules, root: Digest | undefined): void {
  const found = target.tags.map((tag) => ({ tag, digest: tags.digestOf(tag) }))
  const refusal =
    root &&
    refusalOf(
      name,
      found.map(({ tag, digest }) => planTagMove(tag, digest, root, rules))
    )
  if (refusal) throw refusal
  const existing = found.find(({ tag, digest }) => digest && !isImmutable(tag, rules))
  if (existing && !root && rules.existing === 'fail') {
    throw new InputError('existing-tags', `${name}:${existing.tag} exists already; nothing was published`)
  }
}

/** Learns what is at the target, and what could be mounted there from what the image and the one before are made of. */
async function learn(
  push: Push,
  start: readonly (Manifest | Digest)[],
  madeOf: readonly Reference[],
  explored: () => void
): Promise<void> {
  const { remote, presence, holdings } = push
  const surveys = madeOf.map((reference) => holdings.survey(reference))
  await explore(remote.manifests, start, (digests, manifest) => {
    push.manifests.add(manifest)
    // Who verifies content takes only that for granted which was read.
    presence.add(push.verifiesContent ? [manifest.descriptor.digest] : digests)
    const { base } = manifest
    const reference = base === undefined ? undefined : parseReference(base)
    if (reference) surveys.push(holdings.survey(reference))
  })
  explored()
  await Promise.all(surveys)
}
