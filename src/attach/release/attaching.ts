import type { Log } from '../../environment.ts'
import { formatCount } from '../../format-amount.ts'
import { ContentError } from '../../oci/content-error.ts'
import { type Digest, digestOf } from '../../oci/digest.ts'
import { formatRepository, type Repository, sameRepository } from '../../oci/distribution/reference.ts'
import type { UploadSource } from '../../push/content/content-upload.ts'
import type { MayKeep } from '../../push/content/equivalent.ts'
import { Push, type TargetUpload } from '../../push/push.ts'
import { TakenTags } from '../../push/referrers/taken-tags.ts'
import type { Release } from '../../push/release.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import { sourceOf } from '../artifact.ts'
import { type Claim, claimId } from '../claim.ts'
import type { SignedLayer } from '../signer.ts'
import { type Attachments, claimsAbout, countClaims, type SignedClaim } from './claims.ts'
import { confirmArtifact } from './confirm-artifact.ts'
import { findExisting } from './find-existing.ts'
import { ArtifactMaker, type MadeArtifact, tagOf } from './make-artifacts.ts'
import { prepareRepository } from './prepare-repository.ts'

/** A signature or a document that is attached to an image, verified. */
export interface Attached {
  readonly repository: Repository
  readonly digest: Digest
  readonly claim: Claim
  /** The command that verifies it, without the name of the image. */
  readonly command: string
  /** Whether it is a signature or a signed document. */
  readonly isSigned: boolean
  /** Whether it was there before. */
  readonly isKept: boolean
  /** What was written; undefined if it was there before. */
  readonly content?: Uint8Array
  /** Whether it is signed with the identity of the workflow. */
  readonly isByWorkflow: boolean
}

/** An artifact, and the images that it is attached to. */
interface Made {
  readonly artifact: MadeArtifact
  /** `root` is the digest that was signed. */
  readonly images: readonly { readonly upload: TargetUpload; readonly root: Digest }[]
}

/** Signs the images of a release, attaches documents to them, and verifies at each target what was written. */
export class Attaching {
  readonly #attachments: Attachments
  readonly #log: Pick<Log, 'info'>
  readonly #made = new Map<UploadSource, Made>()
  readonly #attached: Attached[] = []
  #taken = new TakenTags([])

  constructor(attachments: Attachments, log: Pick<Log, 'info'>) {
    this.#attachments = attachments
    this.#log = log
  }

  /** Everything attached so far, at all targets. */
  get attached(): readonly Attached[] {
    return this.#attached
  }

  /** Prepares targets while images are sent to them. Never rejects. */
  async begin(uploads: readonly TargetUpload[]): Promise<void> {
    await Promise.all(
      uniqueImages(uploads).map(async (upload) => {
        const count = await countClaims(upload.image, upload.push.content.repository, this.#attachments)
        await prepareRepository(upload, count)
      })
    )
  }

  /**
   * An equivalent image is kept only if each signer has signed it before: anyone who may push could have made its
   * attestations. Never rejects.
   */
  readonly mayKeep: MayKeep = async ({ root: subject }, { remote, repository }) => {
    const signed = this.#attachments.signers.map((signer) => findExisting(remote, { subject, repository }, signer))
    const found = await Promise.all(signed).catch(() => [undefined])
    return !found.includes(undefined)
  }

  /** Makes what the images lack, and returns it to be pushed. Rejects if a service that signs fails. */
  async approve(ready: readonly TargetUpload[], late: readonly TargetUpload[]): Promise<Release> {
    const maker = new ArtifactMaker()
    this.#taken = new TakenTags([...ready, ...late])
    const uploads = uniqueImages([...ready, ...late])
    const made = await Promise.all(
      uploads.map(async (upload) => {
        this.#detectReferrersApi(upload)
        const artifacts = await maker.make(await this.#due(upload, ready.includes(upload)))
        for (const { claims } of artifacts) for (const { layer } of claims) assignSession(upload, layer)
        return { upload, artifacts }
      })
    )
    return this.#releaseOf(made)
  }

  /** Verifies what was written to targets. Rejects with ContentError; a target that cannot be read fails alone. */
  async confirm(uploads: readonly TargetUpload[]): Promise<void> {
    const own = uploads.flatMap((upload) => {
      const made = this.#made.get(upload.source)
      return made ? [{ upload, made }] : []
    })
    const found = await Promise.all(
      own.map(async ({ upload, made }) => {
        return await this.#confirm(upload, made).catch((error: unknown) => {
          if (!(error instanceof RegistryError)) throw error
          upload.push.fail(error)
          return []
        })
      })
    )
    this.#add(found.flat())
  }

