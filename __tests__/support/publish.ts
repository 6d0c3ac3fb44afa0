import { contentOfBytes } from '../../src/oci/blob-content.ts'
import { parseRepository, type Reference } from '../../src/oci/distribution/reference.ts'
import type { Tag } from '../../src/oci/distribution/tag.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { type ContentOf, ContentUpload } from '../../src/push/content/content-upload.ts'
import type { Push } from '../../src/push/content/push.ts'
import { type PublishOptions, publish } from '../../src/push/publish.ts'
import { openPushes, type TargetOptions } from '../../src/push/targets.ts'
import { warmUp } from '../../src/push/warm-up.ts'
import type { Credential } from '../../src/registry/auth/credential.ts'
import type { RetryPolicy } from '../../src/registry/limits/retry.ts'
import { testEnvironment } from './environment.ts'
import type { TestImage } from './images.ts'

/** Quick enough for tests, and as many attempts as ever. */
export const impatient: RetryPolicy = { attempts: 6, firstWait: 2, longestWait: 20, budget: 2_000 }

/** Ann, who may push, at registries that want to know. */
export const ann: Credential = { kind: 'password', username: 'ann', password: 'secret' }

export type Options = Partial<Omit<TargetOptions, 'onFailure'>> &
  Partial<PublishOptions> & {
    /** Told of a push that has failed, as soon as it has. */
    readonly onFailed?: (push: Push) => void
    /** Whether the image is made by a builder, and so unknown during the warm-up. */
    readonly beforeBuild?: boolean
    /** Images that the new one has content in common with. */
    readonly madeOf?: readonly Reference[]
    /** False where the push begins before the warm-up has ended, as it does behind a quick build. */
    readonly isWarm?: boolean
    /** What happens between the warm-up and the push. */
    readonly meanwhile?: (pushes: readonly Push[]) => void | Promise<void>
    /** Where the content of blobs comes from, in place of the image itself. */
    readonly contentOf?: ContentOf
  }

/** How tags move where nothing else is said, and nothing keeps them from being cancelled. */
export const unshielded = {
  onFailure: 'rollback',
  shield: () => ({ [Symbol.dispose]: () => undefined }),
} as const

/** Publishes an image from memory to `host/name:tag,tag` targets, and gives what became of each. */
export async function publishTo(
  references: readonly string[],
  image: TestImage,
  options: Options = {}
): Promise<readonly Outcome[]> {
  const environment = options.environment ?? testEnvironment()
  await using pushes = await openPushes(references.map(targetOf), {
    accessTo: () => ({}),
    credentialFor: async () => ann,
    mountFrom: [],
    environment,
    signal: environment.signal,
    retry: impatient,
    ...options,
    onFailure: options.onFailed ?? (() => undefined),
  })
  const { beforeBuild = false, madeOf = [], rules = { existing: 'overwrite', immutable: [] } } = options
  const warm = { beforeBuild, rules, madeOf, ...(!beforeBuild && { image }) }
  const warming = pushes.all.map((push) => warmUp(push, warm))
  if (options.isWarm !== false) await Promise.all(warming)
  await options.meanwhile?.(pushes.all)
  const contentOf = options.contentOf ?? contentIn(image)
  const completions = pushes.all.map((push) => new ContentUpload(push, image, contentOf))
  return await publish(completions, {
    required: 'all',
    ...unshielded,
    cancelled: environment.signal,
    log: environment.log,
    ...options,
    rules,
  })
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
  return { repository, tags: tags.split(',') as unknown as readonly Tag[] }
}
