import type { Digest } from '../../oci/digest.ts'
import { parseReference, parseReferences, sameRepository } from '../../oci/distribution/reference.ts'
import type { BuildRequest } from '../build-request.ts'
import type { BuildResult } from '../builder.ts'
import { baseOf } from './base.ts'

/** The image that a build is based on. */
export interface BaseImage {
  /** As the Dockerfile names it, without a digest: `debian:12`. */
  readonly name: string
  /** The digest that was used; undefined if the builder does not report it. */
  readonly digest?: Digest
}

/** The base image of what was built, with the digest that the builder reports; undefined if that cannot be determined. */
export function usedBase(
  request: BuildRequest,
  dockerfile: string,
  { materials }: Pick<BuildResult, 'materials'>
): BaseImage | undefined {
  const base = baseOf(dockerfile, request)
  const named = base === undefined ? undefined : parseReference(base)
  if (base === undefined || !named) return undefined
  const found = parseReferences(materials).find(
    ({ repository, tag = 'latest' }) =>
      sameRepository(repository, named.repository) && (named.digest || tag === (named.tag ?? 'latest'))
  )
  const digest = named.digest ?? found?.digest
  return { name: base.replace(/@.*/s, ''), ...(digest && { digest }) }
}
