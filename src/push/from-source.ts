import type { Source } from '../content/source.ts'
import { Completion } from './completion.ts'
import type { Push } from './push.ts'

/** How an image that exists already gets to its targets. A blob that the source lacks must be there, or mountable. */
export function completionsFrom(source: Source, pushes: readonly Push[]): readonly Completion[] {
  const { image, name } = source
  const wherever = `and so does ${name}. Export the image whole, or name a repository that has it in 'mount-from'.`
  return pushes.map((push) => new Completion(push, image, (digest) => source.blob(digest), wherever))
}
