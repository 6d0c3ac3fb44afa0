import type { BuildRequest } from '../../build-request.ts'
import { cacheType } from '../options/cache-option.ts'
import { parseImageOutput } from '../options/output-option.ts'

/** What decides which builder is needed. */
export type BuilderNeeds = Pick<
  BuildRequest,
  | 'builder'
  | 'platforms'
  | 'attests'
  | 'provenance'
  | 'sbom'
  | 'cacheTo'
  | 'annotations'
  | 'outputs'
  | 'imageAttributes'
  | 'call'
>

/**
 * What a build asks for that Docker's engine cannot do with its classic image store, as a noun; undefined if there is
 * nothing: https://docs.docker.com/build/builders/drivers/#supported-drivers
 */
export function beyondClassicStore(needs: Omit<BuilderNeeds, 'builder'>): string | undefined {
  const { platforms, attests, provenance, sbom, cacheTo, annotations, outputs, imageAttributes, call } = needs
  if (call !== '') return undefined
  if (platforms.length > 1) return 'several platforms'
  if (attests.length > 0 || !isFalse(provenance) || !isFalse(sbom)) return 'attestations'
  // buildx rejects a cache that cannot be parsed.
  const cache = cacheTo.map(cacheType).find((type) => !['', 'inline'].includes(type))
  if (cache !== undefined) return `a cache of type '${cache}'`
  // It leaves them out, without an error.
  if (annotations.length > 0) return 'annotations'
  if (imageAttributes.size > 0) return `the output attribute '${[...imageAttributes.keys()][0]}'`
  const file = outputs.map(parseImageOutput).find((output) => output?.type === 'oci' || output?.attributes.has('dest'))
  return file && `an output of type '${file.type}'`
}

function isFalse(text: string): boolean {
  return text === '' || text === 'false'
}
