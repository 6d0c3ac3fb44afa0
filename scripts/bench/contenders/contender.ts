/** What is to be published, under which names. */
export interface Order<Subject> {
  readonly subject: Subject
  /** `host/name`, of one or several registries. */
  readonly names: readonly string[]
  readonly tags: readonly string[]
  /** A repository of the same registries that has the content already, for who can make use of it. */
  readonly mountFrom?: string
  /** How a tool that takes one registry is used for several: as users do, or as the impatient do. */
  readonly way: 'in turn' | 'at once'
}

/** Whoever publishes a subject: an image on disk, or something to be built. */
export interface Contender<Subject> {
  readonly name: string
  /** Whether it makes an image of its own from the subject, whose digest is known to nobody before. */
  readonly makesOwn?: boolean
  /** Resolves when all is published; rejects where anything was not. */
  publish(order: Order<Subject>): Promise<void>
}

/** Where a contender publishes: each has repositories of its own, so that none finds what another has left. */
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
