import type { Log } from '../../environment.ts'
import { throwAll } from '../../input-error.ts'
import { formatPlatform } from '../../oci/descriptor.ts'
import type { ImageSource } from '../../oci/image-source.ts'
import type { IndexPart } from '../../oci/index/index-entry.ts'
import { type Composition, combineImages } from '../../oci/index/new-image.ts'
import { combinedSource } from './combined-source.ts'
import { readPart } from './part-platform.ts'

/** One line of the input. */
export interface SourceLine {
  /** As users write it. */
  readonly name: string
  open(): Promise<ImageSource>
}

/**
 * Opens images, and makes one of them: several become one index, of which `platforms` selects. One image as a whole is not
 * changed. Throws the errors of all that cannot be opened, InputError or ContentError.
 */
export async function openSources(
  lines: readonly SourceLine[],
  composition: Composition,
  log: Pick<Log, 'info'>
): Promise<ImageSource> {
  await using opened = new AsyncDisposableStack()
  const results = await Promise.allSettled(lines.map((line) => line.open()))
  const sources = results.flatMap((result) => (result.status === 'fulfilled' ? [opened.use(result.value)] : []))
  throwAll(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])))
  const [first] = sources
  if (first && sources.length === 1 && composition.platforms.length === 0) {
    opened.move()
    return first
  }
  const parts = await Promise.all(sources.map((source, index) => readPart(lines[index]?.name ?? source.name, source)))
  const image = await combineImages(parts, composition)
  tell(image, parts, log)
  return combinedSource(image, sources, opened.move())
}

function tell(image: ImageSource['image'], parts: readonly IndexPart[], log: Pick<Log, 'info'>): void {
  const { root, manifests } = image
  if (parts.some((part) => part.image.root.digest === root.digest)) return
  const names = parts.map(({ name }) => name).join(', ')
  const whose = parts.length === 1 ? 'that image' : 'those images'
  log.info(`${root.digest} was made from ${names}: signatures and other referrers of ${whose} do not apply to it`)
  for (const { digest, platform } of manifests.at(-1)?.children ?? []) {
    if (platform && platform.os !== 'unknown') log.info(`${formatPlatform(platform)}: ${digest}`)
  }
}
