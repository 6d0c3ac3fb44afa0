import { resolve } from 'node:path'
import { openArchive } from './archive.ts'
import { openFolder } from './folder.ts'
import { openLayout } from './layout.ts'
import type { Source } from './source.ts'

/** An image that exists already, as users name it. */
export interface SourceReference {
  readonly kind: 'oci-layout' | 'oci-archive'
  readonly path: string
  /** Which of several images. */
  readonly name?: string
}

const grammar = /^(?<kind>oci-layout|oci-archive):(?:\/\/)?(?<path>(?:[A-Za-z]:[\\/])?[^:]+)(?::(?<name>.+))?$/

/** Reads `oci-layout:dir[:name]` or `oci-archive:file[:name]`; undefined where the text is neither. */
export function parseSource(text: string): SourceReference | undefined {
  const { kind, path, name } = grammar.exec(text.trim())?.groups ?? {}
  if ((kind !== 'oci-layout' && kind !== 'oci-archive') || path === undefined) return undefined
  return { kind, path, ...(name !== undefined && { name }) }
}

/** Opens an image; relative paths begin at `directory`. Throws ContentError. */
export async function openSource({ kind, path, name }: SourceReference, directory: string): Promise<Source> {
  const place = resolve(directory, path)
  return await openLayout(kind === 'oci-layout' ? openFolder(place) : await openArchive(place), name)
}
