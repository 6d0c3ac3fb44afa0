import type { ResultOutputName } from '../../github/report/step-outputs.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import {
  formatRepository,
  parseReference,
  parseReferences,
  type Reference,
  type Repository,
  sameRepository,
} from '../../oci/distribution/reference.ts'
import { isTag } from '../../oci/distribution/tag.ts'
import type { FinishedNote } from '../../plan/parts/finished-note.ts'

type Outputs = Readonly<Record<ResultOutputName, string>>

/** A repository in which an image was published. */
export interface PublishedName {
  readonly repository: Repository
  readonly digest: Digest
  /** The full tags of the image, if the run has published several. */
  readonly fullTags: readonly string[]
}

/** `ghcr.io/acme/app@sha256:…` */
export function formatPublished({ repository, digest }: Omit<PublishedName, 'fullTags'>): string {
  return `${formatRepository(repository)}@${digest}`
}

/**
 * The repositories in which each image was published: targets that were not required may have failed. All of them if the
 * note does not say that.
 */
export function publishedIn({ published, outputs }: FinishedNote): readonly PublishedName[] {
  const lines = references(outputs.images || outputs.image || '')
  const named = published.map(({ images, digest, tags: fullTags }) =>
    lines
      .filter((each) => each.digest === digest && each.tag === undefined)
      .map(({ repository }) => ({ repository, digest, fullTags }))
      .filter(({ repository }) => images.includes(formatRepository(repository)))
  )
  if (named.flat().length > 0) return named.flat()
  return published.flatMap(({ images, digest, tags: fullTags }) =>
    parseReferences(images).map(({ repository }) => ({ repository, digest, fullTags }))
  )
}

/**
 * The outputs of the step that published images, as far as they are about these. Another job wrote them: those that name
 * images are checked. Of several images, none is the one to name.
 */
export function publishedOutputs({ outputs, published }: FinishedNote, names: readonly PublishedName[]): Outputs {
  const [only, ...others] = [...new Set(names.map(({ digest }) => digest))]
  const digest = others.length === 0 ? (only ?? '') : ''
  const images = names.map(formatPublished)
  const repositories = names.map(({ repository }) => repository)
  const given = (name: ResultOutputName) => outputs[name] ?? ''
  const tags = linesOf(given('tags')).filter((line) => isTagOf(repositories, parseReference(line)))
  const tagNames = new Set(tags.map((line) => parseReference(line)?.tag))
  const imageid = published.length > 1 ? digest : given('imageid')
  return {
    ...(Object.fromEntries(passedOn.map((name) => [name, given(name)])) as Pick<Outputs, (typeof passedOn)[number]>),
    complete: 'true',
    missing: '',
    digest,
    imageid: isDigest(imageid) ? imageid : '',
    image: digest ? (images[0] ?? '') : '',
    images: images.join('\n'),
    tags: tags.join('\n'),
    'tag-names': linesOf(given('tag-names'))
      .filter((name) => isTag(name) && tagNames.has(name))
      .join('\n'),
    version: isTag(given('version')) ? given('version') : '',
  }
}

/** Text for programs that the user chooses. */
const passedOn = ['labels', 'annotations', 'json', 'result'] as const

function isTagOf(repositories: readonly Repository[], reference: Reference | undefined): boolean {
  if (reference?.tag === undefined || reference.digest) return false
  return repositories.some((each) => sameRepository(each, reference.repository))
}

function references(text: string): readonly Reference[] {
  return parseReferences(linesOf(text))
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}
