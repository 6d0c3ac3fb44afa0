import type { Source } from '../content/source.ts'
import { Completion } from './completion.ts'
import type { Push } from './push.ts'

/** Brings an existing image to its targets. A blob that the source lacks must be there already, or be mountable. */
export function completionsFrom(source: Source, pushes: readonly Push[]): readonly Completion[] {
  const { image, name } = source
  const wherever = `and neither does ${name}. Export the complete image, or list a repository that has it in 'mount-from'.`
  return pushes.map((push) => new Completion(push, image, (digest) => source.blob(digest), wherever))
}
