import type { Environment } from '../../environment.ts'
import type { Inputs } from '../../github/inputs/inputs.ts'
import { formatAnnotations } from '../../names/annotations.ts'
import type { Composition } from '../../oci/index/new-image.ts'
import type { JobNames } from './name.ts'

/** What the inputs say about an image that is made from sources. */
export interface SourceComposition extends Composition {
  /** The annotations that were asked for, as `level:key=value`. */
  readonly lines: readonly string[]
}

/**
 * The platforms and annotations for an image that is made from others. An annotation without a level is for the index,
 * unless the others are built here: then it is for those, as in a build of all platforms.
 */
export function compositionOf(
  { names }: Pick<JobNames, 'names'>,
  { platforms, annotations, source }: Pick<Inputs, 'platforms' | 'annotations' | 'source'>,
  { DOCKER_METADATA_ANNOTATIONS_LEVELS }: Environment['variables']
): SourceComposition {
  const levels = (DOCKER_METADATA_ANNOTATIONS_LEVELS || (source ? 'index' : 'manifest'))
    .split(',')
    .map((level) => level.trim())
  const lines = annotations === '' ? [] : formatAnnotations(names.annotations, levels)
  return { platforms, lines, ...marksIn(lines) }
}

/** The annotations of an index and its entries among lines `level[platform]:key=value`. */
export function marksIn(lines: readonly string[]): Pick<Composition, 'index' | 'entries'> {
  const parsed = lines.map(parseLine)
  return {
    index: Object.fromEntries(parsed.flatMap(({ level, pair }) => (level === 'index' ? [pair] : []))),
    entries: parsed.flatMap(({ level, platform, pair }) =>
      level === 'manifest-descriptor'
        ? [{ ...(platform !== undefined && { platform }), annotations: Object.fromEntries([pair]) }]
        : []
    ),
  }
}

function parseLine(line: string) {
  const [, level, platform, key = '', value = ''] = /^([a-z-]+)(?:\[(.*?)\])?:([^=]*)=(.*)$/s.exec(line) ?? []
  return { level, platform, pair: [key, value] as const }
}
