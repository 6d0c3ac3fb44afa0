import { ContentError } from '../../oci/content-error.ts'
import { type Digest, isDigest } from '../../oci/digest.ts'
import { checkedRecord, parseJsonFile } from '../json-file.ts'

/** The digests of an image's uncompressed layers, from the base up: image-spec, config.md#properties. Throws ContentError. */
export function diffIdsIn(config: Uint8Array, where: string): readonly Digest[] {
  const { rootfs = {} } = checkedRecord(parseJsonFile(config, where), ['rootfs'], where)
  const { diff_ids: diffIds } = checkedRecord(rootfs ?? {}, ['diff_ids'], `'rootfs' in ${where}`)
  if (diffIds === undefined || diffIds === null) return []
  if (!Array.isArray(diffIds)) throw new ContentError(`${where} has 'diff_ids' that are not a list`)
  const invalid = diffIds.findIndex((digest) => typeof digest !== 'string' || !isDigest(digest))
  if (invalid < 0) return diffIds
  throw new ContentError(`${where} has a diff ID that cannot be verified, for layer ${invalid + 1}`)
}
