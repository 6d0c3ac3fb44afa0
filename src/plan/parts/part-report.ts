import { formatBytes, formatCount } from '../../format-amount.ts'
import type { Digest } from '../../oci/digest.ts'
import type { BroughtImage } from './brought-image.ts'
import type { BroughtPart } from './part-names.ts'
import type { PartNote } from './part-note.ts'

/** A part of the published image, and what the job that brought it says about itself. */
export interface PartLine extends BroughtPart {
  readonly note?: Pick<PartNote, 'runner' | 'seconds' | 'bytes'> | undefined
  /** What it has of several images, in place of the digest; empty if that is not known. */
  readonly content?: string
}

/** What became of the part that a job brought. */
export interface PartReport {
  /** The platforms of this job. */
  readonly part: readonly string[]
  /** What this job brought: the digest in the name of its note. */
  readonly digest: Digest
  /** The names of the images that it brought a part of; empty for a single image. */
  readonly names: string
  /**
   * `waiting`: other parts are missing. `elsewhere`: all are there, and another job publishes the image. `finished`: this
   * job published it. `repeated`: an earlier attempt or another job had published it already. `failed`: the job did not get
   * that far.
   */
  readonly state: 'waiting' | 'elsewhere' | 'finished' | 'repeated' | 'failed'
  readonly missing: readonly string[]
  /** The parts that are known, in the order of the platforms. */
  readonly parts: readonly PartLine[]
  /** The attempt in which the image was published. */
  readonly attempt?: number
}

/** Whether the outputs of the step are those of a publication. */
export function isPublication({ state }: PartReport): boolean {
  return state === 'finished' || state === 'repeated'
}

/** What a part did, in one sentence or two. */
export function describePart({ part, digest, names, state, missing, attempt, parts }: PartReport): string {
  const own = names ? `${part.join(', ')} of ${names}` : `${part.join(', ')} (${digest})`
  const image = names ? 'images' : 'image'
  switch (state) {
    case 'waiting':
      return `${own} is in place, without a tag. Still missing: ${missing.join(', ')}. The job that pushes the last part publishes the ${image}.`
    case 'elsewhere':
      return `${own} is in place, and so are all other parts. Another job publishes the ${image}.`
    case 'failed':
      return `${names ? own : part.join(', ')} was built${names ? '' : ` (${digest})`}, but this job failed. No job publishes the ${image} before it is re-run.`
    case 'finished':
      return `All parts are in place: this job has published the ${image} for ${parts.flatMap((each) => each.part).join(', ')}.`
    case 'repeated':
      return `The ${image} of this run ${names ? 'were' : 'was'} published already (attempt ${attempt}). Nothing was published by this job.${other(parts, { digest, names, part })}`
  }
}

/** A later attempt may have built other bytes. */
function other(
  parts: readonly PartLine[],
  { digest, names, part }: Pick<PartReport, 'digest' | 'names' | 'part'>
): string {
  const used = parts.filter((each) => each.part.some((platform) => part.includes(platform)))
  const others = used.filter((each) => each.digest !== digest)
  if (others.length === 0) return ''
  if (names) return ` This job built other bytes for ${part.join(', ')}, which are not part of them.`
  return ` This job built ${digest} for ${part.join(', ')}, which is not part of it: the image has ${others.map((each) => each.digest).join(', ')}.`
}

/** How many images of a part are named. */
const shownImages = 5

/** What a part has of several images: their digests by name. */
export function describeContent(release: readonly BroughtImage[]): string {
  const brought = release.filter(({ root }) => root)
  if (brought.length > shownImages) return formatCount(brought.length, 'image')
  return brought.map(({ name, root }) => [name, root?.digest].filter(Boolean).join(' ')).join(', ')
}

/** `linux/arm64: sha256:…, 34 MB, 12 s, on runner-7 (Linux ARM64)` */
export function describePartLine({ part, digest, content, attempt, note }: PartLine): string {
  const { runner, seconds, bytes } = note ?? {}
  const machine = [runner?.os, runner?.arch].filter(Boolean).join(' ')
  const where = runner?.name && machine ? `${runner.name} (${machine})` : runner?.name || machine
  const details = [
    content ?? digest,
    bytes !== undefined && formatBytes(bytes),
    seconds !== undefined && `${seconds.toFixed(1)} s`,
    where && `on ${where}`,
    attempt > 1 && `attempt ${attempt}`,
  ]
  return `${part.join(', ')}: ${details.filter(Boolean).join(', ')}`
}
