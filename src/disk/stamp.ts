import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { ContentError } from '../oci/content-error.ts'

/** Identifies a file and its state, to detect that it was replaced or changed. */
export type Stamp = Readonly<Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>>

/** Throws ContentError if an open file has changed; `name` is its name in the message. */
export async function checkStamp(file: FileHandle, stamp: Stamp, name: string): Promise<void> {
  const now = await file.stat({ bigint: true })
  if (now.size < stamp.size) throw new ContentError(`${name} was truncated while it was read`)
  const isSame = (['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const).every((field) => now[field] === stamp[field])
  if (!isSame) throw new ContentError(`${name} was changed while it was read`)
}
