import { resolve } from 'node:path'
import type { Environment } from '../environment.ts'
import type { BlobRecipient } from '../intake/blob-recipient.ts'
import { parseReference, type Reference } from '../oci/distribution/reference.ts'
import type { EntrySelection } from '../oci/image.ts'
import type { ImageSource } from '../oci/image-source.ts'
import type { Push } from '../push/push.ts'
import type { Registries } from '../registry/connect.ts'
import { misnamed } from './misnamed.ts'

/** What a source may need to be opened, besides its reference. */
export interface SourceContext
  extends Pick<Environment, 'workspace' | 'temp' | 'variables' | 'log' | 'run' | 'signal'> {
  readonly registries: Pick<Registries, 'at'>
  /** Whether the image is published, and not only read. */
  readonly publishes: boolean
  /** Where the image goes, if it is published as it is: what is there may be reused. */
  readonly pushes: readonly Push[]
  /** What gets the blobs that are made while the source is opened. */
  readonly contents: readonly BlobRecipient[]
  /** What is needed of an index, if not all of it. A source may read more. */
  readonly selection?: EntrySelection
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
  /** Whether the kind alone, without a colon, is a source as well. Its location is then empty. */
  readonly isComplete?: true
  /** How such images are made, in a few words of Markdown. */
  readonly hint?: string
  /** Markdown, for the documentation. */
  readonly description: string
  /** Parses what follows the kind and a colon: `location` and perhaps `name`. */
  readonly grammar: RegExp
  /** Whether the location is a path, relative to the workspace. */
  readonly isPath: boolean
  /** Whether opening it takes time, since blobs are made of it then. */
  readonly isMade?: true
  /** Why a location that fits the grammar cannot be used, as the end of a sentence; undefined if it can. */
  readonly objection?: (location: string) => string | undefined
  /** Throws ContentError, RegistryError or InputError. */
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
      'what `podman save`, `skopeo copy … docker-archive:file`, `buildah push … docker-archive:file`, Jib (`jib-image.tar`), kaniko (`--tar-path`), ko, Bazel, `docker buildx build --output type=docker,dest=file` and `docker save` write for `docker load` ([example](../examples/from-docker-archive.yml))',
    grammar: pathAndName,
    isPath: true,
    isMade: true,
    async open(place, context) {
      const { openDockerArchive } = await import('./docker/open-archive.ts')
      return await openDockerArchive({ ...place, ...context })
    },
  },
  'docker-daemon': {
    form: 'name:tag',
    hint: 'an image of the Docker engine',
    description:
      'an image of the Docker engine, by name or ID, saved with the `docker` client of the job ([example](../examples/from-engine.yml))',
    // No option of the client, and no path.
    grammar: /^(?<location>[A-Za-z0-9][\w.:/@-]{0,500})$/,
    isPath: false,
    isMade: true,
    objection: (location) =>
      parseReference(location)
        ? undefined
        : `'${location}' is not the name or ID of an image, like app:1.4 or sha256:…`,
    async open({ location }, context) {
      const { openEngineImage } = await import('./docker/engine.ts')
      return await openEngineImage(location, context)
    },
  },
  previous: {
    form: 'step',
    isComplete: true,
    hint: 'the image that an earlier step of the job kept',
    description:
      'the image that an earlier step of the job kept (`keep-image: true`): that of the step with this `id`, or the only one. `previous:step@sha256:…` accepts that digest alone ([example](../examples/build-test-publish.yml))',
    grammar: /^(?<location>[\w-]+)(?:@(?<name>sha256:[0-9a-f]{64}))?$/,
    isPath: false,
    async open({ location: step, name: digest }, context) {
      const { openPrevious } = await import('./kept/previous.ts')
      return await openPrevious({ step, digest }, context)
    },
  },
  docker: {
    form: '//registry/name:tag',
    hint: 'an image in a registry',
    description:
      'an image in a registry, by tag (`latest` by default) or `@digest`: it is copied to the targets by digest, with all platforms and attestations ([Promotion](#promotion), [example](../examples/promote.yml))',
    grammar: /^\/\/(?<location>\S+)$/,
    isPath: false,
    objection: misnamed,
    async open({ location }, { registries, pushes, ...context }) {
      const { openRemoteImage } = await import('./registry/remote-image.ts')
      const { poolOf } = await import('./registry/window-pool.ts')
      const reference = { ...(parseReference(location) as Reference), name: `docker://${location}` }
      const registry = await registries.at(reference.repository)
      const targets = [...new Set(pushes.map(({ content }) => content))]
      return await openRemoteImage(reference, { ...context, registry, targets, pool: poolOf(registries) })
    },
  },
} as const satisfies Readonly<Record<string, SourceKind>>

