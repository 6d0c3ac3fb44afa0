import { readText } from '../../disk/regular-file.ts'
import { parseJson } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { formatTarget } from '../../oci/distribution/target.ts'
import type { Outcome } from '../../plan/outcome.ts'
import type { BuildResult } from '../builder.ts'
import { materialsIn } from './materials.ts'

/** Bytes: the file may include provenance. */
const metadataLimit = 64 * 1024 * 1024

/** Reads the metadata file that buildx writes after a build. A missing file counts as empty. */
export async function readMetadata(path: string): Promise<BuildResult> {
  const text = await readText(path, metadataLimit).catch(() => '{}')
  const fields = parseJson(text) as Readonly<Record<string, unknown>>
  const digest = fields['containerimage.digest']
  const configDigest = fields['containerimage.config.digest']
  return {
    text,
    materials: materialsIn(fields),
    ...(typeof digest === 'string' && { digest }),
    ...(typeof configDigest === 'string' && { configDigest }),
  }
}

/**
 * buildx's metadata as if buildx had published the image itself: with the registries' names in place of the sink's, and
 * with the published root, whose attestations use those names.
 */
export function publishedMetadata({ text }: BuildResult, root: Descriptor, outcomes: readonly Outcome[]): string {
  const { 'image.name': _, ...fields } = parseJson(text) as Readonly<Record<string, unknown>>
  const names = outcomes.flatMap(publishedNames).join(',')
  const { digest, mediaType, size } = root
  const before = fields['containerimage.descriptor'] as object | undefined
  const published = {
    ...fields,
    'containerimage.descriptor': { ...before, mediaType, digest, size },
    'containerimage.digest': digest,
    ...(names && { 'image.name': names }),
  }
  return JSON.stringify(published, null, 2)
}

/** The full names of a target's tags that point at the image. */
function publishedNames({ target, status, tags }: Outcome): readonly string[] {
  if (status !== 'published') return []
  const there = tags.filter((tag) => tag.status === 'published' || tag.status === 'unchanged')
  return there.map(({ tag }) => `${formatTarget(target)}:${tag}`)
}
