import type { Inputs } from '../../github/inputs/inputs.ts'
import { InputError, throwAll } from '../../input-error.ts'
import { isForPlatform, parsePlatform } from '../../oci/index/image-platform.ts'

type PartInputs = Pick<Inputs, 'part' | 'platforms' | 'allTags' | 'meeting'>

/** Rejects a part that does not belong to the image. Throws InputError, or an AggregateError. */
export function checkPart({ part, platforms, allTags, meeting }: PartInputs): void {
  if (part.length === 0 && meeting === 'registry') {
    throw new InputError('meeting', "it has no effect without 'part': remove it, or name the platforms of this job")
  }
  if (part.length === 0) return
  if (platforms.length === 0) {
    throw new InputError(
      'part',
      "list the platforms of the whole image in 'platforms', such as 'platforms: linux/amd64,linux/arm64', the same in each job"
    )
  }
  const vague = platforms.filter((platform) => !parsePlatform(platform))
  const other = part.filter((each) => !platforms.some((platform) => isSamePlatform(each, platform)))
  throwAll([
    ...vague.map((text) => new InputError('platforms', `write OS/ARCHITECTURE, as in linux/arm64, not '${text}'`)),
    ...(vague.length > 0 ? [] : other).map(
      (text) => new InputError('part', `'${text}' is not one of 'platforms' (${platforms.join(', ')})`)
    ),
    ...(allTags.length > 0
      ? [new InputError('part', "with 'all-tags' images are published as they are: remove one of the two")]
      : []),
  ])
}

/** The part in the order and spelling of `platforms`: all jobs of an image spell it in the same way. */
export function partIn({ part, platforms }: Pick<PartInputs, 'part' | 'platforms'>): readonly string[] {
  return distinctPlatforms(platforms).filter((platform) => part.some((each) => isSamePlatform(each, platform)))
}

/** Each platform once, in its first spelling. */
export function distinctPlatforms(platforms: readonly string[]): readonly string[] {
  return platforms.filter((platform, index) => platforms.findIndex((each) => isSamePlatform(each, platform)) === index)
}

/** Whether two spellings are of one platform: linux/arm64 and linux/arm64/v8. */
export function isSamePlatform(one: string, other: string): boolean {
  const [a, b] = [parsePlatform(one), parsePlatform(other)]
  return one === other || (a !== undefined && b !== undefined && isForPlatform(a, b))
}