/** An existing image, as users name it. */
export interface SourceReference extends SourcePlace {
  readonly kind: keyof typeof sourceKinds
}

/** Parses `kind:location[:name]`; undefined if the text does not have the form of any kind. */
export function parseSource(text: string): SourceReference | undefined {
  const [, word = '', rest] = /^([^:]*)(?::(.*))?$/s.exec(text.trim()) ?? []
  if (!isKind(word)) return undefined
  const { grammar, isComplete }: SourceKind = sourceKinds[word]
  if (rest === undefined) return isComplete ? { kind: word, location: '' } : undefined
  const { location, name } = grammar.exec(rest)?.groups ?? {}
  return location === undefined ? undefined : { kind: word, location, ...(name !== undefined && { name }) }
}

/** A source as users write it. */
export function formatSource({ kind, location, name }: SourceReference): string {
  const { form, isPath }: SourceKind = sourceKinds[kind]
  const place = location === '' ? '' : `:${form.startsWith('//') ? '//' : ''}${location}`
  return `${kind}${place}${name === undefined ? '' : `${isPath ? ':' : '@'}${name}`}`
}

function isKind(word: string): word is SourceReference['kind'] {
  return Object.hasOwn(sourceKinds, word)
}

/** Why an image cannot be where the text says, as the end of a sentence; undefined if it can. */
export function objectionTo({ kind, location }: SourceReference): string | undefined {
  const { objection }: SourceKind = sourceKinds[kind]
  return objection?.(location)
}

/** Whether opening an image takes about as long as building one would. */
export function isMade({ kind }: SourceReference): boolean {
  const { isMade: takesTime }: SourceKind = sourceKinds[kind]
  return takesTime === true
}

/** The path of an image on disk; undefined if it is elsewhere. */
export function pathOf({ kind, location }: SourceReference): string | undefined {
  return sourceKinds[kind].isPath ? location : undefined
}

/** Opens an image; relative paths are resolved against the workspace. Throws ContentError, RegistryError or InputError. */
export async function openSource(reference: SourceReference, context: SourceContext): Promise<ImageSource> {
  const { kind, location, ...name } = reference
  const { isPath, open }: SourceKind = sourceKinds[kind]
  return await open({ ...name, location: isPath ? resolve(context.workspace, location) : location }, context)
}

/** `kind:form` of a kind; `kind[:form]` if the kind alone is a source, too. */
export function formOf(kind: SourceReference['kind']): string {
  const { form, isComplete }: SourceKind = sourceKinds[kind]
  return isComplete ? `${kind}[:${form}]` : `${kind}:${form}`
}

/** The form of every kind, for a sentence: each is passed through `show`, with the hint of its kind. */
export function listSourceForms(show: (form: string, hint?: string) => string): string {
  const forms = Object.entries<SourceKind>(sourceKinds).map(([kind, { hint }]) =>
    show(formOf(kind as SourceReference['kind']), hint)
  )
  return [forms.slice(0, -1).join(', '), ...forms.slice(-1)].join(' or ')
}
