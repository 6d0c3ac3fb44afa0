import type { Environment } from '../../src/environment.ts'
import type { RetryPolicy } from '../../src/http/retry/backoff.ts'
import { type BlobContent, contentOfBytes } from '../../src/oci/blob-content.ts'
import type { Digest } from '../../src/oci/digest.ts'
import { parseRepository, type Reference } from '../../src/oci/distribution/reference.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Image } from '../../src/oci/image.ts'
import type { ImageSource } from '../../src/oci/image-source.ts'
import { MissingBlobs } from '../../src/oci/missing-blobs.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import type { ContentPush } from '../../src/push/content/content-push.ts'
import { type PublishOptions, publish } from '../../src/push/publish.ts'
import type { Push } from '../../src/push/push.ts'
import { openPushes, type TargetOptions } from '../../src/push/targets.ts'
import { type WarmUp, warmUp } from '../../src/push/warm-up.ts'
import type { Credential } from '../../src/registry/auth/credential.ts'
import { type Access, Registries, type RegistriesOptions, type RegistrySettings } from '../../src/registry/connect.ts'
import type { SourceContext } from '../../src/sources/open.ts'
import { testEnvironment } from './environment.ts'
import type { TestImage } from './images.ts'

/** The default number of attempts, with pauses that are short enough for tests. */
export const impatient: RetryPolicy = { attempts: 6, firstWait: 2, longestWait: 20, budget: 2_000 }

/** The credential of a user who may push to registries with authentication. */
export const ann: Credential = { kind: 'password', username: 'ann', password: 'secret' }

/** Everybody's access, one for each registry. */
export function accessAs(credential?: Credential, settings: RegistrySettings = {}): RegistriesOptions['accessTo'] {
  const accesses = new Map<string, Access>()
  return async ({ registry }) => {
    const access = accesses.get(registry) ?? { ...settings, credential: async () => credential }
    accesses.set(registry, access)
    return access
  }
}

/** Clients with short retries. */
export function registriesWith(
  { log, variables, now, signal }: Environment,
  options: Partial<RegistriesOptions> = {}
): Registries {
  const defaults = { accessTo: accessAs(ann), log, variables, now, signal, retry: impatient }
  return new Registries({ ...defaults, ...options })
}

/** What sources below a directory are opened with. */
export function sourceContext(workspace: string): SourceContext {
  const environment = testEnvironment({ workspace })
  return { ...environment, registries: registriesWith(environment), publishes: true, pushes: [], contents: [] }
}

export type Options = Partial<Omit<TargetOptions, 'onFailure'>> &
  Partial<Pick<RegistriesOptions, 'accessTo' | 'retry' | 'timeouts'>> &
  Partial<PublishOptions> & {
    readonly environment?: Environment
    /** Called as soon as a push has failed. */
    readonly onFailed?: (content: ContentPush) => void
    /** Whether a builder makes the image, so that it is unknown during the warm-up. */
    readonly beforeBuild?: boolean
    /** False for a rehearsal, which does not create missing repositories either. */
    readonly creates?: boolean
    /** The base images of the new image. */
    readonly bases?: readonly Reference[]
    /** False to push before the warm-up has finished, as after a fast build. */
    readonly isWarm?: boolean
    /** Called between the warm-up and the push. */
    readonly meanwhile?: (pushes: readonly Push[]) => void | Promise<void>
    /** Where blobs are read from, instead of the image itself. */
    readonly contentOf?: ContentOf
  }

/** The default options for tags, which do not protect them from a cancelled run. */
export const unshielded = {
  onFailure: 'rollback',
  shield: () => ({ [Symbol.dispose]: () => undefined }),
} as const

/** An image from memory, and the `host/name:tag,tag` targets that it is published to. */
export interface TestRelease {
  readonly image: TestImage
  readonly references: readonly string[]
  /** Where its blobs are read from, instead of the image itself. */
  readonly contentOf?: ContentOf
  /** The image that this one is attached to. */
  readonly attachedTo?: TestImage
}

/** Publishes an image from memory to `host/name:tag,tag` targets, and returns the outcome of each. */
export async function publishTo(
  references: readonly string[],
  image: TestImage,
  options: Options = {}
): Promise<readonly Outcome[]> {
  return await publishAll([{ image, references }], options)
}

/** Publishes several images as one release, and returns the outcome of each at each of its targets. */
export async function publishAll(parts: readonly TestRelease[], options: Options = {}): Promise<readonly Outcome[]> {
  const environment = options.environment ?? testEnvironment()
  const { accessTo = accessAs(ann), retry = impatient, timeouts, signal = environment.signal } = options
  const connecting = { accessTo, retry, signal, ...(timeouts && { timeouts }) }
  await using registries = registriesWith(environment, connecting)
  const targets = parts.map(({ references }) => references.map(targetOf))
  await using pushes = await openPushes(targets.flat(), {
    registries,
    mountFrom: [],
    elapsed: environment.elapsed,
    signal,
    ...options,
    onFailure: options.onFailed ?? (() => undefined),
  })
  const { beforeBuild = false, creates = true, bases = [], rules = { existing: 'overwrite', immutable: [] } } = options
  const sources = new Map<TestImage, ImageSource>()
  for (const { image, attachedTo, contentOf = options.contentOf ?? contentIn(image) } of parts) {
    const subject = attachedTo && sources.get(attachedTo)
    sources.set(image, { ...sourceOf(image, contentOf), ...(subject && { attachedTo: subject }) })
  }
  const release = parts.map((part, index) => ({
    source: sources.get(part.image) as ImageSource,
    pushes: pushes.all.filter(({ target }) => targets[index]?.includes(target)),
  }))
  const warming = release.flatMap((part) => {
    const warm: WarmUp = { beforeBuild, rules, creates, bases, ...(!beforeBuild && { source: part.source }) }
    return part.pushes.map((push) => warmUp(push, warm))
  })
  if (options.isWarm !== false) await Promise.all(warming)
  await options.meanwhile?.(pushes.all)
  return await publish(release, {
    required: 'all',
    ...unshielded,
    cancelled: environment.signal,
    log: environment.log,
    ...options,
    rules,
  })
}

/** Returns the content of a blob, or undefined if it is not available. */
export type ContentOf = (digest: Digest) => BlobContent | undefined

/** An image with the given content. Missing blobs can be asked for, but are never sent. */
export function sourceOf(image: Image, contentOf: ContentOf): ImageSource {
  return {
    name: 'the test',
    image,
    blob: contentOf,
    absence: 'and so does the test.',
    resend: async (missing) => {
      throw new MissingBlobs(missing)
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/** The blobs of an image, from memory. */
export function contentIn({ content }: TestImage): ContentOf {
  const contents = new Map(content.map(({ descriptor, bytes }) => [descriptor.digest, bytes && contentOfBytes(bytes)]))
  return (digest) => contents.get(digest)
}

export function targetOf(text: string) {
  const [, name = '', tags = ''] = /^(.*\/[^:]*):(.*)$/.exec(text) ?? []
  const repository = parseRepository(name)
  if (!repository) throw new Error(`${text} is no target`)
  return { repository, tags: tags.split(',').filter(Boolean) as unknown as readonly Tag[] }
}
