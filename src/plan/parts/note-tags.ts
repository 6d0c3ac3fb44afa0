import { isTag, type Tag } from '../../oci/distribution/tag.ts'
import { partSlug, readArtifactName } from './part-names.ts'

/** An image of a run, whose notes are left in a registry. */
export interface NotedImage {
  /** GITHUB_RUN_ID */
  readonly run: string
  readonly key: string
  readonly platforms: readonly string[]
}

/** The tags that the notes of an image may have. */
export interface NoteTags {
  readonly parts: readonly Tag[]
  readonly finished: readonly Tag[]
}

/** GitHub allows 50 re-runs. */
const attemptLimit = 51
const listLimit = 500

const grammar = /^manifold-run-\d{1,20}-([0-9a-f]{12})-([1-9]\d{0,5})-(.+)$/
const nameGrammar = /^manifold-([0-9a-f]{12})-([1-9]\d{0,5})-(finish(?:-\d)?$|part-)/

/** What the tags of all notes of a run begin with. */
export function noteTagPrefix(run: string): string {
  return `manifold-run-${run}-`
}

/** Whether a tag is that of a note, of any run. */
export function isNoteTag(tag: Tag): boolean {
  return grammar.test(tag)
}

/** The tags of a note: one for each platform of a part, so that other jobs know them without a list. */
export function tagsOfNote(name: string, image: NotedImage): readonly Tag[] {
  const named = readArtifactName(name, image.key, image.platforms)
  if (!named) return []
  const { attempt } = named
  if (named.kind === 'finish') return [finishedTag(image, attempt)]
  return named.part.map((platform) => partTag(image, attempt, platform))
}

/** All tags that notes of an image may have up to an attempt of its run. */
export function tagsOfNotes(image: NotedImage, attempt: number): NoteTags {
  const first = Math.max(1, attempt - attemptLimit + 1)
  const all = Array.from({ length: attempt - first + 1 }, (_, later) => first + later)
  return {
    parts: all.flatMap((attempt) => image.platforms.map((platform) => partTag(image, attempt, platform))),
    finished: all.map((attempt) => finishedTag(image, attempt)),
  }
}

/** The tags of notes of a run among those of a repository: at most 500 of each kind, as each is a request. */
export function noteTagsAmong(tags: readonly Tag[], run: string): NoteTags {
  const own = tags.filter((tag) => tag.startsWith(noteTagPrefix(run)) && grammar.test(tag))
  const isFinished = (tag: Tag) => tag.endsWith('-finish')
  return {
    parts: own.filter((tag) => !isFinished(tag)).slice(0, listLimit),
    finished: own.filter(isFinished).slice(0, listLimit),
  }
}

/** Whether the note with this name may be found under this tag: anybody who pushes to the repository may have put it there. */
export function isNoteAt(tag: Tag, name: string): boolean {
  const [, key, attempt, rest] = grammar.exec(tag) ?? []
  const [, namedKey, namedAttempt, kind = ''] = nameGrammar.exec(name) ?? []
  return key !== undefined && key === namedKey && attempt === namedAttempt && (rest === 'finish') === (kind !== 'part-')
}

function partTag({ run, key, platforms }: NotedImage, attempt: number, platform: string): Tag {
  return tag(`${noteTagPrefix(run)}${key}-${attempt}-${partSlug([platform], platforms)}`)
}

function finishedTag({ run, key }: NotedImage, attempt: number): Tag {
  return tag(`${noteTagPrefix(run)}${key}-${attempt}-finish`)
}

function tag(text: string): Tag {
  if (!isTag(text)) throw new Error(`'${text}' is not a tag`)
  return text
}
