import { atMost } from '../async/at-most.ts'
import { InputError } from '../input-error.ts'
import type { Digest } from '../oci/digest.ts'
import { isPullCounted, parseReference, parseReferences, type Reference } from '../oci/distribution/reference.ts'
import type { Image } from '../oci/image.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { Manifest } from '../oci/manifest.ts'
import { isImmutable, planTagMove, refusalOf, type TagRules } from '../plan/tag-move.ts'
import { RegistryError } from '../registry/errors/registry-error.ts'
import type { ContentPush } from './content/content-push.ts'
import { findEquivalent } from './content/equivalent.ts'
import { explore } from './content/explore.ts'
import { noteOrigins } from './origins.ts'
import type { Push } from './push.ts'

type KnownSource = Pick<ImageSource, 'image' | 'origin' | 'attachedTo'>

export interface WarmUp {
  /** Whether a build follows, which would be wasted if the push were refused. */
  readonly beforeBuild: boolean
  readonly rules: TagRules
  /** Whether to create a missing repository, where the inputs ask for that; a rehearsal does not. */
  readonly creates?: boolean
  /** The image, if it need not be built. It may still be on the way. */
  readonly source?: KnownSource | Promise<KnownSource>
  /** Whether many images go to the same repositories: then what their tags say is read first, to ask about fewer roots. */
  readonly isOneOfMany?: boolean
  /** Images, on any registry, that share content with the new one. */
  readonly bases?: readonly Reference[]
}

/**
 * While the image is built, does everything for one target that does not need it: signs in, opens connections, proves
 * that a push is allowed, once for each repository, and reads what its tags point at and so what exists there. A failure
 * fails the push.
 */
export function warmUp(push: Push, options: WarmUp): Promise<void> {
  const { promise: explored, resolve } = Promise.withResolvers<void>()
  const all = warm(push, options, resolve)
    .catch((error: Error) => push.fail(error))
    .finally(resolve)
  push.content.preparation.warmUp(all, explored)
  return all
}

async function warm(push: Push, options: WarmUp, explored: () => void): Promise<void> {
  const { beforeBuild, rules, creates = false, source, isOneOfMany = false } = options
  const { content } = push
  // Artifactory denies access to tags that do not exist. That may be assumed if no rule depends on a tag's old image.
  if (rules.existing === 'overwrite' && rules.immutable.length === 0) push.tags.takeDenialAsMissing()
  // All registries challenge a write, only some a read. The first challenge is answered for all: the write goes first.
  const proof = beforeBuild ? provePush(content, creates) : undefined
  const reading = readTags(push)
  const finding = source && findRoot(push, source, isOneOfMany ? reading : undefined)
  const [manifest, known] = await Promise.all([reading, finding, proof])
  const image = known?.image
  content.presence.add(push.tags.digests)
  const root = known && (await rootOf(push, known))
  checkTags(push, rules, root)
  if (root && content.presence.knows(root)) return
  if (!beforeBuild) await createIfMissing(content, creates)
  await learn(push, { ...options, ...(image && { bases: basesOf(image) }) }, manifest, explored)
}

/** Finds out what exists, but for what would delay the push. */
async function learn(
  push: Push,
  { beforeBuild, bases = [] }: WarmUp,
  manifest: Manifest | undefined,
  explored: () => void
): Promise<void> {
  const others = beforeBuild && !isPullCounted(push.content.repository) ? push.tags.digests : []
  const learned = findExisting(push.content, [...(manifest ? [manifest] : []), ...others], bases, explored)
  // What is not known by then is looked up blob by blob.
  await atMost(learned.then(() => (beforeBuild ? push.content.prepareMounts() : undefined)))
}

/** Only an attempt proves it: a token may grant less than requested without saying so. The first upload can use it. */
async function provePush({ remote, spares, preparation }: ContentPush, creates: boolean): Promise<void> {
  const open = async () => spares.keepFree(await remote.blobs.openSession('permission to push'))
  const prove = async () =>
    await open().catch(async (error: unknown) => {
      if (!remote.mayCreate || !(error instanceof RegistryError && error.has('NAME_UNKNOWN'))) throw error
      if (!creates) return
      await remote.create()
      await open()
    })
  await preparation.prove(prove)
}

/** An image that is known is pushed at once: only its first upload would find out that the repository is missing. */
async function createIfMissing(content: ContentPush, creates: boolean): Promise<void> {
  if (content.remote.mayCreate) await provePush(content, creates)
}

async function readTags(push: Push): Promise<Manifest | undefined> {
  if (isPullCounted(push.content.repository)) return await push.tags.read().then(() => undefined)
  const manifest = await push.tags.readWithManifest()
  if (manifest) push.content.manifests.add(manifest)
  return manifest
}

/** The root that the target gets, which may be an existing one. */
async function rootOf(push: Push, { image, origin }: KnownSource): Promise<Digest> {
  return ((origin ? undefined : await findEquivalent(push, image)) ?? image).root.digest
}

/** Finds out whether the target has the image, and returns it. */
async function findRoot(
  { content, tags }: Push,
  source: KnownSource | Promise<KnownSource>,
  first: Promise<unknown> | undefined
): Promise<KnownSource> {
  const known = await source
  await first
  content.presence.add(tags.digests)
  noteOrigins(content, known)
  const { digest } = known.image.root
  if (!content.presence.knows(digest) && (await hasRoot(content, known))) content.presence.add([digest])
  return known
}

/** Many may refer to one manifest: a registry that lists them is asked only once for all of them. */
async function hasRoot({ manifests }: ContentPush, { image, attachedTo }: KnownSource): Promise<boolean> {
  const { digest } = image.root
  const subject = attachedTo && image.manifests.at(-1)?.subject
  // What cannot be found out now is asked again once it is needed.
  const listed = subject && (await manifests.referrers(subject.digest).catch(() => undefined))
  return listed ? listed.some((each) => each.digest === digest) : await manifests.has(digest)
}

/** The base images that an image names. */
function basesOf({ manifests }: Image): readonly Reference[] {
  return parseReferences(new Set(manifests.flatMap(({ base }) => base ?? [])))
}

/** Fails early if it is already known that the tags will be refused. */
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
    throw new InputError('existing-tags', `${name}:${existing.tag} already exists; nothing was published`)
  }
}

/** Finds out what the target has, and what can be mounted from the base images of the new and the previous image. */
async function findExisting(
  { manifests, remote, presence, mountIndex, verifiesContent }: ContentPush,
  start: readonly (Manifest | Digest)[],
  bases: readonly Reference[],
  explored: () => void
): Promise<void> {
  const surveys = bases.map((reference) => mountIndex.survey(reference))
  await explore(remote.manifests, start, (digests, manifest) => {
    manifests.add(manifest)
    // When content is verified, only manifests that were read are taken for granted.
    presence.add(verifiesContent ? [manifest.descriptor.digest] : digests)
    const { base } = manifest
    const reference = base === undefined ? undefined : parseReference(base)
    if (reference) surveys.push(mountIndex.survey(reference))
  })
  explored()
  await Promise.all(surveys)
}
