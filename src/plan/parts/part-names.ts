import { type Digest, digestOf, isDigest } from '../../oci/digest.ts'

/** What tells one image of a workflow run from the others: the same for all jobs that build a part of it. */
export interface ImageIdentity {
  /** The inputs as they were written: names are expanded only by the job that publishes the image. */
  readonly images: string
  readonly tags: string
  readonly flavor: string
  /** The stage of the Dockerfile. */
  readonly target: string
  /** The commit that is built. */
  readonly commit: string
  readonly platforms: readonly string[]
  /** The inputs that tell one bake from another; undefined if none is built. */
  readonly bake?: object
}

/** A part that a job has brought to the targets, as far as the name of its note says. */
export interface BroughtPart {
  readonly attempt: number
  /** Platforms, as the input `platforms` spells them. */
  readonly part: readonly string[]
  /** The root of the part, or of several images the digest of the list of their names and roots. */
  readonly digest: Digest
}

/** What an artifact of an image stands for: the note of a part, or the end of a publication. */
export type NamedArtifact = ({ readonly kind: 'part' } & BroughtPart) | { readonly kind: 'finish'; attempt: number }

/** Characters: the name of an artifact has at most 200. */
const slugLimit = 30

/** 12 hex digits. */
export function imageKey({ images, tags, flavor, target, commit, platforms, bake }: ImageIdentity): string {
  const text = JSON.stringify([images, tags, flavor, target, commit, platforms, ...(bake ? [bake] : [])])
  return digestOf(new TextEncoder().encode(text)).slice('sha256:'.length, 'sha256:'.length + 12)
}

/** What the names of all artifacts of an image start with. */
export function artifactPrefix(key: string): string {
  return `manifold-${key}-`
}

/** The name of a part's note: it says everything that is decided on, so that notes need not be read before tags move. */
export function noteName(key: string, { attempt, part, digest }: BroughtPart, platforms: readonly string[]): string {
  const [, hex] = digest.split(':')
  return `${artifactPrefix(key)}${attempt}-part-${partSlug(part, platforms)}-${hex}`
}

/** The artifact of the job that publishes: as long as it is not finalized it is a lock, afterwards the finished note. */
export function finishName(key: string, attempt: number): string {
  return `${artifactPrefix(key)}${attempt}-finish`
}

/** Names to try for an artifact: one may be taken by this job itself, if the response was lost. */
export function namesToTry(name: string): readonly string[] {
  return [name, `${name}-2`, `${name}-3`]
}

/** Reads the name of an artifact that anybody in the run may have left; undefined if it does not belong to the image. */
export function readArtifactName(name: string, key: string, platforms: readonly string[]): NamedArtifact | undefined {
  const prefix = artifactPrefix(key)
  if (!name.startsWith(prefix)) return undefined
  const [, number = '', slug, hex = ''] =
    /^([1-9]\d{0,5})-(?:finish|part-([a-z0-9.-]+)-([0-9a-f]{128}|[0-9a-f]{64}))(?:-\d)?$/.exec(
      name.slice(prefix.length)
    ) ?? []
  const attempt = Number(number)
  if (attempt === 0) return undefined
  if (slug === undefined) return { kind: 'finish', attempt }
  const part = slug
    .split('.')
    .map((each) => platforms.find((platform, place) => each === slugOf(platform) || each === `p${place}`))
  const digest = `${hex.length === 64 ? 'sha256' : 'sha512'}:${hex}`
  const isKnown = part.every((platform) => platform !== undefined)
  return isKnown && isDigest(digest) ? { kind: 'part', attempt, part, digest } : undefined
}

/** `linux-amd64.linux-arm-v7`, or `p0.p2.p3` for many platforms. */
export function partSlug(part: readonly string[], platforms: readonly string[]): string {
  const slug = part.map(slugOf).join('.')
  return slug.length <= slugLimit ? slug : part.map((platform) => `p${platforms.indexOf(platform)}`).join('.')
}

function slugOf(platform: string): string {
  return platform.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')
}