  async #confirm(upload: TargetUpload, { artifact, images }: Made): Promise<readonly Attached[]> {
    const { content } = upload.push
    const image = images.find((each) => each.upload.push.content === content)
    // A target that was late may have kept an equivalent image in the meantime.
    if (image?.upload.image.root.digest !== image?.root) {
      throw new ContentError(`${content.name}: the image there is not the one that was signed. Run this again`)
    }
    // If signatures of others are copied to the tag, ours are added to them.
    const copied = this.#taken.at(content, artifact.tag)
    copied?.push.leaveTags()
    const digest = await confirmArtifact(upload, artifact, copied?.root)
    const { repository } = content
    return artifact.claims.map((each) =>
      attachedAs(each, { repository, digest, isKept: false, content: each.layer.bytes })
    )
  }

  /** Finds out whether the registry lists referrers, while they are sent. */
  #detectReferrersApi({ push: { content }, image }: TargetUpload): void {
    void content.remote.listsReferrers(image.root.digest).catch(() => undefined)
  }

  /** The claims that nothing in the repository makes yet: all, if the image is new there. */
  async #due(upload: TargetUpload, isReady: boolean): Promise<readonly SignedClaim[]> {
    const { remote, repository } = upload.push.content
    const claims = await claimsAbout(upload.image, repository, this.#attachments)
    const referring = claims.filter((each) => tagOf(each) === undefined)
    this.#taken.refuseLists(
      upload.push.content,
      referring.map(({ claim }) => claim.subject.digest)
    )
    if (!isReady || !upload.wasThere) return claims
    const found = await Promise.all(
      claims.map(async (each) => {
        // What is copied replaces what is there.
        if (each.isNew || this.#taken.at(upload.push.content, tagOf(each))) return undefined
        // If the search fails, it is written again, which reports the failure.
        const digest = await findExisting(remote, each.claim, each.signer).catch(() => undefined)
        return digest && attachedAs(each, { repository, digest, isKept: true })
      })
    )
    this.#add(found.filter((each) => each !== undefined))
    return claims.filter((_, index) => !found[index])
  }

  /** Records and logs what is attached. A retried publication attaches the same again. */
  #add(found: readonly Attached[]): void {
    for (const [name, group] of Map.groupBy(found, ({ repository }) => formatRepository(repository))) {
      const [kept, written] = [group.filter(({ isKept }) => isKept), group.filter(({ isKept }) => !isKept)]
      const amounts = [written.length > 0 && `verified ${countOf(written)}`, kept.length > 0 && `kept ${countOf(kept)}`]
      this.#log.info(`${name}: ${amounts.filter(Boolean).join(', ')}`)
    }
    this.#attached.push(...found.filter((each) => !this.#attached.some((known) => isSame(known, each))))
  }

  /** One part for each artifact of an image, with a push for each repository. */
  #releaseOf(made: readonly MadeFor[]): Release {
    const images = Map.groupBy(made, ({ upload }) => upload.source)
    return [...images].flatMap(([source, group]) => {
      const artifacts = new Set(group.flatMap(({ artifacts: own }) => own))
      return [...artifacts].map((artifact) => {
        const uploads = group.filter(({ artifacts: own }) => own.includes(artifact)).map(({ upload }) => upload)
        const part = sourceOf(artifact.artifact, 'a signature', source)
        this.#made.set(part, {
          artifact,
          images: uploads.map((upload) => ({ upload, root: upload.image.root.digest })),
        })
        const pushes = uploads.map(({ push: { target, content } }) => new Push({ ...target, tags: [] }, content))
        return { source: part, pushes }
      })
    })
  }
}

function attachedAs(
  { claim, signer }: SignedClaim,
  where: Pick<Attached, 'repository' | 'digest' | 'isKept' | 'content'>
): Attached {
  const [isSigned, isByWorkflow] = [signer.word !== 'unsigned', signer.claims !== undefined]
  return { ...where, claim, command: signer.commandFor(claim), isSigned, isByWorkflow }
}

function isSame(one: Attached, other: Attached): boolean {
  if (one.digest !== other.digest || !sameRepository(one.repository, other.repository)) return false
  return claimId(one.claim) === claimId(other.claim)
}

/** `3 signatures and 1 document` */
function countOf(attached: readonly Attached[]): string {
  const signatures = attached.filter(({ claim, isSigned }) => isSigned && !claim.predicate).length
  const documents = attached.length - signatures
  return [signatures > 0 && formatCount(signatures, 'signature'), documents > 0 && formatCount(documents, 'document')]
    .filter(Boolean)
    .join(' and ')
}

/** What is attached to an image at a target. */
interface MadeFor {
  readonly upload: TargetUpload
  readonly artifacts: readonly MadeArtifact[]
}

/** Lets a layer use an upload session that was opened while the image was sent. */
function assignSession({ push: { content } }: TargetUpload, { bytes }: SignedLayer): void {
  content.spares.assignReserved(digestOf(bytes))
}

/** One upload of each image to each repository, without what is attached to others. */
function uniqueImages(uploads: readonly TargetUpload[]): readonly TargetUpload[] {
  const images = uploads.filter(({ source }) => !source.attachedTo)
  const keyed = images.map((upload): [string, TargetUpload] => {
    return [`${upload.push.name} ${upload.image.root.digest}`, upload]
  })
  return [...new Map(keyed).values()]
}
