import { resolve } from 'node:path'
import type { ImageSource } from '../oci/image-source.ts'

/** A kind of existing image: how users write it, and how it is opened. */
interface SourceKind {
  /** What follows the kind and a colon, in messages. */
  readonly form: string
  /** How such images are made, in a few words of Markdown. */
  readonly hint?: string
  /** Markdown, for the documentation. */
  readonly description: string
  /** Parses what follows the kind and a colon: `path` and perhaps `name`. */
  readonly grammar: RegExp
  /** `path` is absolute. Throws ContentError. */
  readonly open: (path: string, name?: string) => Promise<ImageSource>
}

const pathAndName = /^(?:\/\/)?(?<path>(?:[A-Za-z]:[\\/])?[^:]+)(?::(?<name>.+))?$/

/** All kinds of existing images. Input, messages and documentation are derived from this table. */
export const sourceKinds = {
  'oci-layout': {
    form: 'folder',
    description:
      'an OCI image layout, as written by `docker buildx build --output type=oci,tar=false`, skopeo, ko or Bazel',
    grammar: pathAndName,
    async open(path, name) {
      const { openLayout } = await import('./layout.ts')
      const { openFolder } = await import('./folder.ts')
      return await openLayout(openFolder(path), name)
    },
  },
  'oci-archive': {
    form: 'file',
    hint: 'as `docker save` writes it',
    description:
      'the same as a tar archive, or the output of `docker save` since Docker 25 ([example](../examples/from-docker-save.yml)); it is read in place, not unpacked',
    grammar: pathAndName,
    async open(path, name) {
      const { openLayout } = await import('./layout.ts')
      const { openArchive } = await import('./archive.ts')
      return await openLayout(await openArchive(path), name)
    },
  },
} as const satisfies Readonly<Record<string, SourceKind>>

/** An existing image on disk, as users name it. */
export interface SourceReference {
  readonly kind: keyof typeof sourceKinds
  readonly path: string
  /** Which of several images: its name in the layout, or its digest. */
  readonly name?: string
}

/** Parses `kind:path[:name]`; undefined if the text does not have the form of any kind. */
export function parseSource(text: string): SourceReference | undefined {
  const [, word = '', rest = ''] = /^([^:]*):(.*)$/s.exec(text.trim()) ?? []
  if (!isKind(word)) return undefined
  const { path, name } = sourceKinds[word].grammar.exec(rest)?.groups ?? {}
  return path === undefined ? undefined : { kind: word, path, ...(name !== undefined && { name }) }
}

function isKind(word: string): word is SourceReference['kind'] {
  return Object.hasOwn(sourceKinds, word)
}

/** Opens an image; relative paths are resolved against `directory`. Throws ContentError. */
export async function openSource({ kind, path, name }: SourceReference, directory: string): Promise<ImageSource> {
  return await sourceKinds[kind].open(resolve(directory, path), name)
}

/** `kind:form` of every kind, for a sentence: each is passed through `show`, with the hint of its kind. */
export function listSourceForms(show: (form: string, hint?: string) => string): string {
  const forms = Object.entries<SourceKind>(sourceKinds).map(([kind, { form, hint }]) => show(`${kind}:${form}`, hint))
  return [forms.slice(0, -1).join(', '), ...forms.slice(-1)].join(' or ')
}
