/** What to publish, and under which names. */
export interface Order<Subject> {
  readonly subject: Subject
  /** `host/name`, on one or more registries. */
  readonly names: readonly string[]
  readonly tags: readonly string[]
  /** A repository on the same registries that already has the content, for contenders that can use it. */
  readonly mountFrom?: string
  /** How a tool that supports one registry is used for several: one by one, as users do, or all at once. */
  readonly way: 'in turn' | 'at once'
}

/** A tool that publishes a subject: an image on disk, or something to be built. */
export interface Contender<Subject> {
  readonly name: string
  /** Whether it makes a new image from the subject, whose digest is not known in advance. */
  readonly makesOwn?: boolean
  /** Resolves when everything is published; rejects if anything was not. */
  publish(order: Order<Subject>): Promise<void>
}

/** Where a contender publishes: each has separate repositories, so that none finds content left by another. */
export function repositoryOf(name: string, contender: Contender<never>): string {
  return `${name}/${contender.name
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join('-')}`
}

/** A tool that publishes to one registry at a time. */
export function oneByOne<Subject>(
  name: string,
  publishTo: (subject: Subject, target: string, tags: readonly string[]) => Promise<void>
): Contender<Subject> {
  return {
    name,
    async publish({ subject, names, tags, way }) {
      if (way === 'at once') await Promise.all(names.map((target) => publishTo(subject, target, tags)))
      else for (const target of names) await publishTo(subject, target, tags)
    },
  }
}
