import type { ResultOutputName } from '../../github/report/step-outputs.ts'
import { isDigest } from '../../oci/digest.ts'
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

/**
 * The repositories in which the image was published: targets that were not required may have failed. All of them if the
 * note does not say that.
 */
export function publishedIn({ images, digest, outputs }: FinishedNote): readonly Repository[] {
  const lines = references(outputs.images || outputs.image || '')
  const published = lines.filter((each) => each.digest === digest && each.tag === undefined)
  const named = published.map(({ repository }) => repository).filter((each) => images.includes(formatRepository(each)))
  return named.length > 0 ? named : parseReferences(images).map(({ repository }) => repository)
}

/**
 * The outputs of the step that published an image, as far as they are about these repositories. Another job wrote them:
 * those that name images are checked.
 */
export function publishedOutputs(note: FinishedNote, repositories: readonly Repository[]): Outputs {
  const { digest, outputs } = note
  const names = repositories.map((repository) => `${formatRepository(repository)}@${digest}`)
  const given = (name: ResultOutputName) => outputs[name] ?? ''
  const tags = linesOf(given('tags')).filter((line) => isTagOf(repositories, parseReference(line)))
  const tagNames = new Set(tags.map((line) => parseReference(line)?.tag))
  return {
    ...(Object.fromEntries(passedOn.map((name) => [name, given(name)])) as Pick<Outputs, (typeof passedOn)[number]>),
    complete: 'true',
    missing: '',
    digest,
    imageid: isDigest(given('imageid')) ? given('imageid') : '',
    image: names[0] ?? '',
    images: names.join('\n'),
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
