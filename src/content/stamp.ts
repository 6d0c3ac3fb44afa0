import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'

/** Tells whether a file is still the one that was found, and as it was. */
export type Stamp = Readonly<Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>>

/** Throws ContentError where an open file has changed; `name` is how users know it. */
export async function checkStamp(file: FileHandle, stamp: Stamp, name: string): Promise<void> {
  const now = await file.stat({ bigint: true })
  if (now.size < stamp.size) throw new ContentError(`${name} was truncated while it was read`)
  const isSame = (['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const).every((field) => now[field] === stamp[field])
  if (!isSame) throw new ContentError(`${name} was changed while it was read`)
}
