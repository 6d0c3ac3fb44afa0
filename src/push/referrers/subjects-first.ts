import type { Digest } from '../../oci/digest.ts'
import type { ContentPush } from '../content/content-push.ts'
import type { TargetUpload } from '../push.ts'

/** Lets what refers to a manifest be written after that manifest: registries need not accept it before. */
export class SubjectsFirst {
  readonly #works = new Map<ContentPush, Map<Digest, Promise<void>>>()

  /** Starts an upload. The work gets a promise that resolves once all that its manifests refer to is written. */
  run({ push, image }: TargetUpload, work: (subjects: Promise<unknown>) => Promise<void>): Promise<void> {
    const { content } = push
    const here = this.#works.get(content) ?? new Map<Digest, Promise<void>>()
    this.#works.set(content, here)
    const subjects = image.manifests.map(({ subject }) => subject && here.get(subject.digest))
    // A failure is reported where it happens.
    const done = work(Promise.allSettled(subjects))
    for (const { descriptor } of image.manifests) if (!here.has(descriptor.digest)) here.set(descriptor.digest, done)
    return done
  }
}
