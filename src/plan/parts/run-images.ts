import { formatRepository, parseReferences, type Reference } from '../../oci/distribution/reference.ts'
import type { FinishedNote } from './finished-note.ts'

/** What the notes of a run say about one of the images that its jobs build in parts. */
export interface RunImage {
  readonly key: string
  /** Repositories: `ghcr.io/acme/app` */
  readonly images: readonly string[]
  /**
   * `unfinished`: all parts are there, but no job has published the image. `conflict`: two jobs have built different
   * images for one platform.
   */
  readonly state: 'published' | 'incomplete' | 'unfinished' | 'conflict'
  /** The platforms that no job has pushed. */
  readonly missing: readonly string[]
  /** Of an image that is published. */
  readonly note?: FinishedNote
}

/** The key in the name of an artifact; undefined if it is not a note. */
export function keyInName(name: string): string | undefined {
  return /^manifold-([0-9a-f]{12})-/.exec(name)?.[1]
}

/**
 * The images that have all of these names, and tags if any are given; all images if there are no names. What is not
 * published has no tags yet: if no published image has those that are given, it may be the one.
 */
export function imagesNamed(all: readonly RunImage[], names: readonly Reference[]): readonly RunImage[] {
  const found = all.filter((image) => names.every((name) => isNamed(image, name)))
  if (found.length > 0) return found
  const repositories = names.map(({ repository }) => ({ repository }))
  const open = all.filter(({ state }) => state !== 'published')
  const [first, ...others] = open.filter((image) => repositories.every((name) => isNamed(image, name)))
  return first ? [others.reduce(both, first)] : []
}

/** What two images that nobody can tell apart yet lack. */
function both(one: RunImage, { state, missing }: RunImage): RunImage {
  return { ...one, ...(state !== 'unfinished' && { state }), missing: [...new Set([...one.missing, ...missing])] }
}

function isNamed({ images, note }: RunImage, { repository, tag }: Reference): boolean {
  const name = formatRepository(repository)
  if (!images.includes(name)) return false
  if (tag === undefined) return true
  const own = (note?.published ?? []).flatMap(({ tags }) => tags)
  const tags = parseReferences(own.length > 0 ? own : (note?.outputs.tags ?? '').split('\n'))
  return tags.some((each) => each.tag === tag && formatRepository(each.repository) === name)
}

/** What a later job is told about an image that is not published, and what to do. */
export function describeUnpublished({ images, state, missing }: RunImage): string {
  const name = images.join(', ')
  switch (state) {
    case 'conflict':
      return `${name} is not published: two jobs of this run built different images for one platform. Give each job of the matrix another 'part'`
    case 'unfinished':
      return `${name} is not published: all parts are in place, but no job has finished publishing it. Re-run the job that failed, or any of them if all succeeded`
    default:
      return `${name} is not published: no job of this run has pushed ${missing.join(', ')}. Re-run the failed jobs`
  }
}
