import { ContentError } from '../../oci/content-error.ts'
import type { Platform } from '../../oci/descriptor.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import { checkedRecord, parseJsonFile } from '../json-file.ts'

/** What a configuration says about its image: image-spec, config.md#properties */
export interface ImageConfig {
  /** The digests of the uncompressed layers, from the base up. */
  readonly diffIds: readonly Digest[]
  /** Undefined if the configuration does not name both parts. */
  readonly platform: Pick<Platform, 'os' | 'architecture'> | undefined
}

/** Parses the configuration of an image. Throws ContentError. */
export function parseImageConfig(config: Uint8Array, where: string): ImageConfig {
  const { rootfs = {}, os, architecture } = checkedRecord(parseJsonFile(config, where), fieldNames, where)
  const { diff_ids: diffIds } = checkedRecord(rootfs ?? {}, ['diff_ids'], `'rootfs' in ${where}`)
  const platform = typeof os === 'string' && typeof architecture === 'string' ? { os, architecture } : undefined
  return { diffIds: digestsIn(diffIds ?? [], where), platform }
}

const fieldNames = ['rootfs', 'os', 'architecture']

function digestsIn(diffIds: unknown, where: string): readonly Digest[] {
  if (!Array.isArray(diffIds)) throw new ContentError(`${where} has 'diff_ids' that are not a list`)
  const invalid = diffIds.findIndex((digest) => typeof digest !== 'string' || !isDigest(digest))
  if (invalid < 0) return diffIds
  throw new ContentError(`${where} has a diff ID that cannot be verified, for layer ${invalid + 1}`)
}
