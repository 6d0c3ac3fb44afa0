import { formatRepository, type Repository } from './reference.ts'
import type { Tag } from './tag.ts'

/** A repository to publish an image to, and the tags it gets there. */
export interface Target {
  readonly repository: Repository
  readonly tags: readonly Tag[]
}

export function formatTarget({ repository }: Target): string {
  return formatRepository(repository)
}
