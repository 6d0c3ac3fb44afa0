import type { Tag } from '../../oci/distribution/tag.ts'
import type { Manifest } from '../../oci/manifest.ts'
import { conditionOf, isConditionRefused, type TagSnapshot } from '../../registry/condition.ts'
import { RegistryError } from '../../registry/errors/registry-error.ts'
import type { ContentPush } from '../content/content-push.ts'

/** How often to write it: others may change it at the same time. */
const tryLimit = 12
/** Statuses for a tag that may not be written, or not again, whoever asks. */
const refused = [400, 405, 409, 412]

/** A change to what is under a tag that others may change as well. */
export interface TagEdit {
  readonly tag: Tag
  /** `adding to the list of referrers` */
  readonly operation: string
  /**
   * What is to be there instead; the same manifest if nothing is to be changed. Throws Error, with the end of a sentence,
   * if what is there cannot be changed.
   */
  change(existing: Manifest | undefined): Manifest
  /** Brings what the new manifest refers to. */
  prepare?(manifest: Manifest): Promise<void>
  /** Whether the change will be another one, after the registry refused a manifest with this error. */
  adapt?(error: unknown): boolean
}

/**
 * Reads what a tag points at, changes it, and writes it, until the change is there: registries without conditions let
 * others overwrite it. Returns what is there in the end. Throws RegistryError.
 */
export async function editTag(content: ContentPush, edit: TagEdit): Promise<Manifest> {
  return await new Editing(content, edit).run()
}

class Editing {
  readonly #content: ContentPush
  readonly #edit: TagEdit
  #isConditional = true

  constructor(content: ContentPush, edit: TagEdit) {
    this.#content = content
    this.#edit = edit
  }

  async run(): Promise<Manifest> {
    const { tag } = this.#edit
    const { manifests } = this.#content.remote
    const retryState = manifests.retryState()
    for (let tries = 0; tries < tryLimit; tries++) {
      const seen = await manifests.lookClosely(tag)
      const changed = this.#change(seen?.manifest)
      if (changed === seen?.manifest) return changed
      await this.#edit.prepare?.(changed)
      try {
        await manifests.putOnce(changed, tag, this.#isConditional ? conditionOf(seen) : undefined)
      } catch (error) {
        if (!(await this.#mayGoOn(error, seen))) await manifests.recover(this.#explained(error), retryState)
      }
    }
    throw this.#failure('others keep changing it; run this again')
  }

  #change(existing: Manifest | undefined): Manifest {
    try {
      return this.#edit.change(existing)
    } catch (error) {
      throw this.#failure((error as Error).message)
    }
  }

  /** Whether the next attempt may succeed without waiting. */
  async #mayGoOn(error: unknown, seen: TagSnapshot | undefined): Promise<boolean> {
    if (!(isConditionRefused(error) && this.#isConditional)) return this.#edit.adapt?.(error) ?? false
    // A condition that was refused although it was met is not used again.
    this.#isConditional = (await this.#content.remote.manifests.head(this.#edit.tag)) !== seen?.digest
    return true
  }

  /** Who refuses the tag refuses nothing about the image: the general advice would mislead. */
  #explained(error: unknown): unknown {
    if (!(error instanceof RegistryError) || error.lacksContent || !refused.includes(error.status ?? 0)) return error
    const why = 'Allow this tag to be written and changed, since clients look there for what is attached to the image'
    const advice = `${why}: exempt tags that begin with 'sha256-' from rules that make tags immutable.`
    return new RegistryError({ ...error.failure, operation: this.#operation, advice })
  }

  #failure(reason: string): RegistryError {
    return new RegistryError({ where: this.#content.name, operation: this.#operation, reason })
  }

  get #operation(): string {
    return `${this.#edit.operation} '${this.#edit.tag}'`
  }
}
