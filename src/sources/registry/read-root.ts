import { ContentError } from '../../oci/content-error.ts'
import { isIndex } from '../../oci/descriptor.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import {
  formatRepository,
  isPullCounted,
  type Reference,
  type Repository,
  sameRepository,
} from '../../oci/distribution/reference.ts'
import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import type { ContentPush } from '../../push/content/content-push.ts'
import type { RemoteRepository } from '../../registry/repository.ts'

/** An image in a registry, and how errors name it: `docker://ghcr.io/acme/app:v1`. */
export interface RemoteReference extends Reference {
  readonly name: string
}

interface Root {
  readonly root: Manifest
  /** Reads a manifest below it. */
  readonly read: (digest: Digest) => Promise<Manifest | undefined>
  /** How many manifests were read from the image's own registry so far. */
  readonly pulls: () => number
}

/**
 * Reads the root of an image. As soon as its digest is known, the targets are asked whether they have it. Docker Hub
 * counts each GET of a manifest as a pull: what a target has is read there. Throws ContentError or RegistryError.
 */
export async function readRoot(
  reference: RemoteReference,
  { manifests }: RemoteRepository,
  targets: readonly ContentPush[]
): Promise<Root> {
  const { repository, digest, tag = 'latest' as Tag } = reference
  let pulls = 0
  const pull = async (wanted: Tag | Digest) => {
    pulls += 1
    return await manifests.get(wanted)
  }
  const { cheaper, others } = sorted(targets, repository)
  const known = digest ?? (cheaper.length > 0 ? await manifests.head(tag) : undefined)
  if (known !== undefined) lookFor(known, others)
  const copy = known && (await findCopy(known, cheaper))
  const root = copy?.root ?? (await pull(known ?? tag))
  if (!root) throw new ContentError(whyMissing(reference, digest ?? tag))
  if (isIndex(root.descriptor)) lookFor(root.descriptor.digest, others)
  const read = async (child: Digest) => (await copy?.target.manifests.get(child)) ?? (await pull(child))
  return { root, read, pulls: () => pulls }
}

/** The targets from which manifests are read rather than from the source, and the others, except for the source itself. */
function sorted(targets: readonly ContentPush[], source: Repository) {
  const isCheaper = ({ repository }: ContentPush) => isPullCounted(source) && !isPullCounted(repository)
  const others = targets.filter((target) => !isCheaper(target) && !sameRepository(target.repository, source))
  return { cheaper: targets.filter(isCheaper), others }
}

/** Asks targets whether they have an image, while more of it is read. What fails is asked again when it is needed. */
function lookFor(root: Digest, targets: readonly ContentPush[]): void {
  for (const { manifests } of targets) manifests.has(root).catch(() => undefined)
}

/** A target that has an image, and its root. */
async function findCopy(digest: Digest, targets: readonly ContentPush[]) {
  const roots = await Promise.all(targets.map(async (target) => ({ target, root: await target.manifests.get(digest) })))
  return roots.find(({ root }) => root !== undefined)
}

function whyMissing({ name, repository, tag, digest }: RemoteReference, wanted: Tag | Digest): string {
  const what = isDigest(wanted) ? wanted : `the tag '${wanted}'`
  const isImplied = tag === undefined && digest === undefined
  const hint = isImplied ? " Without a tag, 'latest' is meant." : ''
  return `The source ${name} cannot be read: ${formatRepository(repository)} does not have ${what}.${hint} Check the spelling. If the repository is private, sign in to its registry: some registries hide private repositories.`
}
