import { resolve } from 'node:path'
import type { Environment } from '../environment.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { Registries } from '../registry/connect.ts'

/** What a source may need to be opened, besides its reference. */
export interface SourceContext
  extends Pick<Environment, 'workspace' | 'temp' | 'variables' | 'log' | 'run' | 'signal'> {
  readonly registries: Pick<Registries, 'at'>
}

/** Where an image is, within its kind. */
export interface SourcePlace {
  /** A path that was resolved, or what its kind takes instead. */
  readonly location: string
  /** Which of several images: its name in the layout, or its digest. */
  readonly name?: string
}

/** A kind of existing image: how users write it, and how it is opened. */
interface SourceKind {
  /** What follows the kind and a colon, in messages. */
  readonly form: string
  /** How such images are made, in a few words of Markdown. */
  readonly hint?: string
  /** Markdown, for the documentation. */
  readonly description: string
  /** Parses what follows the kind and a colon: `location` and perhaps `name`. */
  readonly grammar: RegExp
  /** Whether the location is a path, relative to the workspace. */
  readonly isPath: boolean
  /** Throws ContentError or RegistryError. */
  readonly open: (place: SourcePlace, context: SourceContext) => Promise<ImageSource>
}

const pathAndName = /^(?:\/\/)?(?<location>(?:[A-Za-z]:[\\/])?[^:]+)(?::(?<name>.+))?$/

/** All kinds of existing images. Input, messages and documentation are derived from this table. */
export const sourceKinds = {
  'oci-layout': {
    form: 'folder',
    description:
      'an OCI image layout, as written by `docker buildx build --output type=oci,tar=false`, skopeo, ko or Bazel',
    grammar: pathAndName,
    isPath: true,
    async open({ location, name }) {
      const { openLayout } = await import('./layout.ts')
      const { openFolder } = await import('./folder.ts')
      return await openLayout(openFolder(location), name)
    },
  },
  'oci-archive': {
    form: 'file',
    hint: 'as `docker save` writes it',
    description:
      'the same as a tar archive, or the output of `docker save` since Docker 25 ([example](../examples/from-docker-save.yml)); it is read in place, not unpacked',
    grammar: pathAndName,
    isPath: true,
    async open(place, context) {
      const { openOciArchive } = await import('./docker/open-archive.ts')
      return await openOciArchive({ ...place, ...context })
    },
  },
  'docker-archive': {
    form: 'file',
    hint: 'as `podman save` and Jib write it',
    description:
      'what `podman save`, `skopeo copy … docker-archive:file`, `buildah push … docker-archive:file`, Jib (`jib-image.tar`), kaniko (`--tar-path`), ko, Bazel and `docker save` write for `docker load` ([example](../examples/from-docker-archive.yml))',
    grammar: pathAndName,
    isPath: true,
    async open(place, context) {
      const { openDockerArchive } = await import('./docker/open-archive.ts')
      return await openDockerArchive({ ...place, ...context })
    },
  },
} as const satisfies Readonly<Record<string, SourceKind>>

/** An existing image, as users name it. */
export interface SourceReference extends SourcePlace {
  readonly kind: keyof typeof sourceKinds
}

/** Parses `kind:location[:name]`; undefined if the text does not have the form of any kind. */
export function parseSource(text: string): SourceReference | undefined {
  const [, word = '', rest = ''] = /^([^:]*):(.*)$/s.exec(text.trim()) ?? []
  if (!isKind(word)) return undefined
  const { location, name } = sourceKinds[word].grammar.exec(rest)?.groups ?? {}
  return location === undefined ? undefined : { kind: word, location, ...(name !== undefined && { name }) }
}

function isKind(word: string): word is SourceReference['kind'] {
  return Object.hasOwn(sourceKinds, word)
}

/** The path of an image on disk; undefined if it is elsewhere. */
export function pathOf({ kind, location }: SourceReference): string | undefined {
  return sourceKinds[kind].isPath ? location : undefined
}

/** Opens an image; relative paths are resolved against the workspace. Throws ContentError or RegistryError. */
export async function openSource(reference: SourceReference, context: SourceContext): Promise<ImageSource> {
  const { kind, location, ...name } = reference
  const { isPath, open }: SourceKind = sourceKinds[kind]
  return await open({ ...name, location: isPath ? resolve(context.workspace, location) : location }, context)
}

/** `kind:form` of every kind, for a sentence: each is passed through `show`, with the hint of its kind. */
export function listSourceForms(show: (form: string, hint?: string) => string): string {
  const forms = Object.entries<SourceKind>(sourceKinds).map(([kind, { form, hint }]) => show(`${kind}:${form}`, hint))
  return [forms.slice(0, -1).join(', '), ...forms.slice(-1)].join(' or ')
}
