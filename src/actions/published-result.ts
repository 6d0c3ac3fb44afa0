import type { Environment } from '../environment.ts'
import { type InputValues, readInputs } from '../github/inputs/input.ts'
import { resultInputs } from '../github/inputs/result-inputs.ts'
import { resultOutputs, writeOutputs } from '../github/report/step-outputs.ts'
import { serverRegistry } from '../github/repository/github-server.ts'
import { InputError, throwAll } from '../input-error.ts'
import { defaultImage } from '../names/inputs/default-image.ts'
import {
  formatRepository,
  parseRepository,
  type Reference,
  type Repository,
  sameRepository,
} from '../oci/distribution/reference.ts'
import { describeUnpublished, imagesNamed, type RunImage } from '../plan/parts/run-images.ts'
import { Registries } from '../registry/connect.ts'
import { openMeetingPlace } from '../steps/meeting/meeting-places.ts'
import { keyringFor, readAccess } from '../steps/read/access.ts'
import {
  formatPublished,
  type PublishedName,
  publishedIn,
  publishedOutputs,
} from '../steps/result/published-outputs.ts'
import { readRunImages } from '../steps/result/read-run-images.ts'
import { verifyPublished } from '../steps/result/verify-published.ts'
import type { Action } from './action.ts'

type ResultInputs = InputValues<typeof resultInputs>

/** Gives the outputs of the publication of an image that several jobs of the run have built, whichever published it. */
async function run(environment: Environment): Promise<boolean> {
  const { variables, log, now, signal } = environment
  const inputs = await readInputs(resultInputs, variables)
  const access = await readAccess(inputs, environment)
  throwAll(access.problems)
  const keyring = keyringFor(inputs, access, environment, signal)
  const accessTo = (repository: Repository) => keyring.accessTo(repository)
  await using registries = new Registries({ accessTo, variables, log, now, signal })
  const { image, all } = await findImage(inputs, environment, registries)
  if (image?.note) {
    const { note } = image
    const names = wantedOf(publishedIn(note), inputs)
    await verifyPublished(names, { registries, log })
    writeOutputs(publishedOutputs(note, names), variables)
    for (const name of names) log.info(`Published in attempt ${note.attempt} of this run: ${formatPublished(name)}`)
    return true
  }
  writeOutputs({ ...nothing, complete: 'false', missing: image?.missing.join('\n') ?? '' }, variables)
  const problem = image ? describeUnpublished(image) : noNotes(inputs, all)
  if (inputs.allowMissing) log.notice(problem)
  else log.error(`${problem}, or write 'allow-missing: true' to go on without the image`)
  return inputs.allowMissing
}

/** Of the repositories that the note of another job names, those that the inputs name. Throws InputError for others. */
function wantedOf(published: readonly PublishedName[], { images }: ResultInputs): readonly PublishedName[] {
  if (images.length === 0) return published
  const isNamed = (each: PublishedName) => images.some((name) => isNameOf(each, name))
  const lacking = images.filter(
    ({ repository }) => !published.some((each) => sameRepository(repository, each.repository))
  )
  throwAll(
    lacking.map(({ repository }) => {
      const name = formatRepository(repository)
      return new InputError(
        'images',
        `the image was published by this run, but not as ${name}: name only repositories in which it was published`
      )
    })
  )
  return published.filter(isNamed)
}

/** Of several images in one repository, the tag tells which is meant. */
function isNameOf({ repository, fullTags }: PublishedName, name: Reference): boolean {
  if (!sameRepository(name.repository, repository)) return false
  return (
    name.tag === undefined || fullTags.length === 0 || fullTags.includes(`${formatRepository(repository)}:${name.tag}`)
  )
}

const nothing = Object.fromEntries(Object.keys(resultOutputs).map((name) => [name, '']))

/** The image that the inputs name, undefined if no job has left a note of it, among all of the run. Throws InputError if there are several. */
async function findImage(
  { images, meeting }: ResultInputs,
  environment: Environment,
  registries: Registries
): Promise<{ readonly image: RunImage | undefined; readonly all: readonly RunImage[] }> {
  const repository = images[0]?.repository ?? ownImage(environment)
  await using store = await openMeetingPlace(meeting, { registries, environment, repository })
  const all = await readRunImages(store)
  const [found, ...more] = imagesNamed(all, images)
  if (more.length === 0) return { image: found, all }
  const names = imagesNamed(all, images).map((each) => each.images.join(', '))
  throw new InputError(
    'images',
    `the jobs of this run publish several images: ${names.join('; ')}. Name one of them, with a tag if they have the same names`
  )
}

function ownImage({ variables }: Environment): Repository | undefined {
  const { GITHUB_REPOSITORY: repository = '' } = variables
  return parseRepository(defaultImage({ registry: serverRegistry(variables), repository, hasOutputs: false }) ?? '')
}

function noNotes({ images }: ResultInputs, all: readonly RunImage[]): string {
  const nameOf = ({ repository, tag }: Reference) => `${formatRepository(repository)}${tag ? `:${tag}` : ''}`
  const names = images.map(nameOf).join(', ') || 'an image'
  const others = all.map((each) => each.images.join(', ')).join('; ')
  if (others) return `No job of this run has pushed a part of ${names}, only of ${others}. Check the input 'images'`
  return `No job of this run has pushed a part of ${names}. Check that this job 'needs' the jobs with 'part', and has their 'meeting'`
}

export const resultAction: Action = {
  title: 'Manifold result',
  description: 'Gives the outputs of an image that several jobs have built, whichever of them published it',
  inputs: resultInputs,
  outputs: resultOutputs,
  keepsFiles: false,
  run,
}
