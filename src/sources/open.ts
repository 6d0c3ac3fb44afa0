import { resolve } from 'node:path'
import type { ImageSource } from '../oci/image-source.ts'
import { openArchive } from './archive.ts'
import { openFolder } from './folder.ts'
import { openLayout } from './layout.ts'
import type { SourceReference } from './source-reference.ts'

/** Opens an image; relative paths are resolved against `directory`. Throws ContentError. */
export async function openSource({ kind, path, name }: SourceReference, directory: string): Promise<ImageSource> {
  const place = resolve(directory, path)
  return await openLayout(kind === 'oci-layout' ? openFolder(place) : await openArchive(place), name)
}
